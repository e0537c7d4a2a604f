import { Injectable } from '@nestjs/common';
import { Keystore } from '@zuimei/platform';
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;
/** Crockford's letters: none is taken for another. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_LETTERS = 10;

/** A recovery code as it is compared: without hyphens and spaces, in capitals, O as 0, I and L as 1. */
export const normalRecoveryCode = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');

/** What the database keeps of second factors can be read, or guessed against, only with the keystore. */
@Injectable()
export class TotpSecrets {
  readonly #secrets: Buffer;
  readonly #codes: Buffer;

  constructor(keystore: Keystore) {
    this.#secrets = keystore.derive('identity/totp-secrets');
    this.#codes = keystore.derive('identity/totp-recovery-codes');
  }

  /** AES-256-GCM, bound to the member: a row that is copied to another one does not open. */
  seal(staffId: string, secret: Buffer): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#secrets, iv).setAAD(Buffer.from(staffId));
    return Buffer.concat([iv, cipher.update(secret), cipher.final(), cipher.getAuthTag()]);
  }

  /** @throws where the bytes were not sealed for this member by this installation */
  open(staffId: string, sealed: Buffer): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.#secrets, sealed.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(staffId))
      .setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
  }

  /** A fresh recovery code of 50 random bits, 5-5. */
  drawCode(): string {
    const letters = [...randomBytes(CODE_LETTERS)].map((byte) => LETTERS[byte % LETTERS.length]).join('');
    return `${letters.slice(0, 5)}-${letters.slice(5)}`;
  }

  codeHmac(staffId: string, code: string): Buffer {
    return createHmac('sha256', this.#codes)
      .update(`${staffId} ${normalRecoveryCode(code)}`)
      .digest();
  }
}
