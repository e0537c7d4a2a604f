import { readEntries } from './entry-names.js';
import { asNumber, asObject, asText, asWhole, memberOf, refuse, required, type Member } from './members.js';
import { findMethod, METHODS } from './methods.js';
import type { Outcome } from './outcome.js';
import type { Profile } from './profile.js';
import { readBallots } from './read-ballots.js';

/** The answer to one file of plain ballots. */
export interface CountedProfile {
  readonly method: string;
  readonly ranking: readonly (readonly (string | number)[])[];
  /** By name; null where an entry has no figure. */
  readonly scores: Readonly<Record<string, number | null>>;
  readonly committees?: readonly (readonly (string | number)[])[];
  readonly [further: string]: unknown;
}

/** A prior beyond this would drown any vote. */
const MOST_PRIOR = 1_000_000;

/**
 * Reads and counts a file of plain ballots: see docs/count-format.md. `override` is the method of the command line.
 * @throws FileFault where the file cannot be counted
 */
export function countProfile(content: unknown, override?: string): CountedProfile {
  const file = asObject({ value: content, pointer: '' });
  const { name, method } = chooseMethod(file, override);
  const entries = readEntries(required(file, 'entries', ''));
  const seats = memberOf(file, 'seats', '');
  const prior = memberOf(file, 'prior', '');
  const completion = memberOf(file, 'completion', '');
  const profile: Profile = {
    method: name,
    names: entries.names,
    written: entries.written,
    seats: seats ? asWhole(seats, 1, entries.names.length) : null,
    prior: prior ? readPrior(prior) : null,
    completion: completion ? readCompletion(completion) : 'phragmen',
    ballots: readBallots(required(file, 'ballots', ''), entries, name, method.kinds),
  };
  return named(profile, method.count(profile));
}

function chooseMethod(file: Record<string, unknown>, override?: string) {
  const member = override === undefined ? required(file, 'method', '') : { value: override, pointer: '/method' };
  const found = findMethod(asText(member));
  const known = Object.keys(METHODS).join(', ');
  return found ?? refuse('UNKNOWN_METHOD', member, `there is no method "${asText(member)}"; known are ${known}`);
}

function readPrior(member: Member): number {
  const prior = asNumber(member);
  if (prior < 0 || prior > MOST_PRIOR) refuse('OUT_OF_RANGE', member, `${prior} is not from 0 to ${MOST_PRIOR}`);
  return prior;
}

function readCompletion(member: Member): Profile['completion'] {
  const text = asText(member);
  if (text === 'phragmen' || text === 'none') return text;
  return refuse('OUT_OF_RANGE', member, `"${text}" is neither "phragmen" nor "none"`);
}

function named({ method, names, written }: Profile, outcome: Outcome): CountedProfile {
  const groups = (list: readonly (readonly number[])[]) =>
    list.map((group) => group.map((entry) => written[entry] as string | number));
  // fromEntries makes own members of any name, `__proto__` too.
  const byName = <T>(figure: (entry: number) => T) =>
    Object.fromEntries(names.map((name, entry): [string, T] => [name, figure(entry)]));
  const { scores, committees, perEntry = {}, also } = outcome;
  return {
    method,
    ranking: groups(outcome.groups),
    scores: byName((entry) => {
      const score = scores[entry] as number;
      return Number.isNaN(score) ? null : score;
    }),
    ...(committees ? { committees: groups(committees) } : {}),
    ...Object.fromEntries(Object.entries(perEntry).map(([name, figures]) => [name, byName((entry) => figures[entry])])),
    ...also,
  };
}
