import { Injectable } from '@nestjs/common';
import { type Badge, badgeMessage, keyFingerprint, PASS_CODE_CHARS, passCodeFrom, type Sha256 } from '@zuimei/domain';
import { Keystore } from '@zuimei/platform';
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hash,
  type KeyObject,
  sign,
} from 'node:crypto';

/** SHA-256 as the rules of the domain take it. */
export const sha256: Sha256 = (bytes) => Buffer.from(hash('sha256', bytes, 'hex'), 'hex');

/** The name by which people compare the key that signs results. */
export const fingerprintOf = ({ publicKey }: Keystore): string => keyFingerprint(publicKey, sha256);

/** Parts are told apart by their lengths, so ("ab", "c") and ("a", "bc") differ. */
const hmac = (key: KeyObject, ...parts: string[]): Buffer =>
  createHmac('sha256', key)
    .update(parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join(''))
    .digest();

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410, section 7). */
const ED25519_PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** Begins the pseudonyms to which pools are dealt; no juror's begins so. */
export const POOL_PREFIX = 'pool:';

const MOST_ROUND_KEYS = 100;
const MOST_PSEUDONYMS = 10_000;

/** Eight characters for typing; a draw that gives fewer is drawn again. */
const codeFrom = (key: KeyObject, ...parts: string[]): string => {
  for (let round = 0; ; round += 1) {
    const code = passCodeFrom(hmac(key, ...parts, String(round)));
    if (code?.length === PASS_CODE_CHARS) return code;
  }
};

/**
 * What is derived from the installation's key. A pass's code and secret come from here each time they are printed, so
 * the database holds their HMACs only; a juror's pseudonym comes from here too, so no table ties the two together.
 */
@Injectable()
export class JudgingKeys {
  readonly #codes: KeyObject;
  readonly #secrets: KeyObject;
  readonly #stored: KeyObject;
  readonly #labels: KeyObject;
  readonly #offline: KeyObject;
  readonly #rounds = new Map<string, KeyObject>();
  /** In memory only, as all that ties jurors to pseudonyms. */
  readonly #pseudonyms = new Map<string, string>();

  constructor(private readonly keystore: Keystore) {
    this.#codes = createSecretKey(keystore.derive('judging/pass-codes'));
    this.#secrets = createSecretKey(keystore.derive('judging/pass-secrets'));
    this.#stored = createSecretKey(keystore.derive('judging/stored-passes'));
    this.#offline = createSecretKey(keystore.derive('judging/offline-delivery'));
    this.#labels = createSecretKey(keystore.derive('judging/group-labels'));
  }

  /** The eight characters that are printed on a badge. `counter` moves on where a code was taken already. */
  code(passId: string, counter: number): string {
    return codeFrom(this.#codes, passId, String(counter));
  }

  /** 128 bits as hexadecimal, for the badge's QR. */
  secret(passId: string, counter: number): string {
    return hmac(this.#secrets, passId, String(counter)).subarray(0, 16).toString('hex');
  }

  /** What the QR of a pass's badge holds, signed by its sitting. */
  badge(pass: { id: string; sittingId: string; codeCounter: number }): Badge {
    const secret = new Uint8Array(this.secretBytes(pass));
    const message = badgeMessage(pass.sittingId, pass.id, secret);
    return { passId: pass.id, secret, signature: sign(null, message, this.#sittingKey(pass.sittingId)) };
  }

  /** The sitting's Ed25519 public key, 32 bytes: with it a tablet tells true badges without a network. */
  sittingPublicKey(sittingId: string): Buffer {
    const { x } = createPublicKey(this.#sittingKey(sittingId)).export({ format: 'jwk' });
    return Buffer.from(x ?? '', 'base64url');
  }

  /** The eight characters on a paper ballot: they are derived anew each time, so nothing of them is kept. */
  paperCode(roundId: string, jurorId: string): string {
    return codeFrom(this.#roundKey(roundId), 'paper-code', jurorId);
  }

  /** What a paper ballot's receipt is made from, 32 hexadecimal digits: printed before anybody votes. */
  paperNonce(roundId: string, jurorId: string): string {
    return hmac(this.#roundKey(roundId), 'paper-receipt', jurorId).subarray(0, 16).toString('hex');
  }

  /** The id of the answer to a screen on paper: the same however often it is delivered. */
  paperAnswerId(roundId: string, screenId: string): string {
    const hex = hmac(this.#roundKey(roundId), 'paper-answer', screenId).toString('hex');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }

  storedCode(code: string): Buffer {
    return hmac(this.#stored, 'code', code);
  }

  storedSecret(passId: string, secret: string): Buffer {
    return hmac(this.#stored, 'secret', passId, secret);
  }

  /** Whom a juror is in one round; another one in every other round. Every answer set asks for it. */
  pseudonym(roundId: string, jurorId: string): string {
    const name = `${roundId} ${jurorId}`;
    const known = this.#pseudonyms.get(name);
    if (known) return known;
    const pseudonym = hmac(this.#roundKey(roundId), jurorId).toString('hex').slice(0, 32);
    if (this.#pseudonyms.size >= MOST_PSEUDONYMS) this.#pseudonyms.clear();
    this.#pseudonyms.set(name, pseudonym);
    return pseudonym;
  }

  /** The secret of a pass's badge, 16 bytes. */
  secretBytes(pass: { id: string; codeCounter: number }): Buffer {
    return Buffer.from(this.secret(pass.id, pass.codeCounter), 'hex');
  }

  /** To whom the `k`th deck of a tablet's pool is dealt: nobody, until a juror claims its screens. */
  poolPseudonym(roundId: string, tabletId: string, k: number): string {
    return `${POOL_PREFIX}${hmac(this.#roundKey(roundId), 'pool', tabletId, String(k)).toString('hex').slice(0, 32)}`;
  }

  /** Delivers for a seat that a tablet opened without a network; the same each time, since only its hash is kept. */
  offlineDelivery(seatId: string): string {
    return hmac(this.#offline, seatId).toString('base64url');
  }

  /**
   * What the draw of screens starts from. The declared seed is published for the ties, and whoever knew the draw's could
   * replay it: who was dealt first, second, third is who sat down first, second, third.
   */
  allocationSeed(roundId: string, seed: string): string {
    return hmac(this.#roundKey(roundId), 'allocation', seed).toString('hex');
  }

  /** Names screens for the public bundle of a round: they say nothing about a juror's own order of screens. */
  screenNames(roundId: string): (screenId: string) => string {
    const key = this.#roundKey(roundId);
    return (screenId) => hmac(key, 'screen', screenId).toString('hex').slice(0, 32);
  }

  /** An opaque label for the caps in a public bundle: equal within one round only. */
  groupLabel(roundId: string, kind: 'author' | 'company', value: string): string {
    return hmac(this.#labels, roundId, kind, value).toString('hex').slice(0, 16);
  }

  /** Derived once: every answer asks for it. */
  #roundKey(roundId: string): KeyObject {
    const known = this.#rounds.get(roundId);
    if (known) return known;
    const key = createSecretKey(this.keystore.derive(`judging/round/${roundId}`));
    if (this.#rounds.size >= MOST_ROUND_KEYS) this.#rounds.clear();
    this.#rounds.set(roundId, key);
    return key;
  }

  #sittingKey(sittingId: string): KeyObject {
    const seed = this.keystore.derive(`judging/sitting/${sittingId}`);
    return createPrivateKey({ key: Buffer.concat([ED25519_PKCS8, seed]), format: 'der', type: 'pkcs8' });
  }
}
