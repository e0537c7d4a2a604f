import type { RecordedAnswer } from '../ballots/method.js';
import { canonicalBytes } from '../bytes/canonical-json.js';
import type { HashDeps } from '../bytes/bytes.js';
import { assignPlaces } from './caps.js';
import { compareIds, round9, wilson } from './figures.js';
import { headToHead } from './head-to-head.js';
import { type Blend, blendHearts } from './hearts.js';
import { climbLadder, type RunOff } from './ladder.js';
import { AnswerCollector, type PackedAnswers } from './pack.js';
import { bandsOf, countPicks, type PickCounts } from './picks.js';
import { primaryOf, type Primary } from './primary.js';
import type { HeartsResult, RankedEntry, TallyEntry, TallyResult, TallyRules, Turnout } from './types.js';

/** What a count needs beside its input: a hash, and the run-offs that were held for ties of this round. */
export interface TallyDeps extends HashDeps {
  readonly runOffs?: readonly RunOff[];
}

const turnoutOf = (packed: PackedAnswers, counts: PickCounts, skips: number, target?: number): Turnout => {
  const { exposures } = counts;
  const least = exposures.reduce((a, b) => Math.min(a, b), exposures[0] ?? 0);
  const most = exposures.reduce((a, b) => Math.max(a, b), 0);
  const total = exposures.reduce((a, b) => a + b, 0);
  return {
    jurors: packed.jurorCount,
    answers: packed.count,
    skips,
    exposures: { least, most, mean: exposures.length === 0 ? 0 : round9(total / exposures.length) },
    coverage: target === undefined ? null : round9(least / target),
  };
};

const linesOf = (
  ids: readonly string[],
  counts: PickCounts,
  primary: Primary,
  groups: ReturnType<typeof climbLadder>['groups'],
  testable: boolean,
): RankedEntry[] => {
  const order = groups.flatMap(({ members }) => members);
  const bands = primary.banded && testable ? bandsOf(order, counts) : null;
  let before = 0;
  return groups.flatMap(({ members, step }) => {
    const rank = before + 1;
    const first = before;
    before += members.length;
    return members.map((entry, i): RankedEntry => {
      const exposures = counts.exposures[entry] as number;
      const picks = counts.picks[entry] as number;
      const interval = primary.banded && exposures > 0 ? wilson(picks, exposures) : { low: null, high: null };
      return {
        entryId: ids[entry] as string,
        rank,
        shared: members.length > 1,
        ladderStep: step,
        exposures,
        picks,
        jurors: counts.jurors[entry] as number,
        rate: primary.banded && exposures > 0 ? round9(picks / exposures) : null,
        ...interval,
        value: primary.value(entry),
        band: bands?.[first + i] ?? null,
      };
    });
  });
};

const byIdOf = (entries: readonly TallyEntry[]): TallyEntry[] => [...entries].sort((a, b) => compareIds(a.id, b.id));

const activeOf = (sorted: readonly TallyEntry[]): TallyEntry[] =>
  sorted.filter((entry) => (entry.state ?? 'active') === 'active');

/** What takes the answers of a round one by one, for `tallyCollected` with the same entries. */
export const collectorFor = (entries: readonly TallyEntry[], room?: number): AnswerCollector =>
  new AnswerCollector(
    activeOf(byIdOf(entries)).map(({ id }) => id),
    room,
  );

/** Public hearts blended into the jury's result; null where the rules give them no weight. */
const blendOf = (rules: TallyRules, active: readonly TallyEntry[], jury: Primary): Blend | null => {
  if (rules.heartsWeight === undefined) return null;
  const hearts = active.map((entry) => entry.hearts ?? 0);
  const blend = blendHearts(jury.groups, hearts, rules.heartsWeight / 100);
  if (!blend.ok) throw new RangeError(`hearts cannot weigh ${rules.heartsWeight} %`);
  return blend.value;
};

