/** A corner: degrees east, degrees north (WGS 84). */
export type Corner = readonly [east: number, north: number];

/**
 * Whether a point lies in a polygon, by the even-odd rule (Shimrat 1962, algorithm 112): a ray to the east crosses its
 * edges an odd number of times. An edge holds its lower end and not its upper one, so of two polygons that share an edge
 * a point on it belongs to at most one.
 * @param corners in order, either way round; the last is joined to the first
 */
export function isInside([east, north]: Corner, corners: readonly Corner[]): boolean {
  let inside = false;
  for (let i = 0; i < corners.length; i += 1) {
    // Lower end first, so that the two polygons of an edge compute the same crossing to the last bit.
    const [low, high] = upward(corners[i] as Corner, corners[(i + 1) % corners.length] as Corner);
    if (low[1] > north || high[1] <= north) continue;
    const crossing = low[0] + ((north - low[1]) / (high[1] - low[1])) * (high[0] - low[0]);
    if (east < crossing) inside = !inside;
  }
  return inside;
}

const upward = (a: Corner, b: Corner): readonly [Corner, Corner] => (a[1] <= b[1] ? [a, b] : [b, a]);
