import type { FastifyReply } from 'fastify';

/**
 * The cookies of this site. `__Host-` binds them to this very host and to HTTPS (browsers also take loopback for
 * secure); no script can read them, and no other site's form brings them along.
 */
export const COOKIES = {
  author: '__Host-zm-author',
  staff: '__Host-zm-staff',
  seat: '__Host-zm-seat',
  device: '__Host-zm-device',
} as const;
export type CookieName = keyof typeof COOKIES;

const FLAGS = 'Path=/; HttpOnly; Secure; SameSite=Lax';

/** Cookies of one request and its reply. */
export class CookieJar {
  readonly #given: ReadonlyMap<string, string>;

  constructor(
    header: string | undefined,
    private readonly reply: FastifyReply,
  ) {
    this.#given = parse(header ?? '');
  }

  get(name: CookieName): string | undefined {
    return this.#given.get(COOKIES[name]) || undefined;
  }

  /** Sets a cookie for `maxAgeSeconds`, or until the browser is closed. */
  set(name: CookieName, value: string, maxAgeSeconds?: number): void {
    this.#add(name, value, maxAgeSeconds);
  }

  clear(name: CookieName): void {
    this.#add(name, '', 0);
  }

  #add(name: CookieName, value: string, maxAge?: number): void {
    const age = maxAge === undefined ? '' : `; Max-Age=${maxAge}`;
    void this.reply.header('set-cookie', `${COOKIES[name]}=${value}; ${FLAGS}${age}`);
  }
}

/** Our values are base64url and dots, so nothing is ever quoted or escaped (RFC 6265). The first of a name counts. */
function parse(header: string): Map<string, string> {
  const cookies = new Map<string, string>();
  for (const pair of header.split(';')) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, Math.max(0, at)).trim();
    if (name && !cookies.has(name)) cookies.set(name, pair.slice(at + 1).trim());
  }
  return cookies;
}
