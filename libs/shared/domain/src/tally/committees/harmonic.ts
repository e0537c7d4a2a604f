const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

/** The greatest common divisor of whole numbers, 1 where there are none. */
export const gcdOf = (numbers: Iterable<bigint>): bigint => {
  let common = 0n;
  for (const number of numbers) {
    common = gcd(common, number < 0n ? -number : number);
    if (common === 1n) break;
  }
  return common === 0n ? 1n : common;
};

/**
 * The weights 1, 1/2, …, 1/k as whole numbers over one denominator, the least common multiple of 1 … k, so that scores
 * made of them compare exactly: `weights[h]` is what the next seat is worth to a voter who has h.
 */
export const harmonicWeights = (k: number): { readonly weights: readonly bigint[]; readonly denominator: bigint } => {
  let denominator = 1n;
  for (let i = 2n; i <= BigInt(k); i += 1n) denominator = (denominator * i) / gcd(denominator, i);
  return { denominator, weights: Array.from({ length: k }, (_, h) => denominator / BigInt(h + 1)) };
};
