import { folderStore } from './folder-store.js';
import { type ObjectStore } from './object-store.js';
import { s3Store, type S3StoreOptions } from './s3-store.js';

/** Which store to use: a folder of this machine, or an S3 server. */
export type ObjectStoreConfig = { kind: 'folder'; root: string } | ({ kind: 's3' } & S3StoreOptions);

/** The store that the configuration names. */
export function openObjectStore(config: ObjectStoreConfig): ObjectStore {
  return config.kind === 'folder' ? folderStore(config.root) : s3Store(config);
}
