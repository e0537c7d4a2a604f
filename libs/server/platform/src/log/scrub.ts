/** Fields that are never written, whatever they hold. */
const SECRET_NAME =
  /^(authorization|cookie|set-cookie|password|passwordhash|token|code|democode|phone|secret|nonce|secretkey|accesskey|masterkey|signingkey)$|(token|password|secret|phone|cookie)$/i;

/** A number of a mobile phone in mainland China, not within a longer run of digits. */
const PHONE = /(?<!\d)1[3-9]\d{9}(?!\d)/g;

/** A login inside an address: `postgres://user:password@host`. */
const ADDRESS_LOGIN = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi;

/** Text without phone numbers and logins inside addresses. */
export const scrubText = (text: string): string => text.replace(PHONE, '[phone]').replace(ADDRESS_LOGIN, '$1[login]@');

/** A problem's `code` is a word of the catalogue and an error's a word of the system; a sign-in code is digits. */
const isWord = (value: unknown): boolean => typeof value === 'string' && /^[A-Z][A-Z0-9_]{2,}$/.test(value);

/** A copy of `value` for the log: secrets by name are dropped, phone numbers in text are covered. */
export function scrub(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return scrubText(value);
  if (value === null || typeof value !== 'object' || value instanceof Date || value instanceof Error) return value;
  if (Buffer.isBuffer(value)) return `[${value.length} bytes]`;
  if (depth > 6) return '[deeper]';
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => scrub(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      if (SECRET_NAME.test(name) && !(/^code$/i.test(name) && isWord(inner))) return [name, '[secret]'];
      return [name, scrub(inner, depth + 1)];
    }),
  );
}
