import { below, FileFault, type FaultCode } from './fault.js';

/** One value of a file and where it stands. */
export interface Member {
  readonly value: unknown;
  readonly pointer: string;
}

export function refuse(code: FaultCode, { pointer }: Pick<Member, 'pointer'>, message: string): never {
  throw new FileFault(code, pointer, message);
}

const kindOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : typeof value;

const wrong = (member: Member, expected: string): never =>
  refuse('WRONG_TYPE', member, `expected ${expected}, found ${kindOf(member.value)}`);

/** An object of the file. Own members only, so that `__proto__` is a name like any other. */
export const asObject = (member: Member): Record<string, unknown> =>
  typeof member.value === 'object' && member.value !== null && !Array.isArray(member.value)
    ? (member.value as Record<string, unknown>)
    : wrong(member, 'an object');

export const asList = (member: Member): Member[] =>
  Array.isArray(member.value)
    ? member.value.map((value: unknown, i) => ({ value, pointer: below(member.pointer, i) }))
    : wrong(member, 'a list');

export const memberOf = (object: Record<string, unknown>, name: string, pointer: string): Member | undefined =>
  Object.hasOwn(object, name) ? { value: object[name], pointer: below(pointer, name) } : undefined;

export const required = (object: Record<string, unknown>, name: string, pointer: string): Member =>
  memberOf(object, name, pointer) ?? refuse('MISSING', { pointer: below(pointer, name) }, `"${name}" is missing`);

/** A finite number. JSON.parse reads 1e400 as Infinity, which is no number to count with. */
export function asNumber(member: Member): number {
  if (typeof member.value !== 'number') return wrong(member, 'a number');
  if (!Number.isFinite(member.value)) refuse('OUT_OF_RANGE', member, 'the number is too large');
  return member.value;
}

export function asWhole(member: Member, least: number, most: number): number {
  const value = asNumber(member);
  if (!Number.isInteger(value)) refuse('WRONG_TYPE', member, `expected a whole number, found ${value}`);
  if (value < least || value > most) refuse('OUT_OF_RANGE', member, `${value} is not from ${least} to ${most}`);
  return value;
}

export const asText = (member: Member): string =>
  typeof member.value === 'string' ? member.value : wrong(member, 'a text');

/** What names a juror or an entry: a text, or a whole number. */
export function asName(member: Member): string {
  if (typeof member.value === 'number' && Number.isSafeInteger(member.value)) return String(member.value);
  if (typeof member.value !== 'string') return wrong(member, 'a name (a text or a whole number)');
  if (member.value === '') refuse('OUT_OF_RANGE', member, 'a name cannot be empty');
  if (/\p{Surrogate}/u.test(member.value)) refuse('OUT_OF_RANGE', member, 'a name is not well-formed text');
  return member.value;
}
