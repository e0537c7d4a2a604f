import path from 'node:path';
import { type ObjectStore, openObjectStore } from '@zuimei/object-store';
import type { Config } from '@zuimei/platform';

/** The injection token of the object store that photos live in. */
export const PHOTO_STORE = Symbol('PHOTO_STORE');
export type PhotoStore = ObjectStore;

/** Where an original stands: private, under an id that nobody can guess from its content. */
export const originalKey = (sha256: string, submissionId: string): string =>
  `originals/${sha256.slice(0, 2)}/${submissionId}`;

/** Where a derivative stands: under the hash of its own bytes, so that a second run writes the same object. */
export const derivedKey = (name: string): string => `derived/${name}`;

/** The store that the configuration names: an S3 server, or the folder `objects` of this installation's home. */
export const openPhotoStore = (config: Pick<Config, 's3' | 'home'>): PhotoStore =>
  openObjectStore(
    config.s3 ? { kind: 's3', ...config.s3 } : { kind: 'folder', root: path.join(config.home, 'objects') },
  );
