import { isInside } from './polygon.js';
import { type District, DISTRICT_OUTLINES, DISTRICTS } from './shenzhen.js';

/**
 * The district of Shenzhen in which a position lies, null outside of the city. Near a boundary it may name the neighbour:
 * the outlines are coarse on purpose. This is the most that is ever kept of where a photo was taken.
 * @param position degrees (WGS 84), north and east positive
 */
export function districtOf(position: { readonly latitude: number; readonly longitude: number }): District | null {
  const at = [position.longitude, position.latitude] as const;
  return DISTRICTS.find((district) => isInside(at, DISTRICT_OUTLINES[district])) ?? null;
}
