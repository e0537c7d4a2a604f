export { folderStore } from './folder-store.js';
export { assertKey, assertPrefix, InvalidKeyError } from './key.js';
export { type ByteRange, type ListedObject, type ObjectInfo, type ObjectStore } from './object-store.js';
export { openObjectStore, type ObjectStoreConfig } from './open-object-store.js';
export { s3Store, type S3StoreOptions } from './s3-store.js';
