import { below } from './fault.js';
import { readDistinct, type EntryNames } from './entry-names.js';
import { asList, asName, asNumber, asObject, asWhole, memberOf, refuse, required, type Member } from './members.js';
import type { BallotKind, Ballots, GradesLine, PairLine, ScoreLine, ScreenLine } from './profile.js';

/** How often one line may be cast, and all lines together: whole numbers up to here are counted exactly everywhere. */
const MOST_BALLOTS = 1_000_000_000;

type Line = Record<string, unknown>;
type Reader = (line: Line, pointer: string, entries: EntryNames, times: number) => unknown;

const jurorOf = (line: Line, pointer: string): string | null => {
  const juror = memberOf(line, 'juror', pointer);
  return juror ? asName(juror) : null;
};

function readRanking(line: Line, pointer: string, entries: EntryNames, times: number) {
  const seen = new Set<number>();
  const groups = asList(required(line, 'ranking', pointer)).map((group) => {
    const equals = readDistinct(group, entries, seen);
    if (equals.length === 0) refuse('OUT_OF_RANGE', group, 'a group of equals cannot be empty');
    return equals;
  });
  return { times, groups };
}

function readApproved(line: Line, pointer: string, entries: EntryNames, times: number): ScreenLine {
  const list = memberOf(line, 'shown', pointer);
  const shown = list ? readDistinct(list, entries) : null;
  const member = required(line, 'approved', pointer);
  const approved = readDistinct(member, entries);
  approved.forEach((entry, i) => {
    if (shown && !shown.includes(entry))
      refuse('UNKNOWN_ENTRY', { pointer: below(member.pointer, i) }, `"${entries.names[entry]}" was not shown`);
  });
  return { times, approved, shown, pointer, juror: jurorOf(line, pointer) };
}

function readPair(line: Line, pointer: string, { indexOf, names }: EntryNames, times: number): PairLine {
  const winner = indexOf(required(line, 'winner', pointer));
  const mention = required(line, 'loser', pointer);
  const loser = indexOf(mention);
  if (winner === loser) refuse('DUPLICATE', mention, `"${names[loser]}" cannot win against itself`);
  return { times, winner, loser, juror: jurorOf(line, pointer) };
}

function readGrades(line: Line, pointer: string, { indexOf }: EntryNames, times: number): GradesLine {
  const member = required(line, 'grades', pointer);
  const grades = Object.entries(asObject(member)).map(([name, grade]): [number, number] => {
    const place = below(member.pointer, name);
    return [indexOf({ value: name, pointer: place }), asNumber({ value: grade, pointer: place })];
  });
  return { times, grades };
}

/** Grades beyond this would lose their decimals in sums. */
const MOST_SCORE = 1_000_000;

function readScore(line: Line, pointer: string, { indexOf }: EntryNames, times: number): ScoreLine {
  if (times !== 1) refuse('OUT_OF_RANGE', { pointer: below(pointer, 'count') }, 'a juror scores an entry once');
  const place = required(line, 'score', pointer);
  const score = asNumber(place);
  if (Math.abs(score) > MOST_SCORE) refuse('OUT_OF_RANGE', place, `a score is at most ${MOST_SCORE} from 0`);
  const at = memberOf(line, 'at', pointer);
  return {
    juror: asName(required(line, 'juror', pointer)),
    entry: indexOf(required(line, 'entry', pointer)),
    score,
    at: at ? readTime(at) : null,
  };
}

/** A number, or a time as RFC 3339 writes it. Only the order within one juror matters. */
function readTime(member: Member): number {
  if (typeof member.value !== 'string') return asNumber(member);
  const time = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(member.value) ? Date.parse(member.value) : NaN;
  return Number.isNaN(time)
    ? refuse('WRONG_TYPE', member, 'expected a number or a time like 2026-11-05T09:30:00Z')
    : time;
}

/** Every kind of ballot: the members that it may have, the first ones telling the kind. */
const KINDS: Record<BallotKind, { own: readonly string[]; others: readonly string[]; read: Reader }> = {
  ranking: { own: ['ranking'], others: [], read: readRanking },
  approved: { own: ['approved'], others: ['shown'], read: readApproved },
  pair: { own: ['winner', 'loser'], others: [], read: readPair },
  grades: { own: ['grades'], others: [], read: readGrades },
  score: { own: ['score', 'entry'], others: ['at'], read: readScore },
};
const COMMON = ['count', 'juror', 'id', 'comment'];

const kindsOf = (line: Line): BallotKind[] =>
  (Object.keys(KINDS) as BallotKind[]).filter((kind) => KINDS[kind].own.some((name) => Object.hasOwn(line, name)));

/** Reads the ballots of a file, which must all be of one of the kinds that its method counts. */
export function readBallots(
  member: Member,
  entries: EntryNames,
  method: string,
  kinds: readonly BallotKind[],
): Ballots {
  const rows = asList(member);
  const firstKind = rows[0] ? kindsOf(asObject(rows[0]))[0] : undefined;
  const kind = firstKind !== undefined && kinds.includes(firstKind) ? firstKind : (kinds[0] as BallotKind);
  const { own, others, read } = KINDS[kind];
  let total = 0;
  const lines = rows.flatMap((row) => {
    const line = asObject(row);
    const found = kindsOf(line);
    if (found.length !== 1 || found[0] !== kind)
      refuse('BALLOT_KIND', row, `${method} counts ballots with "${own.join('" and "')}"; this one has ${named(line)}`);
    for (const name of Object.keys(line))
      if (![...own, ...others, ...COMMON].includes(name))
        refuse('UNKNOWN_MEMBER', { pointer: below(row.pointer, name) }, `a ballot has no "${name}" here`);
    const count = memberOf(line, 'count', row.pointer);
    const times = count ? asWhole(count, 0, MOST_BALLOTS) : 1;
    total += times;
    if (total > MOST_BALLOTS) refuse('OUT_OF_RANGE', row, `more than ${MOST_BALLOTS} ballots`);
    const ballot = read(line, row.pointer, entries, times);
    return times === 0 ? [] : [ballot];
  });
  if (total === 0) refuse('NO_BALLOTS', member, 'there are no ballots');
  if (kind === 'score') refuseTwice(lines as ScoreLine[], member, entries);
  // Each kind's reader returns that kind's lines.
  return { kind, lines } as Ballots;
}

const named = (line: Line): string => {
  const names = Object.keys(line).map((name) => `"${name}"`);
  return names.length === 0 ? 'nothing' : names.join(', ');
};

/** A juror scores an entry once, and either all scores tell their place in the juror's sequence or none does. */
function refuseTwice(lines: readonly ScoreLine[], { pointer }: Member, { names }: EntryNames): void {
  const seen = new Set<string>();
  const timed = lines[0]?.at !== null;
  lines.forEach(({ juror, entry, at }, i) => {
    const key = JSON.stringify([juror, entry]);
    if (seen.has(key))
      refuse('DUPLICATE', { pointer: below(pointer, i) }, `juror "${juror}" scores "${names[entry]}" twice`);
    seen.add(key);
    if ((at !== null) !== timed)
      refuse(
        'MISSING',
        { pointer: below(below(pointer, i), 'at') },
        '"at" is given for some scores and not for others',
      );
  });
}
