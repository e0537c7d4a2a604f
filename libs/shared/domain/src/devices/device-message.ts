import { utf8 } from '../bytes/bytes.js';
import { canonicalJson } from '../bytes/canonical-json.js';

/** An uncompressed point of P-256 (SEC 1, 2.3.3): 04, x, y. */
export const DEVICE_KEY_BYTES = 65;
/** r and s of an ECDSA signature by P-256, 32 bytes each (IEEE P1363). */
export const DEVICE_SIGNATURE_BYTES = 64;

const signed = (what: string, value: unknown): Uint8Array => utf8(`zuimei-${what}-v1\n${canonicalJson(value)}`);

/**
 * What a tablet signs (ECDSA by P-256 with SHA-256) when it delivers answers. The key was named at check-in and never
 * leaves its browser: whoever has copied a cookie or a delivery token can sign nothing.
 */
export const answersMessage = (seatId: string, roundId: string, answers: readonly unknown[]): Uint8Array =>
  signed('answers', { answers, roundId, seatId });

/** What a tablet signs when it hands a ballot in. */
export const completeMessage = (seatId: string, roundId: string, receiptNonce: string): Uint8Array =>
  signed('complete', { receiptNonce, roundId, seatId });
