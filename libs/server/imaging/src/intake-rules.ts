import type { PictureType } from './inspect/picture-header.js';

/** What a picture must keep to before anything decodes it. Editions may set their own; these are the defaults. */
export interface IntakeRules {
  /** Types that are taken in, by content. */
  types: readonly PictureType[];
  /** Most bytes of the uploaded file. */
  maxBytes: number;
  /** Most pixels of the picture, width × height. */
  maxPixels: number;
  /** Longest side in pixels (WebP itself ends at 16,383, phones' panoramas well below). */
  maxSide: number;
  /** Least short side in pixels. */
  minShortSide: number;
  /** Most long side : short side. */
  maxAspect: number;
  /** Most scans (SOS markers) of a JPEG: cameras and encoders write at most 14, a decompression bomb thousands. */
  maxScans: number;
}

export const DEFAULT_INTAKE_RULES: IntakeRules = {
  types: ['jpeg', 'png', 'webp', 'avif', 'heic'],
  maxBytes: 30 * 1024 * 1024,
  maxPixels: 120_000_000,
  maxSide: 16_384,
  minShortSide: 600,
  maxAspect: 20,
  maxScans: 100,
};

/**
 * The rules that protect the decoder, without those that are a contest's taste: what a photo that was already taken in is
 * held to when its derivatives are made again under another edition's rules.
 */
export const SAFETY_RULES: IntakeRules = {
  ...DEFAULT_INTAKE_RULES,
  maxBytes: Number.MAX_SAFE_INTEGER,
  minShortSide: 1,
  maxAspect: Number.MAX_SAFE_INTEGER,
};

/** Why a picture is not taken in. Stable: they are stored, translated and shown. */
export type IntakeRefusalCode =
  | 'EMPTY'
  | 'UNSUPPORTED_TYPE'
  | 'CORRUPT'
  | 'TOO_MANY_PIXELS'
  | 'TOO_SMALL'
  | 'TOO_LARGE'
  | 'BAD_ASPECT'
  | 'ANIMATED'
  | 'TOO_COMPLEX';

/** The rule's limit and the measured value, by name. */
export type RefusalFacts = Record<string, number | string>;

/** One rule that a picture breaks. */
export interface BrokenRule {
  code: IntakeRefusalCode;
  facts: RefusalFacts;
}

/** Thrown by the parsers and turned into a refusal at the room's edge; never leaves the room. */
export class PictureRefused extends Error {
  readonly code: IntakeRefusalCode;
  readonly facts: RefusalFacts;

  /** Every rule that is known to be broken, this first one included. */
  readonly broken: readonly BrokenRule[];

  constructor(code: IntakeRefusalCode, facts: RefusalFacts = {}, others: readonly BrokenRule[] = []) {
    super(code);
    this.name = 'PictureRefused';
    this.code = code;
    this.facts = facts;
    this.broken = [{ code, facts }, ...others];
  }
}

/** A structural fault; `reason` is for logs and for whoever debugs a file, not for authors. */
export const corrupt = (reason: string): PictureRefused => new PictureRefused('CORRUPT', { reason });
