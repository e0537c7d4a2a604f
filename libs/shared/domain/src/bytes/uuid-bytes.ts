import { fromHex, toHex } from './bytes.js';

/** The 16 bytes of a UUID (RFC 9562), or undefined where the text is none. */
export const uuidBytes = (uuid: string): Uint8Array | undefined =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(uuid) ? fromHex(uuid.replaceAll('-', '')) : undefined;

/** The UUID of 16 bytes, in lower case. */
export function uuidOf(bytes: Uint8Array): string {
  const hex = toHex(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
