import type { ServerResponse } from 'node:http';
import { setSecurityHeaders } from './security-headers.js';

const headersOf = (overTls: boolean) => {
  const headers = new Map<string, string>();
  setSecurityHeaders(
    { setHeader: (name: string, value: string) => headers.set(name, value) } as unknown as ServerResponse,
    overTls,
  );
  return headers;
};

describe('setSecurityHeaders', () => {
  it('allows no inline script, no frame around us, and nothing from elsewhere', () => {
    const policy = headersOf(false).get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(headersOf(false).get('x-content-type-options')).toBe('nosniff');
  });

  it('promises HTTPS for a year only where it is spoken', () => {
    expect(headersOf(true).get('strict-transport-security')).toBe('max-age=31536000');
    expect(headersOf(false).has('strict-transport-security')).toBe(false);
  });
});
