// Pictures: what a file is, whether it keeps to the rules, and what the public sees of it. The only importer of sharp and
// the only starter of decoder processes.
export {
  type BrokenRule,
  DEFAULT_INTAKE_RULES,
  type IntakeRefusalCode,
  type IntakeRules,
  type RefusalFacts,
} from './intake-rules.js';
export type { PhotoFacts } from './inspect/photo-facts.js';
export { inspectPicture, readPosition, type Inspection, type InspectionResult } from './inspect/inspect-picture.js';
export type {
  DecodeRefusalCode,
  Derivative,
  DerivativeVariant,
  Derived,
  DeriveOptions,
  DeriveResult,
  HeifRoute,
} from './derive/derived.js';
export { VARIANT_SIDES } from './derive/derived.js';
export { DerivePool, type DerivePoolOptions } from './pool/derive-pool.js';
export { inspectAndDerive, type InspectAndDeriveOptions, type Verdict } from './inspect-and-derive.js';
export { printPicture } from './print-picture.js';
export { drawSvg, type DrawOptions, type Inlay } from './draw-svg.js';
export {
  likenessOf,
  lookupsOf,
  marksOf,
  sketchOfDerivative,
  type Hit as MarkHit,
  type Lookup as MarkLookup,
  type Mark,
  type Sketch,
} from './likeness/index.js';
