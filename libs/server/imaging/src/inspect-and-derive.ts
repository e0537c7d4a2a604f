import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DecodeRefusalCode, Derived, DeriveOptions } from './derive/derived.js';
import { inspectPicture, type Inspection } from './inspect/inspect-picture.js';
import type { RefusalFacts } from './intake-rules.js';
import type { DerivePool } from './pool/derive-pool.js';

export type Verdict =
  | { accepted: true; inspection: Inspection; derived: Derived }
  | {
      accepted: false;
      code: DecodeRefusalCode;
      facts: RefusalFacts;
      /** Whether the headers told, or only the pixels. */
      stage: 'inspection' | 'decoding';
    };

export interface InspectAndDeriveOptions extends DeriveOptions {
  /** Where the derivatives go; without it they are made, to know that they can be, and thrown away. */
  outDir?: string;
}

/**
 * Everything that the intake and the worker together say of a picture, by their own code: the header checks, then a full
 * decode in the pool.
 *
 * @throws Error for faults of the machine: the file cannot be read, the folder cannot be written
 */
export async function inspectAndDerive(
  input: string,
  pool: DerivePool,
  { outDir, ...options }: InspectAndDeriveOptions = {},
): Promise<Verdict> {
  const inspected = await inspectPicture(input, options.rules);
  if (!inspected.ok) return { accepted: false, code: inspected.code, facts: inspected.facts, stage: 'inspection' };
  const target = outDir ?? (await mkdtemp(path.join(tmpdir(), 'zuimei-inspect-')));
  try {
    const result = await pool.derive(input, target, options);
    if (!result.ok) return { accepted: false, code: result.code, facts: result.facts, stage: 'decoding' };
    return { accepted: true, inspection: inspected.inspection, derived: result.derived };
  } finally {
    if (!outDir) await rm(target, { recursive: true, force: true });
  }
}
