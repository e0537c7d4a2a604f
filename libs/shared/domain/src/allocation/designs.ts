/** A prime power and its field: sums and products of 0 … q − 1. */
interface Field {
  readonly q: number;
  readonly plus: (a: number, b: number) => number;
  readonly times: (a: number, b: number) => number;
}

/** Orders of fields that are used: characteristic, degree, and the digits of −(x^degree) in an irreducible polynomial. */
const FIELDS = [
  { p: 3, degree: 1, reduction: [0] },
  { p: 5, degree: 1, reduction: [0] },
  // x³ = x + 1 over GF(2).
  { p: 2, degree: 3, reduction: [1, 1, 0] },
  // x² = −1 over GF(3), where −1 is no square.
  { p: 3, degree: 2, reduction: [2, 0] },
] as const;

/** The field of `q` elements; a number stands for the polynomial whose coefficients are its digits to the base p. */
const fieldOf = (q: number): Field | undefined => {
  const kind = FIELDS.find(({ p, degree }) => p ** degree === q);
  if (!kind) return undefined;
  const { p, degree } = kind;
  const reduction: readonly number[] = kind.reduction;
  const digits = (a: number): number[] => Array.from({ length: degree }, (_, i) => Math.floor(a / p ** i) % p);
  const number = (of: readonly number[]): number => of.reduce((sum, digit, i) => sum + (digit % p) * p ** i, 0);
  const plus = (a: number, b: number): number => {
    const other = digits(b);
    return number(digits(a).map((digit, i) => digit + (other[i] as number)));
  };
  /** a times the unknown. */
  const shift = (a: number): number => {
    const of = digits(a);
    const top = of[degree - 1] as number;
    return number(of.map((_, i) => (i === 0 ? 0 : (of[i - 1] as number)) + top * (reduction[i] as number)));
  };
  const scale = (a: number, by: number): number => number(digits(a).map((digit) => digit * by));
  const times = (a: number, b: number): number => {
    if (degree === 1) return (a * b) % p;
    let power = a;
    return digits(b).reduce((sum, digit) => {
      const next = plus(sum, scale(power, digit));
      power = shift(power);
      return next;
    }, 0);
  };
  return { q, plus, times };
};

/**
 * The lines of the affine plane over GF(q), in its q + 1 classes of parallels: each class shows every one of the q²
 * points once, and any two points lie on exactly one line.
 */
const affineClasses = ({ q, plus, times }: Field): number[][][] => {
  const all = Array.from({ length: q }, (_, i) => i);
  const point = (x: number, y: number): number => x * q + y;
  const sloped = all.map((slope) => all.map((rise) => all.map((x) => point(x, plus(times(slope, x), rise)))));
  return [...sloped, all.map((x) => all.map((y) => point(x, y)))];
};

/** The lines of the projective plane over GF(q): the parallels of a class meet in a point of their own, at infinity. */
const projectiveLines = (field: Field): number[][] => {
  const { q } = field;
  const lines = affineClasses(field).flatMap((parallels, i) => parallels.map((line) => [...line, q * q + i]));
  return [...lines, Array.from({ length: q + 1 }, (_, i) => q * q + i)];
};

/**
 * Screens of `size` out of `entries` in which any two entries stand together exactly once, where such a plane is known:
 * (9, 3), (25, 5), (81, 9) in classes that each show every entry once, and (13, 4), (73, 9), (91, 10), where any two
 * screens share an entry, so that a juror can be shown one of them: each is a class of its own. Undefined otherwise.
 * Constructions: Beth, Jungnickel, Lenz, Design Theory, ch. I.
 */
export const balancedDesign = (entries: number, size: number): number[][][] | undefined => {
  const affine = entries === size * size ? fieldOf(size) : undefined;
  if (affine) return affineClasses(affine);
  const q = size - 1;
  const projective = entries === q * q + q + 1 ? fieldOf(q) : undefined;
  return projective && projectiveLines(projective).map((line) => [line]);
};
