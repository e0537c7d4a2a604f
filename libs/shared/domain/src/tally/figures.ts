/** The normal quantile of a two-sided interval at 95 %. */
export const Z_95 = 1.959964;

/** A figure as it is compared and printed: rounded to 1e-9, without negative zero. */
export const round9 = (value: number): number => {
  const rounded = Math.round(value * 1e9) / 1e9;
  return rounded === 0 ? 0 : rounded;
};

/** The Wilson score interval of `picks` out of `exposures` (Wilson 1927); [0, 1] where nothing was exposed. */
export const wilson = (picks: number, exposures: number, z = Z_95): { readonly low: number; readonly high: number } => {
  if (exposures === 0) return { low: 0, high: 1 };
  const n = exposures;
  const p = picks / n;
  const zz = z * z;
  const centre = p + zz / (2 * n);
  const spread = z * Math.sqrt((p * (1 - p)) / n + zz / (4 * n * n));
  const scale = 1 + zz / n;
  return { low: round9(Math.max(0, (centre - spread) / scale)), high: round9(Math.min(1, (centre + spread) / scale)) };
};

/**
 * Compares two rates as fractions without dividing: negative where a is the better one. Exact for counts below 2^26.
 * An entry that was never exposed comes after every entry that was.
 */
export const compareRates = (picksA: number, exposuresA: number, picksB: number, exposuresB: number): number => {
  if (exposuresA === 0 || exposuresB === 0) return Number(exposuresA === 0) - Number(exposuresB === 0);
  return picksB * exposuresA - picksA * exposuresB;
};

/** Whether two rates can be told apart: the pooled two-proportion z-test, two-sided at 5 %. */
export const distinguishable = (picksA: number, exposuresA: number, picksB: number, exposuresB: number): boolean => {
  if (exposuresA === 0 || exposuresB === 0) return false;
  const pooled = (picksA + picksB) / (exposuresA + exposuresB);
  const variance = pooled * (1 - pooled) * (1 / exposuresA + 1 / exposuresB);
  if (variance === 0) return false;
  const z = Math.abs(picksA / exposuresA - picksB / exposuresB) / Math.sqrt(variance);
  return round9(z) > Z_95;
};

/** Orders entry ids: shorter first, then by code units, so that whole numbers stand in their natural order. */
export const compareIds = (a: string, b: string): number => {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
};
