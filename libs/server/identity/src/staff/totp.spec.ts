import { ephemeralKeystore } from '@zuimei/platform';
import { TotpSecrets } from './totp-secrets.js';
import { totpAt, totpInvitation, totpStep } from './totp.js';

/** RFC 6238, appendix B, SHA-1; its codes of eight digits end in these six. */
const SECRET = Buffer.from('12345678901234567890');
const VECTORS: [seconds: number, code: string][] = [
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
];

describe('codes of authenticator apps', () => {
  it.each(VECTORS)('at %d s is %s (RFC 6238)', (seconds, code) => {
    const at = new Date(seconds * 1000);
    expect(totpAt(SECRET, at)).toBe(code);
    expect(totpStep(SECRET, code, at)).toBe(Math.floor(seconds / 30));
  });

  it('are taken one step early or late, by the step that they are of, and no further', () => {
    const code = totpAt(SECRET, new Date(60_000));
    expect([0, 30, 60, 90, 120].map((seconds) => totpStep(SECRET, code, new Date(seconds * 1000)))).toEqual([
      null,
      2,
      2,
      2,
      null,
    ]);
    for (const wrong of ['', '12345', '1234567', 'abcdef'])
      expect(totpStep(SECRET, wrong, new Date(60_000))).toBeNull();
  });

  it('come from an address that names product and login', () => {
    const { uri, secret } = totpInvitation(SECRET, 'li.na');
    expect(secret).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');
    expect(new URL(uri).searchParams.get('secret')).toBe(secret);
    expect(decodeURIComponent(uri)).toContain('otpauth://totp/最美瞬间:li.na?');
  });
});

describe('what is kept of them', () => {
  const secrets = new TotpSecrets(ephemeralKeystore());

  it('opens for its member and its installation alone', () => {
    const sealed = secrets.seal('a', SECRET);
    expect(sealed.includes(SECRET)).toBe(false);
    expect(secrets.open('a', sealed)).toEqual(SECRET);
    expect(() => secrets.open('b', sealed)).toThrow();
    expect(() => new TotpSecrets(ephemeralKeystore()).open('a', sealed)).toThrow();
  });

  it('knows a recovery code however it is typed, and for one member', () => {
    const code = secrets.drawCode();
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    const typed = ` ${code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
    expect(secrets.codeHmac('a', typed)).toEqual(secrets.codeHmac('a', code));
    expect(secrets.codeHmac('b', code)).not.toEqual(secrets.codeHmac('a', code));
  });
});
