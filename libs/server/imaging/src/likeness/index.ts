export { likenessOf, type Hit } from './likeness.js';
export { lookupsOf, marksOf, type Lookup, type Mark } from './marks.js';
export type { Sketch } from './sketch.js';
export { sketchOfDerivative } from './sketch-of-derivative.js';
