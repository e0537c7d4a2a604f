import type { Derivative } from '@zuimei/imaging';
import { derivedKey } from './photo-store.js';

/** The row of a derivative: its object stands under the hash of its bytes. */
export const storedDerivative = ({ variant, sha256, format, width, height, bytes }: Derivative) => {
  const name = `${sha256}.${format === 'jpeg' ? 'jpg' : 'webp'}`;
  return { variant, name, key: derivedKey(name), sha256, mime: `image/${format}`, width, height, bytes };
};
