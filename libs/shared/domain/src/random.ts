/**
 * Seeded pseudo-randomness for allocation and order of display: the same seed gives the same draws on every machine.
 * Not for secrets. Integer arithmetic modulo 2^32 only, so no engine can differ.
 */

const GOLDEN = 0x9e3779b9;
// A name of its own: looking up a global costs more than the arithmetic wherever code runs in a context of its own.
const { imul } = Math;

/** The 32-bit finaliser of MurmurHash3: a bijection in which every input bit moves every output bit. */
export const mix32 = (value: number): number => {
  let h = value | 0;
  h = imul(h ^ (h >>> 16), 0x85ebca6b);
  h = imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

/** Four 32-bit words hashed from a text, over its UTF-16 code units. */
export const hashSeed = (text: string): [number, number, number, number] => {
  const lane = (n: number): number => {
    let h = mix32(imul(GOLDEN, n) + text.length);
    for (let i = 0; i < text.length; i += 1) h = mix32((h + GOLDEN) ^ text.charCodeAt(i));
    return h;
  };
  return [lane(1), lane(2), lane(3), lane(4)];
};

/** A source of draws. */
export interface Random {
  /** A whole number in [0, 2^32). */
  readonly next: () => number;
  /** A whole number in [0, `bound`), without modulo bias. `bound` from 1 to 2^32. */
  readonly below: (bound: number) => number;
}

const rotl = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

/** The generator xoshiro128** (Blackman and Vigna, 2018), seeded by a text. */
export const seededRandom = (seed: string): Random => {
  let [a, b, c, d] = hashSeed(seed);
  // The all-zero state is the only one that the generator cannot leave.
  if ((a | b | c | d) === 0) a = GOLDEN;
  const next = (): number => {
    const out = imul(rotl(imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotl(d, 11);
    return out;
  };
  const below = (bound: number): number => {
    const limit = 4_294_967_296 - (4_294_967_296 % bound);
    let draw = next();
    while (draw >= limit) draw = next();
    return draw % bound;
  };
  return { next, below };
};

/** A new array with the items in an order drawn from `random` (Fisher–Yates; every order equally likely). */
export const shuffled = <T>(items: readonly T[], random: Random): T[] => {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
};

/**
 * A stable id drawn from a text, in the shape of a UUID version 8 (RFC 9562 §5.8): the same text gives the same id.
 * It names things that two machines must name alike; it is not secret and says nothing about time.
 */
export const idFrom = (text: string): string => {
  const hex = hashSeed(text)
    .map((word) => word.toString(16).padStart(8, '0'))
    .join('');
  const variant = ((parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  const groups = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`];
  return [...groups, hex.slice(20)].join('-');
};
