import type { ObjectStore } from '@zuimei/object-store';

/** The injection token of the object store that photos live in. */
export const PHOTO_STORE = Symbol('PHOTO_STORE');
export type PhotoStore = ObjectStore;

/** Where an original stands: private, under an id that nobody can guess from its content. */
export const originalKey = (sha256: string, submissionId: string): string =>
  `originals/${sha256.slice(0, 2)}/${submissionId}`;

/** Where a derivative stands: under the hash of its own bytes, so that a second run writes the same object. */
export const derivedKey = (name: string): string => `derived/${name}`;
