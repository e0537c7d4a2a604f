import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { Clock, Keystore } from '@zuimei/platform';

/** How long a link to an original opens, in milliseconds. */
export const ORIGINAL_LINK_MS = 5 * 60_000;

/** Whom a link was made for: what staff may fetch ends with the author's consent. */
export type LinkHolder = 'author' | 'staff';

/** What a link says. */
export interface OriginalGrant {
  submissionId: string;
  holder: LinkHolder;
}

const HOLDERS: readonly LinkHolder[] = ['author', 'staff'];
const VERSION = 1;
/** Version, holder, the submission's id, and the last second at which the link opens. */
const BODY_BYTES = 1 + 1 + 16 + 6;
const MAC_BYTES = 32;

/**
 * Signed links to originals: 24 bytes and their HMAC-SHA-256 by a key of this installation, in base64url. They need no
 * table, and nobody without the key can make one, lengthen one, or turn it to another photo.
 */
@Injectable()
export class OriginalLinks {
  readonly #key: Buffer;

  constructor(
    keystore: Keystore,
    private readonly clock: Clock,
  ) {
    this.#key = keystore.derive('contest/original-links');
  }

  sign({ submissionId, holder }: OriginalGrant): { token: string; expiresAt: Date } {
    const expires = Math.floor((this.clock.now().getTime() + ORIGINAL_LINK_MS) / 1000);
    const body = Buffer.alloc(BODY_BYTES);
    body.writeUInt8(VERSION, 0);
    body.writeUInt8(HOLDERS.indexOf(holder), 1);
    body.write(submissionId.replaceAll('-', ''), 2, 'hex');
    body.writeUIntBE(expires, 18, 6);
    return {
      token: Buffer.concat([body, this.#mac(body)]).toString('base64url'),
      expiresAt: new Date(expires * 1000),
    };
  }

  /** What a token grants: ORIGINAL_LINK_INVALID for one that is not ours, whole; ORIGINAL_LINK_EXPIRED for an old one. */
  read(token: string): Result<OriginalGrant, Problem> {
    const bytes = Buffer.from(token, 'base64url');
    const body = bytes.subarray(0, BODY_BYTES);
    // Other spellings of the same bytes are no link that was given out.
    const whole = bytes.length === BODY_BYTES + MAC_BYTES && bytes.toString('base64url') === token;
    if (!whole || !timingSafeEqual(bytes.subarray(BODY_BYTES), this.#mac(body))) {
      return err({ code: 'ORIGINAL_LINK_INVALID' });
    }
    const holder = HOLDERS[body.readUInt8(1)];
    if (body.readUInt8(0) !== VERSION || !holder) return err({ code: 'ORIGINAL_LINK_INVALID' });
    if (body.readUIntBE(18, 6) * 1000 < this.clock.now().getTime()) {
      return err({ code: 'ORIGINAL_LINK_EXPIRED', facts: { minutes: ORIGINAL_LINK_MS / 60_000 } });
    }
    const submissionId = body.toString('hex', 2, 18).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    return ok({ submissionId, holder });
  }

  #mac(body: Buffer): Buffer {
    return createHmac('sha256', this.#key).update(body).digest();
  }
}
