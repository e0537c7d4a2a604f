export * from './endpoint.js';
export * from './endpoints/index.js';
export * from './exports.js';
export * from './jobs.js';
export * from './openapi.js';
export * from './problems.js';
export * from './shapes.js';
