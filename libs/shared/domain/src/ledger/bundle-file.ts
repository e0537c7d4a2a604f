import { firstDifferentByte } from '../bytes/bytes.js';
import { canonicalBytes } from '../bytes/canonical-json.js';
import { JsonSplitter, type TakeItem } from './json-splitter.js';
import { MOST_FAULTS } from './shape.js';

/** A bundle file of more bytes is not read. */
export const BUNDLE_MOST_BYTES = 256 * 1024 * 1024;
/** A bundle nests ten deep at most; a file that goes deeper than this is no bundle. */
export const BUNDLE_MOST_DEPTH = 32;

/** The bytes of a file in pieces, from its beginning each time it is asked for them. */
export type Pieces = () => Iterable<Uint8Array>;

/** UTF-8 to text; may replace what is malformed, since bytes are compared afterwards. */
export type Decode = (bytes: Uint8Array) => string;

/** What a file says beside the items of its long members, and what is wrong with its bytes so far. */
export interface FileFrame {
  /** Its long members are empty. Undefined where the file is no JSON at all. */
  readonly value: unknown;
  readonly faults: readonly string[];
}

/** What is wrong with bytes that are not the canonical JSON of `value`, or nothing. */
const notCanonical = (value: unknown, bytes: Uint8Array, placeOf: (at: number) => number): string | undefined => {
  let canonical: Uint8Array;
  try {
    canonical = canonicalBytes(value);
  } catch (error) {
    return `no canonical JSON: ${(error as Error).message}`;
  }
  const at = firstDifferentByte(canonical, bytes);
  return at < 0 ? undefined : `not canonical JSON (RFC 8785): byte ${placeOf(at)} is not what it must be`;
};

const broken = (fault: string): FileFrame => ({ value: undefined, faults: [fault] });

/**
 * Reads a file but for the items of its long `members`. The file must be the canonical JSON (RFC 8785) of what it says,
 * byte for byte: white space, another order, another way to write a number or a text, a member twice, a byte order mark
 * and broken UTF-8 are all faults, so that no bit of the file can change unseen.
 */
export const readFrame = (
  pieces: Pieces,
  members: readonly string[],
  decode: Decode,
  mostBytes = BUNDLE_MOST_BYTES,
): FileFrame => {
  const splitter = new JsonSplitter(members, () => undefined);
  for (const piece of pieces()) {
    splitter.push(piece);
    if (splitter.length > mostBytes) return broken(`the file has more than ${mostBytes} bytes`);
    if (splitter.deepest > BUNDLE_MOST_DEPTH) return broken(`the file nests deeper than ${BUNDLE_MOST_DEPTH}`);
  }
  const { rest } = splitter;
  if (rest.length === 0) return broken('the file is empty');
  let value: unknown;
  try {
    value = JSON.parse(decode(rest));
  } catch (error) {
    const ended = rest.at(-1) === 0x7d ? '' : ' (it does not end with "}": was it cut short?)';
    return broken(`not JSON: ${(error as Error).message}${ended}`);
  }
  const fault = notCanonical(value, rest, (at) => splitter.placeOf(at));
  return { value, faults: fault === undefined ? [] : [fault] };
};

/** An item of a long member; a member of an object is read as an object of its own. */
export type VisitItem = (member: string, value: unknown) => void;

/**
 * Reads the items of the long members, in the order of the file; `objects` are those that are no lists. An item that is
 * no JSON is undefined. Gives what is wrong with the bytes of the items.
 */
export const readItems = (
  pieces: Pieces,
  { lists = [], objects = [] }: { readonly lists?: readonly string[]; readonly objects?: readonly string[] },
  decode: Decode,
  visit: VisitItem,
): string[] => {
  const faults: string[] = [];
  const taken = (member: string, bytes: Uint8Array, offset: number): void => {
    let value: unknown;
    try {
      value = JSON.parse(decode(bytes));
    } catch (error) {
      if (faults.length < MOST_FAULTS)
        faults.push(`not JSON: ${(error as Error).message}, in what begins at byte ${offset}`);
    }
    if (value !== undefined && faults.length < MOST_FAULTS) {
      const fault = notCanonical(value, bytes, (at) => offset + at);
      if (fault !== undefined) faults.push(fault);
    }
    visit(member, value);
  };
  const [open, close] = [Uint8Array.of(0x7b), Uint8Array.of(0x7d)];
  const take: TakeItem = (member, bytes, offset) => {
    if (!objects.includes(member)) return taken(member, bytes, offset);
    const whole = new Uint8Array(bytes.length + 2);
    whole.set(open);
    whole.set(bytes, 1);
    whole.set(close, bytes.length + 1);
    taken(member, whole, offset - 1);
  };
  const splitter = new JsonSplitter([...lists, ...objects], take);
  for (const piece of pieces()) splitter.push(piece);
  return faults;
};
