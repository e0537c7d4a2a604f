import { badgeMessage, PASS_CODE_ALPHABET, toBase64Url, toHex } from '@zuimei/domain';
import { ephemeralKeystore } from '@zuimei/platform';
import { createHmac, createPublicKey, randomUUID, verify } from 'node:crypto';
import { JudgingKeys } from './judging-keys.js';

describe('JudgingKeys', () => {
  const keys = new JudgingKeys(ephemeralKeystore());

  it('gives the same code and secret each time a badge is printed, and others after a clash', () => {
    const passId = randomUUID();
    expect(keys.code(passId, 0)).toBe(keys.code(passId, 0));
    expect(keys.code(passId, 1)).not.toBe(keys.code(passId, 0));
    expect(keys.secret(passId, 0)).toMatch(/^[0-9a-f]{32}$/);
    expect(keys.secret(passId, 1)).not.toBe(keys.secret(passId, 0));
  });

  it('gives no two of 20,000 passes the same code, in characters that cannot be mistaken', () => {
    const codes = Array.from({ length: 20_000 }, () => keys.code(randomUUID(), 0));
    expect(new Set(codes).size).toBe(codes.length);
    const used = new Set(codes.join(''));
    expect([...used].sort().join('')).toBe([...PASS_CODE_ALPHABET].sort().join(''));
    for (const char of '0O1I2Z5SBG') expect(used.has(char)).toBe(false);
  });

  it('knows a juror by another pseudonym in every round, and nobody’s by another installation’s key', () => {
    const [juror, one, two] = [randomUUID(), randomUUID(), randomUUID()];
    expect(keys.pseudonym(one, juror)).toBe(keys.pseudonym(one, juror));
    expect(keys.pseudonym(two, juror)).not.toBe(keys.pseudonym(one, juror));
    expect(new JudgingKeys(ephemeralKeystore()).pseudonym(one, juror)).not.toBe(keys.pseudonym(one, juror));
  });

  it('signs a badge so that its own sitting’s public key knows it, and no other', () => {
    const [sittingId, other, id] = [randomUUID(), randomUUID(), randomUUID()];
    const { passId, secret, signature } = keys.badge({ id, sittingId, codeCounter: 0 });
    expect([passId, toHex(secret)]).toEqual([id, keys.secret(id, 0)]);
    const known = (by: string, message: Uint8Array) => {
      const x = toBase64Url(keys.sittingPublicKey(by));
      const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
      return verify(null, message, key, signature);
    };
    expect(known(sittingId, badgeMessage(sittingId, id, secret))).toBe(true);
    expect(known(other, badgeMessage(sittingId, id, secret))).toBe(false);
    expect(known(sittingId, badgeMessage(sittingId, randomUUID(), secret))).toBe(false);
    expect(known(sittingId, badgeMessage(sittingId, id, new Uint8Array(16)))).toBe(false);
  });

  it('names screens by the platform’s HMAC under the key of the round', () => {
    const keystore = ephemeralKeystore();
    const [roundId, screenId] = [randomUUID(), randomUUID()];
    const named = new JudgingKeys(keystore).screenNames(roundId);
    const key = keystore.derive(`judging/round/${roundId}`);
    for (const id of [screenId, '', '中'.repeat(99)])
      expect(named(id)).toBe(
        createHmac('sha256', key)
          .update(`6:screen${Buffer.byteLength(id)}:${id}`)
          .digest('hex')
          .slice(0, 32),
      );
  });

  it('labels a company by round, so that two bundles cannot be laid side by side', () => {
    const [one, two] = [randomUUID(), randomUUID()];
    expect(keys.groupLabel(one, 'company', '一分厂')).not.toBe(keys.groupLabel(two, 'company', '一分厂'));
    expect(keys.groupLabel(one, 'company', '一分厂')).not.toBe(keys.groupLabel(one, 'author', '一分厂'));
  });
});
