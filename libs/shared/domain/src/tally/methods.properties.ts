import fc from 'fast-check';
import {
  approvalCounts,
  bordaPoints,
  bradleyTerry,
  comparisonsFrom,
  copelandFigures,
  countGrades,
  equalShares,
  exactPav,
  fitTwoWay,
  gradeTable,
  groupByFigure,
  groupByMembership,
  groupByRate,
  majorityJudgment,
  meanScores,
  OFFICIAL_WEIGHTS,
  packApprovals,
  packOrders,
  pairwisePreferences,
  schulze,
  sequentialPav,
  topCommittees,
  zScores,
  type Win,
} from '../index.js';

/** Every method over one shape, for the properties that must hold of all of them. */
export const ENTRIES = 5;
const SEATS = 2;
type Groups = readonly (readonly number[])[];

/** A ballot that can be changed in the ways that properties speak of. */
export interface Ballot {
  readonly relabel: (label: (entry: number) => number) => Ballot;
  /** The same ballot by another voter. */
  readonly twin: () => Ballot;
  /** One more pick, a better grade or a better place for an entry; the same where there is none to give. */
  readonly raise: (entry: number) => Ballot;
  /** All scores moved by a constant, where the ballot is by the first juror. */
  readonly shift: (constant: number) => Ballot;
}

export interface CounterExample {
  readonly what: string;
  readonly breaks: keyof SpecMethod['keeps'];
  readonly base: Ballot[];
  readonly changed: Ballot[];
  readonly expected: readonly [Groups, Groups];
}

export interface SpecMethod {
  readonly name: string;
  readonly ballots: fc.Arbitrary<Ballot[]>;
  readonly groups: (cast: readonly Ballot[]) => Groups;
  /** `shifting` speaks of scores alone: null for the others. */
  readonly keeps: { readonly doubling: boolean; readonly raising: boolean; readonly shifting: boolean | null };
  readonly counterExamples: readonly CounterExample[];
}

const all = Array.from({ length: ENTRIES }, (_, i) => i);
const same = <B extends Ballot>(make: () => B) => ({ twin: make, shift: make });

interface Screen extends Ballot {
  readonly shown: readonly number[];
  readonly approved: readonly number[];
}
const screen = (shown: readonly number[], approved: readonly number[]): Screen => ({
  shown,
  approved,
  ...same(() => screen(shown, approved)),
  relabel: (label) => screen(shown.map(label), approved.map(label)),
  raise: (entry) =>
    shown.includes(entry) && !approved.includes(entry) ? screen(shown, [...approved, entry]) : screen(shown, approved),
});

interface Order extends Ballot {
  readonly order: Groups;
}
const order = (ranked: Groups): Order => ({
  order: ranked,
  ...same(() => order(ranked)),
  relabel: (label) => order(ranked.map((group) => group.map(label))),
  raise: (entry) => {
    // Out of a group of equals to stand before it; alone already, to stand level with the group before.
    const full = [...ranked, all.filter((other) => !ranked.flat().includes(other))].filter((group) => group.length > 0);
    const at = full.findIndex((group) => group.includes(entry));
    const rest = (full[at] as readonly number[]).filter((other) => other !== entry);
    if (rest.length > 0) return order([...full.slice(0, at), [entry], rest, ...full.slice(at + 1)]);
    if (at === 0) return order(ranked);
    return order([...full.slice(0, at - 1), [...(full[at - 1] as readonly number[]), entry], ...full.slice(at + 1)]);
  },
});

interface Score extends Ballot {
  readonly juror: string;
  readonly entry: number;
  readonly score: number;
  readonly at: number;
}
const score = (juror: string, entry: number, grade: number, at: number): Score => ({
  juror,
  entry,
  score: grade,
  at,
  twin: () => score(`${juror}-twin`, entry, grade, at),
  shift: (constant) => score(juror, entry, juror === 'j0' ? grade + constant : grade, at),
  relabel: (label) => score(juror, label(entry), grade, at),
  raise: (other) => score(juror, entry, other === entry ? grade + 1 : grade, at),
});

const screens = (full: boolean): fc.Arbitrary<Ballot[]> =>
  fc.array(
    fc
      .subarray(all, full ? { minLength: ENTRIES, maxLength: ENTRIES } : { minLength: 2 })
      .chain((shown) => fc.subarray(shown).map((approved) => screen(shown, approved))),
    { minLength: 1, maxLength: 9 },
  );
