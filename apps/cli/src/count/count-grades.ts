import {
  countGrades,
  fitTwoWay,
  gradeTable,
  groupByFigure,
  LEAST_SPREAD,
  majorityJudgment,
  meanScores,
  OFFICIAL_WEIGHTS,
  zScores,
  type GradeTable,
} from '@zuimei/domain';
import { compareNames } from './entry-names.js';
import { refuse } from './members.js';
import type { Outcome } from './outcome.js';
import type { Ballots, Profile } from './profile.js';

type Scores = Extract<Ballots, { kind: 'score' }>;
type Graded = Extract<Ballots, { kind: 'grades' | 'score' }>;

export function countMajorityJudgment({ names }: Profile, ballots: Graded): Outcome {
  const given =
    ballots.kind === 'grades'
      ? ballots.lines.flatMap(({ grades, times }) => grades.map(([entry, grade]) => [entry, grade, times] as const))
      : ballots.lines.map(({ entry, score }) => [entry, score, 1] as const);
  const { groups, gauges } = majorityJudgment(countGrades(names.length, given));
  return { groups, scores: gauges.map(({ median }) => median ?? NaN), perEntry: { gauges } };
}

/** The system of the fit grows with the square of the jurors, the work with their cube. */
const MOST_JURORS = 1_000;

function tableOf({ names }: Profile, { lines }: Scores): GradeTable {
  const jurors = [...new Set(lines.map(({ juror }) => juror))].sort(compareNames);
  const index = new Map(jurors.map((juror, i) => [juror, i]));
  return gradeTable(
    names.length,
    jurors.length,
    lines.map(({ juror, entry, score, at }) => ({
      entry,
      juror: index.get(juror) as number,
      grade: score,
      at: at ?? 0,
    })),
  );
}

const byFigure = (scores: Float64Array, also: Record<string, unknown> = {}): Outcome => ({
  groups: groupByFigure(scores),
  scores,
  also,
});

export const countMean = (profile: Profile, ballots: Scores): Outcome =>
  byFigure(meanScores(tableOf(profile, ballots)));

export const countZ = (profile: Profile, ballots: Scores): Outcome =>
  byFigure(zScores(tableOf(profile, ballots)), { leastSpread: LEAST_SPREAD });

/** The official fit; drift is in it where the ballots tell the juror's sequence by `at`. */
export function countTwoWay(profile: Profile, ballots: Scores): Outcome {
  const table = tableOf(profile, ballots);
  if (table.jurorCount > MOST_JURORS)
    refuse('TOO_LARGE', { pointer: '/ballots' }, `${table.jurorCount} jurors; at most ${MOST_JURORS} can be fitted`);
  const timed = ballots.lines[0]?.at !== null;
  const weights = timed ? OFFICIAL_WEIGHTS : { ...OFFICIAL_WEIGHTS, drift: null };
  const fit = fitTwoWay(table, weights);
  if (fit.ok) return byFigure(fit.value.quality, { weights });
  const { parts } = fit.error.facts as { parts: number };
  return refuse(
    'GRAPH_NOT_CONNECTED',
    { pointer: '/ballots' },
    `jurors and entries fall into ${parts} parts that no score connects, so their severity cannot be compared`,
  );
}
