import { Keystore } from '@zuimei/platform';
import { Injectable } from '@nestjs/common';
import { createHmac, timingSafeEqual } from 'node:crypto';

/** HMACs of what must be found or compared but not be read in the database. */
@Injectable()
export class IdentitySecrets {
  readonly #phones: Buffer;
  readonly #codes: Buffer;
  readonly #attempts: Buffer;

  constructor(keystore: Keystore) {
    this.#phones = keystore.derive('identity/phones');
    this.#codes = keystore.derive('identity/sign-in-codes');
    this.#attempts = keystore.derive('identity/attempts');
  }

  phone(phone: string): Buffer {
    return hmac(this.#phones, phone);
  }

  /** Bound to the phone, so that a code is worth nothing for another one. */
  code(phone: string, code: string): Buffer {
    return hmac(this.#codes, phone, code);
  }

  attempt(...parts: string[]): Buffer {
    return hmac(this.#attempts, ...parts);
  }

  equal(a: Buffer, b: Buffer): boolean {
    return a.length === b.length && timingSafeEqual(a, b);
  }
}

/** The parts are told apart by their lengths, so ("ab", "c") and ("a", "bc") differ. */
function hmac(key: Buffer, ...parts: string[]): Buffer {
  const mac = createHmac('sha256', key);
  for (const part of parts) mac.update(`${Buffer.byteLength(part)}:`).update(part);
  return mac.digest();
}