const orders: fc.Arbitrary<Ballot[]> = fc.array(
  fc
    .tuple(fc.shuffledSubarray(all), fc.array(fc.boolean(), { minLength: ENTRIES, maxLength: ENTRIES }))
    .map(([ranked, level]) => {
      const groups: number[][] = [];
      ranked.forEach((entry, i) => {
        if (i > 0 && level[i]) (groups.at(-1) as number[]).push(entry);
        else groups.push([entry]);
      });
      return order(groups);
    }),
  { minLength: 1, maxLength: 9 },
);
/** Three jurors who each score every entry, each in an order of their own, so that all is connected. */
const scores: fc.Arbitrary<Ballot[]> = fc
  .array(
    fc.tuple(
      fc.array(fc.integer({ min: 1, max: 5 }), { minLength: ENTRIES, maxLength: ENTRIES }),
      fc.shuffledSubarray(all, { minLength: ENTRIES, maxLength: ENTRIES }),
    ),
    { minLength: 2, maxLength: 3 },
  )
  .map((jurors) =>
    jurors.flatMap(([grades, sequence], j) =>
      all.map((entry) => score(`j${j}`, entry, grades[entry] as number, sequence.indexOf(entry))),
    ),
  );

const packedScreens = (cast: readonly Ballot[]) =>
  packApprovals(
    ENTRIES,
    (cast as Screen[]).map(({ approved }) => ({ times: 1, approved })),
  );
const packedOrders = (cast: readonly Ballot[]) =>
  packOrders(
    ENTRIES,
    (cast as Order[]).map((ballot) => ({ times: 1, groups: ballot.order })),
  );
const table = (cast: readonly Ballot[]) => {
  const jurors = [...new Set((cast as Score[]).map(({ juror }) => juror))].sort();
  return gradeTable(
    ENTRIES,
    jurors.length,
    (cast as Score[]).map(({ juror, entry, score: grade, at }) => ({ juror: jurors.indexOf(juror), entry, grade, at })),
  );
};
const rates = (cast: readonly Ballot[]): Groups => {
  const [exposures, picks, jurors] = [0, 0, 0].map(() => new Uint32Array(ENTRIES)) as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  for (const { shown, approved } of cast as Screen[]) {
    for (const entry of shown) exposures[entry] = (exposures[entry] as number) + 1;
    for (const entry of approved) picks[entry] = (picks[entry] as number) + 1;
  }
  return groupByRate({ exposures, picks, jurors });
};
const strengths = (cast: readonly Ballot[]): Groups => {
  const wins = (cast as Screen[]).flatMap(({ shown, approved }) =>
    approved.flatMap((winner) =>
      shown.filter((entry) => !approved.includes(entry)).map((loser): Win => [winner, loser]),
    ),
  );
  return groupByFigure(bradleyTerry(comparisonsFrom(ENTRIES, wins)).strengths);
};
const twoWay = (cast: readonly Ballot[]): Groups => {
  const fit = fitTwoWay(table(cast), OFFICIAL_WEIGHTS);
  return fit.ok ? groupByFigure(fit.value.quality) : [all];
};
const judged = (cast: readonly Ballot[]): Groups =>
  majorityJudgment(
    countGrades(
      ENTRIES,
      (cast as Score[]).map(({ entry, score: grade }) => [entry, grade, 1]),
    ),
  ).groups;
const seated =
  (rule: (cast: readonly Ballot[]) => { readonly committees: Groups } | null) => (cast: readonly Ballot[]) =>
    groupByMembership(ENTRIES, rule(cast)?.committees ?? []);

const keeps = (doubling: boolean, raising: boolean, shifting: boolean | null = null): SpecMethod['keeps'] => ({
  doubling,
  raising,
  shifting,
});
const times = (count: number, make: () => Ballot): Ballot[] => Array.from({ length: count }, make);

/** Pairs for Bradley–Terry: 2 beat 1 nine times, 0 beat 2 twice, 1 beat 0 once. */
const uneven = [...times(9, () => screen([1, 2], [2])), ...times(2, () => screen([0, 2], [0])), screen([0, 1], [1])];
/** Grades as [juror, entry, grade]. */
const graded = (...list: [string, number, number][]): Ballot[] =>
  list.map(([juror, entry, grade]) => score(juror, entry, grade, 0));
