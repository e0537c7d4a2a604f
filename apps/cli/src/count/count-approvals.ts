import {
  approvalCounts,
  compareRates,
  equalShares,
  exactPav,
  groupByFigure,
  groupByMembership,
  packApprovals,
  round9,
  sequentialPav,
  topCommittees,
  wilson,
  type Approvals,
  type Committees,
} from '@zuimei/domain';
import { below } from './fault.js';
import { refuse } from './members.js';
import type { Outcome } from './outcome.js';
import type { Ballots, Profile } from './profile.js';

type Screens = Extract<Ballots, { kind: 'approved' }>;

/** Whole approvals: a committee is chosen by voters who all saw all. */
function wholeApprovals({ names }: Profile, { lines }: Screens): Approvals {
  for (const { shown, pointer } of lines)
    if (shown && shown.length < names.length)
      refuse('BALLOT_KIND', { pointer: below(pointer, 'shown') }, 'this method needs voters who saw all entries');
  return packApprovals(names.length, lines);
}

const seatsOf = ({ seats, method }: Profile): number =>
  seats ?? refuse('MISSING', { pointer: '/seats' }, `"seats" is missing: ${method} fills a number of seats`);

const elected = (approvals: Approvals, { committees, complete }: Committees, also = {}): Outcome => ({
  groups: groupByMembership(approvals.entryCount, committees),
  scores: approvalCounts(approvals),
  committees,
  also: { ...also, complete },
});

export function countApproval(profile: Profile, ballots: Screens): Outcome {
  const scores = approvalCounts(wholeApprovals(profile, ballots));
  const groups = groupByFigure(scores);
  if (profile.seats === null) return { groups, scores };
  const { committees, complete } = topCommittees(scores, profile.seats);
  return { groups, scores, committees, also: { complete } };
}

/** Exact where the search is short enough, else seat by seat; the result says which. */
export function countPav(profile: Profile, ballots: Screens): Outcome {
  const seats = seatsOf(profile);
  const approvals = wholeApprovals(profile, ballots);
  const exact = exactPav(approvals, seats);
  return elected(approvals, exact ?? sequentialPav(approvals, seats), { exact: exact !== null });
}

export function countSequentialPav(profile: Profile, ballots: Screens): Outcome {
  const approvals = wholeApprovals(profile, ballots);
  return elected(approvals, sequentialPav(approvals, seatsOf(profile)), { exact: false });
}

/** Exact fractions grow with each seat: beyond this they would take minutes. */
const MOST_EQUAL_SHARES = 2_000_000;

export function countEqualShares(profile: Profile, ballots: Screens): Outcome {
  const seats = seatsOf(profile);
  const approvals = wholeApprovals(profile, ballots);
  if (approvals.approved.length * seats > MOST_EQUAL_SHARES)
    refuse('TOO_LARGE', { pointer: '/ballots' }, 'too many different ballots for equal shares in exact fractions');
  const { completion } = profile;
  return elected(approvals, equalShares(approvals, seats, completion), { completion });
}

/** Rates: how often an entry was approved where it was shown. */
export function countRate({ names }: Profile, { lines }: Screens): Outcome {
  const exposures = new Float64Array(names.length);
  const picks = new Float64Array(names.length);
  const add = (counts: Float64Array, entry: number, times: number) => {
    counts[entry] = (counts[entry] as number) + times;
  };
  for (const { times, approved, shown } of lines) {
    for (const entry of shown ?? names.keys()) add(exposures, entry, times);
    for (const entry of approved) add(picks, entry, times);
  }
  const figure = (counts: Float64Array, entry: number) => counts[entry] as number;
  const compare = (a: number, b: number) =>
    compareRates(figure(picks, a), figure(exposures, a), figure(picks, b), figure(exposures, b));
  const groups: number[][] = [];
  for (const entry of [...names.keys()].sort((a, b) => compare(a, b) || a - b)) {
    const last = groups.at(-1);
    if (last && compare(last[0] as number, entry) === 0) last.push(entry);
    else groups.push([entry]);
  }
  const intervals = Array.from(names.keys(), (entry) => {
    if (figure(exposures, entry) === 0) return null;
    const { low, high } = wilson(figure(picks, entry), figure(exposures, entry));
    return [low, high];
  });
  return {
    groups,
    scores: picks.map((count, entry) => round9(count / figure(exposures, entry))),
    perEntry: { exposures: [...exposures], intervals },
  };
}
