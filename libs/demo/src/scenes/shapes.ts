export type Point = readonly [x: number, y: number];

/** One decimal of a field of 1200: finer than a pixel of any photo, and half the bytes. */
export const round = (v: number): number => Math.round(v * 10) / 10;

/** For opacities. */
export const round2 = (v: number): number => Math.round(v * 100) / 100;

/** Outline of a limb: a capsule from `a` to `b` that tapers from the first radius to the second. */
export const limb = (a: Point, b: Point, radiusA: number, radiusB: number): string => {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const length = Math.hypot(dx, dy) || 0.01;
  const angle = Math.atan2(dy, dx);
  // Where the two outer tangents touch the circles.
  const touch = Math.acos(Math.max(-1, Math.min(1, (radiusA - radiusB) / length)));
  const on = (centre: Point, radius: number, turn: number) =>
    `${round(centre[0] + radius * Math.cos(turn))} ${round(centre[1] + radius * Math.sin(turn))}`;
  const arc = (radius: number, large: boolean, to: string) =>
    `A${round(radius)} ${round(radius)} 0 ${large ? 1 : 0} 0 ${to}`;
  return (
    `M${on(a, radiusA, angle + touch)}L${on(b, radiusB, angle + touch)}` +
    arc(radiusB, touch > Math.PI / 2, on(b, radiusB, angle - touch)) +
    `L${on(a, radiusA, angle - touch)}` +
    arc(radiusA, touch < Math.PI / 2, on(a, radiusA, angle + touch)) +
    'Z'
  );
};
