import { asList, asName, refuse, type Member } from './members.js';

const WHOLE = /^-?\d+$/;
const compareUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The canonical order of names: whole numbers first and by their value, then texts by code units. */
export const compareNames = (a: string, b: string): number => {
  const [wholeA, wholeB] = [WHOLE.test(a), WHOLE.test(b)];
  if (wholeA !== wholeB) return wholeA ? -1 : 1;
  if (!wholeA) return compareUnits(a, b);
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : compareUnits(a, b);
};

/** The entries of a file in canonical order, and the index of each name. */
export interface EntryNames {
  readonly names: readonly string[];
  readonly written: readonly (string | number)[];
  /** The index of an entry that a ballot names. */
  readonly indexOf: (member: Member) => number;
}

/** The most entries of one file: counting pairs takes memory by their square. */
const MOST_ENTRIES = 3_000;

export function readEntries(member: Member): EntryNames {
  const listed = asList(member);
  if (listed.length === 0) refuse('NO_ENTRIES', member, 'there are no entries');
  if (listed.length > MOST_ENTRIES)
    refuse('OUT_OF_RANGE', member, `${listed.length} entries; at most ${MOST_ENTRIES} can be counted`);
  const seen = new Map<string, string | number>();
  for (const entry of listed) {
    const name = asName(entry);
    if (seen.has(name)) refuse('DUPLICATE', entry, `the entry "${name}" stands twice`);
    seen.set(name, entry.value as string | number);
  }
  const names = [...seen.keys()].sort(compareNames);
  const index = new Map(names.map((name, i) => [name, i]));
  return {
    names,
    written: names.map((name) => seen.get(name) as string | number),
    indexOf: (mention) => {
      const name = asName(mention);
      return index.get(name) ?? refuse('UNKNOWN_ENTRY', mention, `"${name}" is not among the entries`);
    },
  };
}

/** Entry indexes of a list in which each stands at most once. */
export function readDistinct(member: Member, { indexOf, names }: EntryNames, seen = new Set<number>()): number[] {
  return asList(member).map((mention) => {
    const entry = indexOf(mention);
    if (seen.has(entry)) refuse('DUPLICATE', mention, `"${names[entry]}" stands twice in this ballot`);
    seen.add(entry);
    return entry;
  });
}
