import { fromBase64Url, toBase64Url } from '../bytes/base64url.js';
import { concatBytes, utf8 } from '../bytes/bytes.js';
import { uuidBytes, uuidOf } from '../bytes/uuid-bytes.js';

/** Tablets' clocks may be off by a day, either way; nothing that they sign does more when it is sent again. */
export const TABLET_CLOCK_MS = 36 * 60 * 60_000;
export const ENROLMENT_SECRET_BYTES = 16;
/** Bytes of the SHA-256 that name a pass in a tablet's preload. */
export const PASS_TAG_BYTES = 12;

/**
 * What an enrolled tablet signs for each of its requests (ECDSA by P-256 with SHA-256). `path` is with its query, `time`
 * in milliseconds since 1970, `bodyHash` the SHA-256 of the body's bytes in hexadecimal, of no bytes where there is none.
 */
export const tabletMessage = (method: string, path: string, time: number, bodyHash: string): Uint8Array =>
  utf8(`zuimei-tablet-v1\n${method}\n${path}\n${time}\n${bodyHash}`);

const bytesOf = (id: string): Uint8Array => {
  const bytes = uuidBytes(id);
  if (!bytes) throw new RangeError('an id is no UUID');
  return bytes;
};

/** Its SHA-256, cut to `PASS_TAG_BYTES`, names a pass in the preload: only who holds the badge knows whose line it is. */
export const passTagMessage = (passId: string): Uint8Array => concatBytes(utf8('zuimei-pass-tag\n'), bytesOf(passId));

/** HKDF-SHA-256 from a badge's secret, salted with the pass id, to the AES-256-GCM key of its line in the preload. */
export const PASS_PRELOAD_INFO = 'zuimei-pass-preload-v1';

/** What lets a tablet ask to be enrolled; the PIN comes by mouth. */
export interface EnrolmentTicket {
  ticketId: string;
  /** 128 bits, base64url. */
  secret: string;
}

const FRAGMENT = /#e1\.([\w-]+)\.([\w-]+)$/;

export const enrolmentLink = (origin: string, { ticketId, secret }: EnrolmentTicket): string =>
  `${origin}/jury/#e1.${toBase64Url(bytesOf(ticketId))}.${secret}`;

/** Reads a ticket off the text of its QR or a bare fragment. */
export function parseEnrolment(text: string): EnrolmentTicket | undefined {
  const [, idText = '', secret = ''] = FRAGMENT.exec(text.trim()) ?? [];
  const id = fromBase64Url(idText);
  if (id?.length !== 16 || fromBase64Url(secret)?.length !== ENROLMENT_SECRET_BYTES) return undefined;
  return { ticketId: uuidOf(id), secret };
}
