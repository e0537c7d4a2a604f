import type { IntakeRefusalCode, IntakeRules, RefusalFacts } from '../intake-rules.js';

export type DerivativeVariant = 'w320' | 'w1080' | 'w2048' | 'share1080';

/** Longest side of each variant in pixels; a smaller original gets every variant at its own size. */
export const VARIANT_SIDES: Record<DerivativeVariant, number> = {
  w320: 320,
  w1080: 1080,
  w2048: 2048,
  share1080: 1080,
};

/** One public picture made from an original: upright, 8-bit sRGB, without metadata, never larger than the original. */
export interface Derivative {
  variant: DerivativeVariant;
  /** Where it was written. */
  path: string;
  format: 'webp' | 'jpeg';
  width: number;
  height: number;
  bytes: number;
  /** Of the derivative's own bytes, hex: its content address. */
  sha256: string;
}

export interface Derived {
  /** Upright size of the original. */
  width: number;
  height: number;
  /** Base64, some 28 characters: a blurred stand-in until the picture is there. */
  thumbhash: string;
  /** 64-bit perceptual hash, 16 hex digits; near pictures differ in few bits. */
  phash: string;
  /** Small greys that likenesses are found by: one byte a pixel, rows from the top, base64. */
  sketch: { width: number; height: number; luma: string };
  /** Of the original file, hex. */
  sha256: string;
  derivatives: Derivative[];
  /** What turned the file into pixels: `libvips`, `heif-convert`, `heif-dec` or `heic-decode`. */
  decoder: string;
}

/** Which HEIC decoder to take: the system's where it is there, then the wasm one; or one of them alone. */
export type HeifRoute = 'auto' | 'system' | 'wasm';

export interface DeriveOptions {
  /** What differs from the rules that protect the decoder; a contest's own limits were applied when it was taken in. */
  rules?: Partial<IntakeRules>;
  heif?: HeifRoute;
}

export type DecodeRefusalCode = IntakeRefusalCode | 'DECODE_TIMEOUT' | 'DECODE_MEMORY';

export type DeriveResult =
  | { ok: true; derived: Derived }
  | {
      ok: false;
      code: DecodeRefusalCode;
      /** True: the file is at fault and no retry mends it. False: the machine was. */
      permanent: boolean;
      facts: RefusalFacts;
    };
