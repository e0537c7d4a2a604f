import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const base64url = (bytes: number) =>
  z.string().refine((text) => Buffer.from(text, 'base64url').length === bytes, { message: `not ${bytes} bytes` });

const fileSchema = z.object({
  version: z.literal(1),
  /** 32 bytes; every other symmetric key is derived from it. */
  masterKey: base64url(32),
  /** Ed25519, PKCS #8 DER. */
  signingKey: z.string().min(1),
  databasePasswords: z.object({ api: z.string().min(16), queue: z.string().min(16) }),
});
type KeystoreFile = z.output<typeof fileSchema>;

/** The keystore is missing where it must exist, cannot be read, or is open to others. */
export class KeystoreError extends Error {
  override readonly name = 'KeystoreError';
}

/** The keys of one installation. */
export class Keystore {
  readonly databasePasswords: { readonly api: string; readonly queue: string };
  /** Raw Ed25519 public key, 32 bytes. */
  readonly publicKey: Buffer;
  readonly #master: Buffer;
  readonly #signing: KeyObject;

  constructor(file: KeystoreFile) {
    this.databasePasswords = file.databasePasswords;
    this.#master = Buffer.from(file.masterKey, 'base64url');
    this.#signing = createPrivateKey({
      key: Buffer.from(file.signingKey, 'base64url'),
      format: 'der',
      type: 'pkcs8',
    });
    const { x } = createPublicKey(this.#signing).export({ format: 'jwk' });
    this.publicKey = Buffer.from(x ?? '', 'base64url');
  }

  /** A key of 32 bytes for one purpose, by HKDF with SHA-256 (RFC 5869); the same label gives the same key. */
  derive(label: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#master, 'zuimei', label, 32));
  }

  /** Ed25519 signature (RFC 8032), 64 bytes. */
  sign(bytes: Uint8Array): Buffer {
    return sign(null, bytes, this.#signing);
  }

  /** Whether `signature` is this installation's over `bytes`. */
  verify(bytes: Uint8Array, signature: Uint8Array): boolean {
    return verify(null, bytes, createPublicKey(this.#signing), signature);
  }
}

/** Where the keys lie: told, or in the home folder. */
export interface KeystorePlace {
  home: string;
  /** A file brought from outside: it is never created, so a typing error cannot make new keys. */
  keystoreFile: string | null;
}

/**
 * Opens the keys, making them at the very first start: written whole and with mode 0600 before they get their name, so
 * that two first starts at once end with the same keys.
 * @throws KeystoreError
 */
export function openKeystore(place: KeystorePlace): Keystore {
  const file = place.keystoreFile ?? path.join(place.home, 'keystore.json');
  if (!fs.existsSync(file)) {
    if (place.keystoreFile) throw new KeystoreError('KEYSTORE_FILE names a file that does not exist');
    create(file);
  }
  // Mounted secrets belong to the operator; a file of ours that others can read has leaked.
  if (!place.keystoreFile && process.platform !== 'win32' && (fs.statSync(file).mode & 0o077) !== 0) {
    throw new KeystoreError(`${file} can be read by others: chmod 600 it, and renew the keys if they may have leaked`);
  }
  return new Keystore(parse(file));
}

/** Fresh keys that are kept nowhere: for tests and tools. */
export const ephemeralKeystore = (): Keystore => new Keystore(generate());

function parse(file: string): KeystoreFile {
  let content: unknown;
  try {
    content = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    throw new KeystoreError(`${file} cannot be read as JSON`, { cause: error });
  }
  const parsed = fileSchema.safeParse(content);
  if (!parsed.success) {
    const places = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new KeystoreError(`${file} is not a keystore (${places})`);
  }
  return parsed.data;
}

function create(file: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const handle = fs.openSync(draft, 'wx', 0o600);
  try {
    fs.writeSync(handle, `${JSON.stringify(generate(), null, 2)}\n`);
    fs.fsyncSync(handle);
  } finally {
    fs.closeSync(handle);
  }
  try {
    // Unlike a rename, a link never replaces the keys of another start that was faster.
    fs.linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    fs.rmSync(draft);
  }
}

function generate(): KeystoreFile {
  const secret = (bytes: number) => randomBytes(bytes).toString('base64url');
  const { privateKey } = generateKeyPairSync('ed25519');
  return {
    version: 1,
    masterKey: secret(32),
    signingKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64url'),
    databasePasswords: { api: secret(24), queue: secret(24) },
  };
}
