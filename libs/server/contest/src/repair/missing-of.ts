import { type DerivativeVariant, VARIANT_SIDES } from '@zuimei/imaging';
import type { InventoryRow } from '@zuimei/persistence/contest';
import type { PhotoStore } from '../photos/photo-store.js';

/** Every picture that a photo must have. */
export const WANTED_VARIANTS = Object.keys(VARIANT_SIDES) as DerivativeVariant[];

/** What of a photo is not there: variants without a row or without their object, and `original`. */
export type MissingPart = DerivativeVariant | 'original';

/**
 * Compares a photo's rows with the store. An object of another size than its row says is as good as none.
 * @throws what the store throws: a store that does not answer has lost nothing
 */
export async function missingOf(photo: InventoryRow, store: PhotoStore): Promise<MissingPart[]> {
  const isThere = async (key: string, bytes: number): Promise<boolean> => (await store.stat(key))?.size === bytes;
  const parts = await Promise.all([
    isThere(photo.originalKey, photo.bytes).then((there) => (there ? [] : ['original' as const])),
    ...WANTED_VARIANTS.map(async (variant) => {
      const row = photo.derivatives.find((derivative) => derivative.variant === variant);
      return row && (await isThere(row.key, row.bytes)) ? [] : [variant];
    }),
  ]);
  return parts.flat();
}
