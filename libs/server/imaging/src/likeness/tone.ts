/** Greys beyond these were cut off by whoever brightened or darkened a picture, and say nothing of its tones. */
const DARKEST = 6;
const BRIGHTEST = 249;

/**
 * How brightness and contrast were changed between two pictures of the same: the parabola through the greys of `from`
 * that comes nearest to those of `to` (least squares over what was not clipped).
 */
export function toneCurve(from: Float32Array, to: Float32Array): (grey: number) => number {
  const powers = [0, 0, 0, 0, 0];
  const products = [0, 0, 0];
  let count = 0;
  const take = (clipped: boolean) => {
    for (let i = 0; i < from.length; i++) {
      const [a, b] = [from[i] as number, to[i] as number];
      if (!clipped && (a < DARKEST || a > BRIGHTEST || b < DARKEST || b > BRIGHTEST)) continue;
      count++;
      let power = 1;
      for (let k = 0; k < 5; k++, power *= centred(a)) {
        powers[k] = (powers[k] as number) + power;
        if (k < 3) products[k] = (products[k] as number) + power * b;
      }
    }
  };
  take(false);
  if (count < from.length / 3) {
    powers.fill(0);
    products.fill(0);
    count = 0;
    take(true);
  }
  const [c0, c1, c2] = solve(powers, products, 1e-3 * count);
  return (grey) => Math.min(255, Math.max(0, c0 + (c1 + c2 * centred(grey)) * centred(grey)));
}

const centred = (grey: number): number => (grey - 128) / 128;

/** Normal equations of three unknowns, with a little weight on small ones, by elimination. */
function solve(powers: readonly number[], products: readonly number[], weight: number): [number, number, number] {
  const rows = [0, 1, 2].map((i) => [
    ...[0, 1, 2].map((j) => (powers[i + j] as number) + (i === j && i > 0 ? weight : 0)),
    products[i] as number,
  ]) as [number, number, number, number][];
  for (let i = 0; i < 3; i++) {
    for (let k = i + 1; k < 3; k++) {
      const share = (rows[k]?.[i] as number) / (rows[i]?.[i] || 1);
      for (let c = i; c < 4; c++)
        (rows[k] as number[])[c] = (rows[k]?.[c] as number) - share * (rows[i]?.[c] as number);
    }
  }
  const out: [number, number, number] = [0, 0, 0];
  for (let i = 2; i >= 0; i--) {
    let value = rows[i]?.[3] as number;
    for (let k = i + 1; k < 3; k++) value -= (rows[i]?.[k] as number) * (out[k] as number);
    out[i] = value / (rows[i]?.[i] || 1);
  }
  return out;
}
