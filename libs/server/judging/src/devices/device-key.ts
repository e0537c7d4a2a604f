import { DEVICE_KEY_BYTES, DEVICE_SIGNATURE_BYTES } from '@zuimei/domain';
import { createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';

const P1363 = 'ieee-p1363';

/** The key of a raw P-256 point; undefined where the bytes are no point of the curve. */
export function deviceKeyOf(raw: Buffer): KeyObject | undefined {
  if (raw.length !== DEVICE_KEY_BYTES || raw[0] !== 4) return undefined;
  const [x, y] = [raw.subarray(1, 33), raw.subarray(33)].map((part) => part.toString('base64url'));
  try {
    return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  } catch {
    return undefined;
  }
}

const MOST_KEYS = 5_000;
const keys = new Map<string, KeyObject | undefined>();

/** Reading a point costs as much as checking a signature, and a device signs every answer set with the same key. */
function rememberedKey(raw: Buffer): KeyObject | undefined {
  const name = raw.toString('base64url');
  if (!keys.has(name)) {
    if (keys.size >= MOST_KEYS) keys.clear();
    keys.set(name, deviceKeyOf(raw));
  }
  return keys.get(name);
}

/** An integer of a DER signature (ITU-T X.690, 8.3): no zeros in front but one where the first bit is set. */
function derInteger(bytes: Buffer): Buffer {
  let from = 0;
  while (from < bytes.length - 1 && bytes[from] === 0) from += 1;
  const value = bytes.subarray(from);
  const positive = (value[0] as number) < 0x80 ? value : Buffer.concat([Buffer.of(0), value]);
  return Buffer.concat([Buffer.of(2, positive.length), positive]);
}

/** r and s as DER. Told the raw form by an option instead, Node spends as long on the options as on the signature. */
function derSignature(raw: Buffer): Buffer {
  const body = Buffer.concat([derInteger(raw.subarray(0, 32)), derInteger(raw.subarray(32))]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}

/** Whether `signature` (base64url, r and s) is the device's over `message`. Checked off the main thread. */
export function isSignedBy(key: Buffer | null, message: Uint8Array, signature: string): Promise<boolean> {
  const known = key && rememberedKey(key);
  const bytes = Buffer.from(signature, 'base64url');
  if (!known || bytes.length !== DEVICE_SIGNATURE_BYTES) return Promise.resolve(false);
  return new Promise((resolve) => {
    verify('sha256', message, known, derSignature(bytes), (error, right) => resolve(!error && right));
  });
}

/** A device whose key lies in this program's memory: for the jurors of a demo, of tests and of load. */
export class SoftDevice {
  readonly #key: KeyObject;
  /** As a browser names its key at check-in. */
  readonly publicKey: string;

  constructor() {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    this.#key = privateKey;
    this.publicKey = Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]).toString(
      'base64url',
    );
  }

  sign(message: Uint8Array): string {
    return sign('sha256', message, { key: this.#key, dsaEncoding: P1363 }).toString('base64url');
  }
}
