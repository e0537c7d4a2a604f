import type { DeriveOptions, Derived } from '../derive/derived.js';
import type { IntakeRefusalCode, RefusalFacts } from '../intake-rules.js';

/** Pool to decoder process: one picture. */
export interface DecodeOrder {
  job: string;
  input: string;
  outDir: string;
  options: DeriveOptions;
}

/** Decoder process to pool. `fault` is the machine's: no disk, no file, a bug. */
export type DecoderMessage =
  | { kind: 'ready' }
  | { kind: 'derived'; job: string; derived: Derived }
  | { kind: 'refused'; job: string; code: IntakeRefusalCode; facts: RefusalFacts }
  | { kind: 'fault'; job: string; message: string; code?: string };