const heartsOf = (blend: Blend, lines: readonly RankedEntry[], active: readonly TallyEntry[]): HeartsResult => {
  const indexOf = new Map(active.map(({ id }, i) => [id, i]));
  return {
    weight: Math.round(blend.weight * 100),
    entries: lines.map(({ entryId }) => {
      const i = indexOf.get(entryId) as number;
      return {
        entryId,
        hearts: active[i]?.hearts ?? 0,
        byJury: blend.byJury[i] as number,
        byHearts: blend.byHearts[i] as number,
        blended: blend.figures[i] as number,
      };
    }),
    juryAlone: blend.juryAlone.map((group) => group.map((i) => (active[i] as TallyEntry).id)),
  };
};

/**
 * Counts a round: a pure function of its rules, entries, answers and seed. The order of entries and answers does not
 * matter, an answer that was delivered twice counts once, and the canonical JSON of the result is the same everywhere.
 *
 * Entries that have left are counted nowhere; an answer that names one keeps its other entries. An entry that nobody
 * picked wins no place, however many are left. Where the rules give public hearts a weight, the blend of both is the
 * primary result, and ties of the blend climb the ladder. Certification has to wait while `problems` is not empty.
 */
export const tally = (
  rules: TallyRules,
  entries: readonly TallyEntry[],
  answers: Iterable<RecordedAnswer>,
  seed: string,
  deps: TallyDeps,
): TallyResult => {
  const collector = collectorFor(entries);
  for (const answer of answers) collector.add(answer);
  return tallyCollected(rules, entries, collector, seed, deps);
};

/** `tally` of answers that were collected as they came, by `collectorFor` of the same entries. */
export const tallyCollected = (
  rules: TallyRules,
  entries: readonly TallyEntry[],
  collector: AnswerCollector,
  seed: string,
  deps: TallyDeps,
): TallyResult => {
  const sorted = byIdOf(entries);
  const active = activeOf(sorted);
  const ids = active.map((entry) => entry.id);
  const packed = collector.pack();
  const counts = countPicks(packed);
  const jury = primaryOf(rules.method, packed, counts);
  const blend = blendOf(rules, active, jury);
  const primary = blend === null ? jury : { ...jury, groups: blend.blended };
  const meetings = headToHead(packed, primary.groups, rules.method.kind === 'rank');
  const { groups, records, pendingRunOffs } = climbLadder(primary.groups, rules.ladder, rules.winners, {
    ids,
    ...meetings,
    distinctJurors: (entry) => counts.jurors[entry] as number,
    runOffs: deps.runOffs ?? [],
    seed,
    sha256: deps.sha256,
  });
  const lines = linesOf(ids, counts, primary, groups, blend === null);
  const byId = new Map(active.map((entry) => [entry.id, entry]));
  const inLine = lines
    .filter((line) => line.picks > 0)
    .map(({ entryId, rank }) => {
      const { author, company, district } = byId.get(entryId) as TallyEntry;
      return { entryId, rank, author, company, district };
    });
  return {
    format: 'zuimei-tally-1',
    rules,
    seed,
    entries: lines,
    excluded: sorted.flatMap(({ id, state }) => (state && state !== 'active' ? [{ entryId: id, state }] : [])),
    ...assignPlaces(inLine, rules.winners, rules.caps ?? {}, seed, deps.sha256),
    ladder: records,
    problems: [
      ...primary.problems,
      ...pendingRunOffs.map((tied) => ({ code: 'RUN_OFF_PENDING' as const, facts: { entries: tied } })),
    ],
    turnout: turnoutOf(packed, counts, collector.skips(), rules.exposureTarget),
    ...(blend === null ? {} : { hearts: heartsOf(blend, lines, active) }),
  };
};

/** The bytes of a result: the UTF-8 of its canonical JSON (RFC 8785), the same on every machine. */
export const tallyBytes = (result: TallyResult): Uint8Array => canonicalBytes(result);
