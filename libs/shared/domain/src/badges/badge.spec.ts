import fc from 'fast-check';
import { fromBase64Url, toBase64Url } from '../bytes/base64url.js';
import { toHex } from '../bytes/bytes.js';
import { uuidBytes, uuidOf } from '../bytes/uuid-bytes.js';
import { badgeLink, badgeMessage, badgeProofMessage, parseBadge } from './badge.js';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

describe('base64url', () => {
  it.each([
    ['', ''],
    ['f', 'Zg'],
    ['fo', 'Zm8'],
    ['foo', 'Zm9v'],
    ['foob', 'Zm9vYg'],
    ['fooba', 'Zm9vYmE'],
    ['foobar', 'Zm9vYmFy'],
  ])('%p is %p (RFC 4648, section 10, without padding)', (text, encoded) => {
    expect(toBase64Url(Buffer.from(text))).toBe(encoded);
    expect(Buffer.from(fromBase64Url(encoded) ?? 'x').toString()).toBe(text);
  });

  it('is what Node makes of any bytes, and reads it back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (some) => {
        expect(toBase64Url(some)).toBe(Buffer.from(some).toString('base64url'));
        expect(fromBase64Url(toBase64Url(some))).toEqual(some);
      }),
    );
  });

  it.each(['A', 'AAAAA', 'A=', 'A+', 'A/', 'Zh', 'Zm9', '一二'])('%p is none', (text) => {
    expect(fromBase64Url(text)).toBeUndefined();
  });
});

describe('uuid bytes', () => {
  it('go there and back', () => {
    fc.assert(fc.property(fc.uuid(), (id) => expect(uuidOf(uuidBytes(id) ?? new Uint8Array())).toBe(id)));
  });

  it.each(['', 'x', '0197f000-0000-7000-8000-00000000000', '0197f00000007000800000000000000g'])(
    '%p is none',
    (text) => {
      expect(uuidBytes(text)).toBeUndefined();
    },
  );
});

describe('a badge', () => {
  it('comes back from its link as it was, on any host, also from the bare fragment', () => {
    fc.assert(
      fc.property(fc.uuid(), bytes(16), bytes(64), (passId, secret, signature) => {
        const badge = { passId, secret, signature };
        const link = badgeLink('https://hall.example:8443', badge);
        expect(link.length).toBeLessThan(180);
        expect(parseBadge(link)).toEqual(badge);
        expect(parseBadge(` ${link.slice(link.indexOf('#'))}\n`)).toEqual(badge);
      }),
    );
  });

  it('is not read out of anything else', () => {
    const link = badgeLink('https://hall.example', {
      passId: '0197f000-0000-7000-8000-000000000001',
      secret: new Uint8Array(16),
      signature: new Uint8Array(64),
    });
    for (const text of ['', 'https://hall.example/jury/', link.replace('#b1', '#b2'), link.slice(0, -2), `${link}AAAA`])
      expect(parseBadge(text)).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => expect(parseBadge(text)).toBeUndefined()));
  });

  it('is signed over sitting, pass and secret', () => {
    const id = (end: string) => `0197f000-0000-7000-8000-0000000000${end}`;
    expect(toHex(badgeMessage(id('01'), id('02'), new Uint8Array(16).fill(9)))).toBe(
      [
        Buffer.from('zuimei-badge-v1\n').toString('hex'),
        '0197f000000070008000000000000001',
        '0197f000000070008000000000000002',
        '09'.repeat(16),
      ].join(''),
    );
    expect(toHex(badgeProofMessage(id('01'), id('02'), id('03')))).toBe(
      [
        Buffer.from('zuimei-offline-seat-v1\n').toString('hex'),
        '0197f000000070008000000000000001',
        '0197f000000070008000000000000002',
        '0197f000000070008000000000000003',
      ].join(''),
    );
    expect(() => badgeMessage('x', id('01'), new Uint8Array(16))).toThrow(RangeError);
  });
});
