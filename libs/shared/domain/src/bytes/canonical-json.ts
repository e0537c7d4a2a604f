import { utf8 } from './bytes.js';

/** Lone surrogates cannot be written as UTF-8, so RFC 8785 §3.2.2.2 has them refused. */
const isWellFormed = (text: string): boolean =>
  !/[\ud800-\udfff]/.test(text) || !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);

const writeString = (text: string, path: string): string => {
  if (!isWellFormed(text)) throw new TypeError(`lone surrogate at ${path || '/'}`);
  return JSON.stringify(text);
};

const compareUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const write = (value: unknown, path: string): string => {
  switch (typeof value) {
    case 'string':
      return writeString(value, path);
    case 'boolean':
      return String(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`not a JSON number at ${path || '/'}`);
      return JSON.stringify(value);
    case 'object': {
      if (value === null) return 'null';
      if (Array.isArray(value)) return `[${value.map((item, i) => write(item, `${path}/${i}`)).join(',')}]`;
      const members = Object.entries(value)
        .filter(([, member]) => member !== undefined)
        .sort(([a], [b]) => compareUnits(a, b));
      return `{${members.map(([key, member]) => `${writeString(key, path)}:${write(member, `${path}/${key}`)}`).join(',')}}`;
    }
    default:
      throw new TypeError(`${typeof value} has no JSON form, at ${path || '/'}`);
  }
};

/**
 * The one JSON text of a value by the JSON Canonicalization Scheme (RFC 8785): members sorted by UTF-16 code units,
 * no white space, numbers and strings as ECMAScript writes them. A member whose value is undefined is left out.
 * Throws on what JSON cannot say: NaN, infinities, lone surrogates, functions, bigints, undefined items.
 */
export const canonicalJson = (value: unknown): string => write(value, '');

/** The UTF-8 bytes of the canonical JSON of a value: what is hashed, signed and compared. */
export const canonicalBytes = (value: unknown): Uint8Array => utf8(canonicalJson(value));
