/** A rational approximation of the normal quantile (Acklam 2003), relative error below 1.2e-9. */
const CENTRE_TOP = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
  2.506628277459239,
];
const CENTRE_BELOW = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1, 1,
];
const TAIL_TOP = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const TAIL_BELOW = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1];
const TAIL = 0.02425;

const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);

/** The value that a standard normal variable stays below with probability `p`, 0 < p < 1. */
export const normalQuantile = (p: number): number => {
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p < TAIL) {
    const q = Math.sqrt(-2 * Math.log(p));
    return polynomial(TAIL_TOP, q) / polynomial(TAIL_BELOW, q);
  }
  const q = p - 0.5;
  return (q * polynomial(CENTRE_TOP, q * q)) / polynomial(CENTRE_BELOW, q * q);
};

const BITS = 14;

/** Quantiles at the middles of 2^14 equal shares: the upper bits of a 32-bit draw look up a normal value (sd .9999). */
const table = Float64Array.from({ length: 1 << BITS }, (_, i) => normalQuantile((i + 0.5) / (1 << BITS)));

/** A standard normal value for a whole number drawn evenly from [0, 2^32). */
export const normalOf = (draw: number): number => table[draw >>> (32 - BITS)] as number;
