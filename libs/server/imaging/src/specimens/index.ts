// Pictures for tests: drawn, encoded and broken here, so that they can be made everywhere.
export { PLANTED, type AcceptedKind } from './accepted-kind.js';
export { acceptedKinds } from './accepted-kinds.js';
export { animatedWebp, exifOf, imageOf, phoneJpeg, type PhotoOptions } from './encode.js';
export { heicOfScene, heicWithoutTurn } from './heic.js';
export * from './heif-writer.js';
export * from './hostile.js';
export { hostileKinds, type HostileKind } from './hostile-kinds.js';
export { greyProfile, iccSegments, rgbProfile } from './icc.js';
export { blockJpeg } from './jpeg-writer.js';
export { pngChunk, pngOf, pngSignature, zeros } from './png-writer.js';
export { readTable, sharedCorpus } from './shared-corpora.js';
export { asStored, meanDifference, randomOf, scene } from './scene.js';
export * from './copies.js';
export * from './collage.js';
