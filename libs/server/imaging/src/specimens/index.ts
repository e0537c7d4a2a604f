// Pictures for tests: drawn, encoded and broken here, so that they can be made everywhere.
export { animatedWebp, exifOf, imageOf, phoneJpeg, type PhotoOptions } from './encode.js';
export { heicOfScene, heicWithoutTurn } from './heic.js';
export * from './hostile.js';
export { asStored, meanDifference, randomOf, scene } from './scene.js';
