import { badgeLink, parseBadge } from '@zuimei/domain';
import { passOf } from './badge.js';

describe('what a pass is shown by', () => {
  it('goes to the server as id and secret, without the signature', () => {
    const passId = '0198c0de-0000-7000-8000-000000000001';
    const link = badgeLink('', { passId, secret: new Uint8Array(16).fill(0x1f), signature: new Uint8Array(64) });
    const badge = parseBadge(link);
    expect(badge && passOf(badge)).toEqual({ passId, secret: '1f'.repeat(16) });
  });

  it('or as the code that was typed', () => {
    expect(passOf({ code: '7K4M9QTX' })).toEqual({ code: '7K4M9QTX' });
  });
});