const shrunk = graded(['j0', 0, 2], ['j0', 2, 3], ['j1', 1, 5], ['j1', 2, 1]);
/** The worked example: A = 0, B = 1, C = 2; moving the harsh juror changes what she is compared with. */
const worked = graded(['j0', 0, 3], ['j0', 1, 2], ['j1', 1, 4], ['j1', 2, 4]);
const moved = (what: string, before: Groups): CounterExample => ({
  what,
  breaks: 'shifting',
  base: worked,
  changed: worked.map((ballot) => ballot.shift(2)),
  expected: [before, [[0], [1, 2], [3, 4]]],
});
const spread = graded(['j0', 0, 1], ['j0', 1, 4], ['j0', 2, 2], ['j1', 0, 5], ['j1', 1, 3], ['j1', 2, 4], ['j2', 0, 1]);

export const METHODS: readonly SpecMethod[] = [
  { name: 'rate', ballots: screens(false), groups: rates, keeps: keeps(true, true), counterExamples: [] },
  {
    name: 'bradley-terry',
    ballots: screens(false),
    groups: strengths,
    keeps: keeps(false, true),
    counterExamples: [
      {
        what: 'the prior weighs half as much where every ballot is cast twice',
        breaks: 'doubling',
        base: uneven,
        changed: [...uneven, ...uneven],
        expected: [
          [[2], [0], [3, 4], [1]],
          [[0], [2], [3, 4], [1]],
        ],
      },
    ],
  },
  {
    name: 'score-mean',
    ballots: scores,
    groups: (cast) => groupByFigure(meanScores(table(cast))),
    keeps: keeps(true, true, false),
    counterExamples: [moved('a mean knows no severity', [[2], [0, 1], [3, 4]])],
  },
  {
    name: 'score-z',
    ballots: scores,
    groups: (cast) => groupByFigure(zScores(table(cast))),
    keeps: keeps(true, false, true),
    counterExamples: [
      {
        what: 'a better grade widens the juror’s spread, which helps another entry more',
        breaks: 'raising',
        base: spread,
        changed: spread.map((ballot, i) => (i === 1 ? ballot.raise(1) : ballot)),
        expected: [
          [[1], [0], [2], [3, 4]],
          [[0], [1], [2], [3, 4]],
        ],
      },
    ],
  },
  {
    name: 'score-two-way',
    ballots: scores,
    groups: twoWay,
    keeps: keeps(false, true, true),
    counterExamples: [
      {
        what: 'qualities are shrunk less where every ballot is cast twice',
        breaks: 'doubling',
        base: shrunk,
        changed: [...shrunk, ...shrunk.map((ballot) => ballot.twin())],
        expected: [
          [[1], [0], [2], [3, 4]],
          [[1], [2], [0], [3, 4]],
        ],
      },
    ],
  },
  {
    name: 'majority-judgment',
    ballots: scores,
    groups: judged,
    keeps: keeps(true, true, false),
    counterExamples: [moved('grades are words, not differences', [[2], [0], [1], [3, 4]])],
  },
  {
    name: 'borda',
    ballots: orders,
    groups: (cast) => groupByFigure(bordaPoints(packedOrders(cast))),
    keeps: keeps(true, true),
    counterExamples: [],
  },
  {
    name: 'copeland',
    ballots: orders,
    groups: (cast) => groupByFigure(copelandFigures(ENTRIES, pairwisePreferences(packedOrders(cast)))),
    keeps: keeps(true, true),
    counterExamples: [],
  },
  {
    name: 'schulze',
    ballots: orders,
    groups: (cast) => schulze(ENTRIES, pairwisePreferences(packedOrders(cast))).groups,
    keeps: keeps(true, true),
    counterExamples: [],
  },
  {
    name: 'approval',
    ballots: screens(true),
    groups: seated((cast) => topCommittees(approvalCounts(packedScreens(cast)), SEATS)),
    keeps: keeps(true, true),
    counterExamples: [],
  },
  {
    name: 'pav',
    ballots: screens(true),
    groups: seated((cast) => exactPav(packedScreens(cast), SEATS)),
    keeps: keeps(true, true),
    counterExamples: [],
  },
  {
    name: 'pav-sequential',
    ballots: screens(true),
    groups: seated((cast) => sequentialPav(packedScreens(cast), SEATS)),
    keeps: keeps(true, true),
    counterExamples: [],
  },
  {
    name: 'equal-shares',
    ballots: screens(true),
    groups: seated((cast) => equalShares(packedScreens(cast), SEATS)),
    keeps: keeps(true, true),
    counterExamples: [],
  },
];
