import { utf8 } from './bytes.js';

/** Lone surrogates cannot be written as UTF-8, so RFC 8785 §3.2.2.2 has them refused. */
const isWellFormed = (text: string): boolean =>
  !/[\ud800-\udfff]/.test(text) || !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);

const placeOf = (path: readonly (string | number)[]): string => `/${path.join('/')}`;

const writeString = (text: string, path: readonly (string | number)[]): string => {
  const written = JSON.stringify(text);
  // A lone surrogate is written as an escape, so only what holds one has to be looked at.
  if (written.includes('\\ud') && !isWellFormed(text)) throw new TypeError(`lone surrogate at ${placeOf(path)}`);
  return written;
};

const compareUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** `path` is where `value` stands, for faults only; it is the same array all the way down. */
const write = (value: unknown, path: (string | number)[]): string => {
  switch (typeof value) {
    case 'string':
      return writeString(value, path);
    case 'boolean':
      return String(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`not a JSON number at ${placeOf(path)}`);
      return JSON.stringify(value);
    case 'object':
      return value === null ? 'null' : Array.isArray(value) ? writeArray(value, path) : writeObject(value, path);
    default:
      throw new TypeError(`${typeof value} has no JSON form, at ${placeOf(path)}`);
  }
};

const writeArray = (items: readonly unknown[], path: (string | number)[]): string => {
  let text = '';
  for (let i = 0; i < items.length; i += 1) {
    path.push(i);
    text += (i === 0 ? '' : ',') + write(items[i], path);
    path.pop();
  }
  return `[${text}]`;
};

const writeObject = (value: object, path: (string | number)[]): string => {
  let text = '';
  for (const key of Object.keys(value).sort(compareUnits)) {
    const member = (value as Record<string, unknown>)[key];
    if (member === undefined) continue;
    text += `${text === '' ? '' : ','}${writeString(key, path)}:`;
    path.push(key);
    text += write(member, path);
    path.pop();
  }
  return `{${text}}`;
};

/**
 * Whether `JSON.stringify` writes a value as RFC 8785 does: members stand in order already, and nothing is in it that
 * JSON cannot say. Lone surrogates aside, which show in the text.
 */
const inOrder = (value: unknown): boolean => {
  if (typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return false;
  if (value === null) return true;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i += 1) if (!inOrder(value[i])) return false;
    return true;
  }
  if ('toJSON' in value) return false;
  let last = '';
  for (const key of Object.keys(value)) {
    if (key < last || !inOrder((value as Record<string, unknown>)[key])) return false;
    last = key;
  }
  return true;
};

/**
 * The one JSON text of a value by the JSON Canonicalization Scheme (RFC 8785): members sorted by UTF-16 code units,
 * no white space, numbers and strings as ECMAScript writes them. A member whose value is undefined is left out.
 * Throws on what JSON cannot say: NaN, infinities, lone surrogates, functions, bigints, undefined items.
 *
 * A value whose members stand in order is written several times as fast; what is written for every answer is made so.
 */
export const canonicalJson = (value: unknown): string => {
  if (inOrder(value)) {
    const text = JSON.stringify(value);
    if (!text.includes('\\ud')) return text;
  }
  return write(value, []);
};

/** The UTF-8 bytes of the canonical JSON of a value: what is hashed, signed and compared. */
export const canonicalBytes = (value: unknown): Uint8Array => utf8(canonicalJson(value));
