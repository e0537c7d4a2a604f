import { badgeLink } from '@zuimei/domain';
import { readBadge } from './badge.js';

const passId = '0198c0de-0000-7000-8000-000000000001';
const link = (origin: string) =>
  badgeLink(origin, { passId, secret: new Uint8Array(16).fill(0x1f), signature: new Uint8Array(64) });

describe('a badge', () => {
  it.each([link('https://hall.example'), link(''), `${link('http://10.0.0.5:3000')}\n`])('is read from %s', (text) => {
    expect(readBadge(text)).toEqual({ passId, secret: '1f'.repeat(16) });
  });

  it.each(['', '#', 'https://example.com/', link('').slice(0, -3), 'WIFI:S:hall;;'])('is not read from %j', (text) => {
    expect(readBadge(text)).toBeNull();
  });
});
