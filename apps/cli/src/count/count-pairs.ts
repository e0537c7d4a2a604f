import {
  bradleyTerry,
  BRADLEY_TERRY_PRIOR,
  comparisonsFrom,
  groupByFigure,
  splitHalf,
  winsConnectAll,
  type Win,
} from '@zuimei/domain';
import { compareNames } from './entry-names.js';
import { refuse } from './members.js';
import type { Outcome } from './outcome.js';
import type { Ballots, PairLine, Profile, ScreenLine } from './profile.js';

interface JurorWins {
  readonly juror: string | null;
  readonly wins: readonly Win[];
}

const winsOfPair = ({ winner, loser, times, juror }: PairLine): JurorWins => ({
  juror,
  wins: [[winner, loser, times]],
});

/** An approved entry beats each one of its screen that was not approved. */
const winsOfScreen = (all: readonly number[], { approved, shown, times, juror }: ScreenLine): JurorWins => {
  const passed = (shown ?? all).filter((entry) => !approved.includes(entry));
  return { juror, wins: approved.flatMap((winner) => passed.map((loser): Win => [winner, loser, times])) };
};

/** The strengths' agreement between two halves of the jurors, every second one in the order of their names. */
function halves(count: number, rows: readonly JurorWins[], prior: number) {
  const jurors = [...new Set(rows.map(({ juror }) => juror))];
  if (jurors.includes(null)) return null;
  const place = new Map((jurors as string[]).sort(compareNames).map((juror, i) => [juror, i % 2]));
  const half = (side: number) =>
    comparisonsFrom(
      count,
      rows.flatMap(({ juror, wins }) => (place.get(juror as string) === side ? wins : [])),
    );
  return splitHalf(half(0), half(1), prior);
}

export function countBradleyTerry(
  { names, prior: given }: Profile,
  ballots: Extract<Ballots, { kind: 'pair' | 'approved' }>,
): Outcome {
  const prior = given ?? BRADLEY_TERRY_PRIOR;
  const all = [...names.keys()];
  const rows =
    ballots.kind === 'pair' ? ballots.lines.map(winsOfPair) : ballots.lines.map((line) => winsOfScreen(all, line));
  const list = rows.flatMap(({ wins }) => wins);
  if (list.reduce((sum, [, , times = 1]) => sum + times, 0) >= 2 ** 32)
    refuse('TOO_LARGE', { pointer: '/ballots' }, 'more than 4,294,967,295 comparisons');
  if (prior === 0 && !winsConnectAll(names.length, list))
    refuse(
      'NO_MAXIMUM_LIKELIHOOD',
      { pointer: '/prior' },
      'with a prior of 0 every entry must be reached from every other by a chain of wins',
    );
  const { strengths, errors, reliability } = bradleyTerry(comparisonsFrom(names.length, list), prior);
  return {
    groups: groupByFigure(strengths),
    scores: strengths,
    perEntry: { standardErrors: [...errors].map((error) => (Number.isFinite(error) ? error : null)) },
    // A half of the jurors need not connect what all of them do, so halves are compared with a prior only.
    also: { prior, reliability, splitHalf: prior === 0 ? null : halves(names.length, rows, prior) },
  };
}
