import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  canonicalJson,
  seededRandom,
  shuffled,
  tally,
  tallyBytes,
  type Answer,
  type Method,
  type RecordedAnswer,
  type TallyEntry,
  type TallyResult,
  type TallyRules,
} from '../index.js';

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
const rulesOf = (method: Method, part: Partial<TallyRules> = {}): TallyRules => ({
  method,
  ladder: ['primary', 'head-to-head', 'distinct-jurors', 'run-off', 'shared'],
  winners: 3,
  ...part,
});
const approve = rulesOf({ kind: 'approve', max: 3 });
const grid = rulesOf({ kind: 'grid', size: 3, picks: 1 });
const entriesOf = (ids: string): TallyEntry[] => [...ids].map((id) => ({ id }));
const count = (rules: TallyRules, entries: TallyEntry[], answers: RecordedAnswer[], deps = {}): TallyResult =>
  tally(rules, entries, answers, 'seed', { sha256, ...deps });

let made = 0;
const recorded = (juror: string, shown: string, answer: Answer, part: Partial<RecordedAnswer> = {}): RecordedAnswer => {
  made += 1;
  return {
    answerId: `a${made}`,
    pseudonym: juror,
    revision: 1,
    screen: { id: `${juror}-${shown}`, entries: [...shown] },
    answer,
    ...part,
  };
};
/** `picked('j1', 'abc', 'a')`: juror j1 saw a, b, c and picked a. */
const picked = (juror: string, shown: string, picks: string, part?: Partial<RecordedAnswer>): RecordedAnswer =>
  recorded(juror, shown, { kind: 'picks', picks: [...picks] }, part);
const ranksOf = ({ entries }: TallyResult): string => entries.map(({ rank, entryId }) => `${rank}${entryId}`).join(' ');

describe('counting picks', () => {
  it('ranks by rate and not by raw count', () => {
    const answers = [
      picked('j1', 'abc', 'a'),
      picked('j2', 'abd', 'a'),
      picked('j3', 'abd', 'b'),
      picked('j4', 'cd', 'c'),
    ];
    const result = count(grid, entriesOf('abcd'), answers);
    expect(ranksOf(result)).toBe('1a 2c 3b 4d');
    expect(result.entries[0]).toEqual({
      entryId: 'a',
      rank: 1,
      shared: false,
      ladderStep: null,
      exposures: 3,
      picks: 2,
      jurors: 2,
      rate: 0.666666667,
      low: 0.207659599,
      high: 0.938508056,
      value: 0.666666667,
      band: 1,
    });
    expect(result.turnout).toEqual({
      jurors: 4,
      answers: 4,
      skips: 0,
      exposures: { least: 2, most: 3, mean: 2.75 },
      coverage: null,
    });
    expect(result.winners.map(({ entryId }) => entryId)).toEqual(['a', 'c', 'b']);
  });

  it('counts neither skips nor what was superseded, and reports the skips', () => {
    const screen = { id: 's1', entries: [...'abc'] };
    const result = count({ ...grid, exposureTarget: 4 }, entriesOf('abc'), [
      picked('j1', 'abc', 'a', { screen, revision: 1 }),
      picked('j1', 'abc', 'b', { screen, revision: 2 }),
      recorded('j2', 'abc', { kind: 'skip' }),
    ]);
    expect(result.entries.map(({ entryId, picks, exposures }) => `${entryId}${picks}/${exposures}`)).toEqual([
      'b1/1',
      'a0/1',
      'c0/1',
    ]);
    expect(result.turnout).toMatchObject({ jurors: 1, answers: 1, skips: 1, coverage: 0.25 });
  });

  it('reads verdicts as picks', () => {
    const yes = (juror: string, entry: string, verdict: 'in' | 'out') =>
      recorded(juror, entry, { kind: 'verdict', verdict });
    const result = count(rulesOf({ kind: 'yes-no' }), entriesOf('ab'), [
      yes('j1', 'a', 'out'),
      yes('j2', 'a', 'in'),
      yes('j1', 'b', 'in'),
    ]);
    expect(ranksOf(result)).toBe('1b 2a');
  });

  it('leaves out entries that have left and keeps the others of their screens', () => {
    const entries: TallyEntry[] = [
      { id: 'a', state: 'withdrawn' },
      { id: 'b', state: 'active' },
      { id: 'c' },
      { id: 'd', state: 'disqualified' },
    ];
    const result = count(grid, entries, [picked('j1', 'abc', 'a'), picked('j2', 'abc', 'b'), picked('j3', 'ad', 'a')]);
    expect(ranksOf(result)).toBe('1b 2c');
    expect(result.entries.map(({ exposures }) => exposures)).toEqual([2, 2]);
    expect(result.excluded).toEqual([
      { entryId: 'a', state: 'withdrawn' },
      { entryId: 'd', state: 'disqualified' },
    ]);
    expect(result.turnout.answers).toBe(2);
  });

  it('puts what was never shown last, without a rate', () => {
    const result = count(grid, entriesOf('abcx'), [picked('j1', 'abc', 'a')]);
    expect(result.entries.at(-1)).toMatchObject({
      entryId: 'x',
      rank: 4,
      exposures: 0,
      rate: null,
      low: null,
      high: null,
      value: null,
    });
    expect(result.entries[1]).toMatchObject({ rank: 2, shared: true, rate: 0 });
  });

  it('gives no place to an entry that nobody picked', () => {
    const result = count(grid, entriesOf('abcx'), [picked('j1', 'abc', 'a')]);
    expect(result.winners).toEqual([{ entryId: 'a', rank: 1 }]);
    expect(result.problems).toEqual([]);
  });

  it('says so where there is nothing to count', () => {
    expect(count(grid, [], []).turnout).toEqual({
      jurors: 0,
      answers: 0,
      skips: 0,
      exposures: { least: 0, most: 0, mean: 0 },
      coverage: null,
    });
    expect(ranksOf(count(grid, entriesOf('ba'), []))).toBe('1a 1b');
  });

  it('groups into bands what cannot be told apart from the first of the band', () => {
    const answers = Array.from({ length: 200 }, (_, i) => picked(`j${i}`, 'abc', i < 90 ? 'a' : i < 170 ? 'b' : 'c'));
    expect(count(grid, entriesOf('abc'), answers).entries.map(({ entryId, band }) => `${entryId}${band}`)).toEqual([
      'a1',
      'b1',
      'c2',
    ]);
  });
});

describe('ties in a count', () => {
  const tied = [picked('j1', 'abc', 'a'), picked('j2', 'abc', 'b'), picked('j3', 'cd', 'd'), picked('j4', 'cd', 'c')];

  it('are reported, and settled by the ladder alone', () => {
    const result = count({ ...grid, winners: 1 }, entriesOf('abcd'), tied);
    expect(result.ladder.map(({ step, entries, outcome }) => `${step} ${entries.join('')} ${outcome}`)).toEqual([
      'head-to-head abd not-applicable',
      'distinct-jurors abd undecided',
      'run-off abd pending',
    ]);
    expect(result.problems).toEqual([{ code: 'RUN_OFF_PENDING', facts: { entries: ['a', 'b', 'd'] } }]);
    expect(result.entries[0]).toMatchObject({ rank: 1, shared: true, ladderStep: 'run-off' });
    expect(ranksOf(result)).toBe('1a 1b 1d 4c');
  });

  it('take the run-off that was held', () => {
    const result = count({ ...grid, winners: 1 }, entriesOf('abcd'), tied, {
      runOffs: [{ ranking: [['d'], ['a'], ['b']] }],
    });
    expect(ranksOf(result)).toBe('1d 2a 3b 4c');
    expect(result.winners).toEqual([{ entryId: 'd', rank: 1 }]);
    expect(result.problems).toEqual([]);
  });

  it('are settled head to head where the two met', () => {
    // a and b both 2 of 3; where they met, b was picked.
    const answers = [
      picked('j1', 'abx', 'b'),
      picked('j2', 'axy', 'a'),
      picked('j3', 'ayx', 'a'),
      picked('j4', 'bxy', 'b'),
      picked('j5', 'byx', 'y'),
    ];
    const result = count(grid, entriesOf('abxy'), answers);
    expect(result.entries.slice(0, 2)).toMatchObject([
      { entryId: 'b', rank: 1, shared: false, ladderStep: 'head-to-head' },
      { entryId: 'a', rank: 2, ladderStep: 'head-to-head' },
    ]);
  });

  it('are settled by different jurors where one juror met an entry again', () => {
    const answers = [
      picked('j1', 'ax', 'a'),
      picked('j1', 'ay', 'a'),
      picked('j2', 'bx', 'b'),
      picked('j3', 'by', 'b'),
    ];
    const result = count(rulesOf({ kind: 'pair' }), entriesOf('abxy'), answers);
    expect(result.entries.slice(0, 2)).toMatchObject([
      { entryId: 'b', jurors: 2, ladderStep: 'distinct-jurors' },
      { entryId: 'a', jurors: 1 },
    ]);
  });
});

describe('caps in a count', () => {
  it('pass over after ranking, and the ranks stay what they were', () => {
    const entries = [...'abcd'].map((id) => ({ id, author: id < 'c' ? 'wang' : id, company: 'x' }));
    const answers = ['abc', 'ab', 'abd', 'a', 'd'].map((picks, i) => picked(`j${i}`, 'abcd', picks));
    const result = count({ ...approve, winners: 2, caps: { perAuthor: 1 } }, entries, answers);
    expect(ranksOf(result)).toBe('1a 2b 3d 4c');
    expect(result.winners).toEqual([
      { entryId: 'a', rank: 1 },
      { entryId: 'd', rank: 3 },
    ]);
    expect(result.passedOver).toEqual([
      { entryId: 'b', rank: 2, cap: 'perAuthor', limit: 1, group: 'wang', heldBy: ['a'] },
    ]);
  });
});

describe('the bytes of a result', () => {
  it('are canonical and stand still', () => {
    const result = count(grid, entriesOf('ab'), [picked('j1', 'ab', 'a')]);
    const text = new TextDecoder().decode(tallyBytes(result));
    expect(text).toBe(canonicalJson(JSON.parse(text)));
    expect(createHash('sha256').update(tallyBytes(result)).digest('hex')).toMatchInlineSnapshot(
      `"00d331362830c1a280f9c3884ce4290f651794413c74669a2f9a6fd7cd3ea467"`,
    );
  });
});

/** Random rounds: up to 12 jurors, 8 entries, screens of 2 to 4 with 1 or 2 picks, skips and revisions. */
const ids = [...'abcdefgh'];
const arbitraryAnswers = fc
  .array(
    fc.record({
      juror: fc.integer({ min: 0, max: 11 }),
      shown: fc.shuffledSubarray(ids, { minLength: 2, maxLength: 4 }),
      picks: fc.integer({ min: 1, max: 2 }),
      skip: fc.boolean(),
      revision: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 60 },
  )
  .map((list) =>
    list.map(({ juror, shown, picks, skip, revision }, i): RecordedAnswer => ({
      answerId: `x${i}`,
      pseudonym: `j${juror}`,
      revision,
      screen: { id: `s${shown.join('')}`, entries: shown },
      answer: skip && i % 3 === 0 ? { kind: 'skip' } : { kind: 'picks', picks: shown.slice(0, picks) },
    })),
  );
const entries = ids.map((id) => ({ id, author: id < 'd' ? 'wang' : id }));
const rules: TallyRules = {
  ...grid,
  caps: { perAuthor: 1 },
  ladder: ['primary', 'head-to-head', 'distinct-jurors', 'shared'],
};
const textOf = (answers: RecordedAnswer[], from = entries, with_ = rules): string =>
  canonicalJson(count(with_, from, answers));

describe('every count of picks', () => {
  it('does not care for the order of answers and entries, nor for repeated delivery', () => {
    fc.assert(
      fc.property(arbitraryAnswers, fc.string(), (answers, seed) => {
        const random = seededRandom(seed);
        expect(textOf(shuffled([...answers, ...answers, ...answers], random), shuffled(entries, random))).toBe(
          textOf(answers),
        );
      }),
    );
  });

  it('is permuted by new labels', () => {
    fc.assert(
      fc.property(arbitraryAnswers, fc.shuffledSubarray(ids, { minLength: 8, maxLength: 8 }), (answers, names) => {
        const label = (id: string): string => names[ids.indexOf(id)] as string;
        const renamed = answers.map(({ answer, screen, ...rest }): RecordedAnswer => ({
          ...rest,
          screen: { ...screen, entries: screen.entries.map(label) },
          answer: answer.kind === 'picks' ? { kind: 'picks', picks: answer.picks.map(label) } : answer,
        }));
        const lines = (result: TallyResult, rename: (id: string) => string) =>
          new Map(result.entries.map(({ entryId, ...line }) => [rename(entryId), { ...line, band: 0 }]));
        expect(
          lines(
            count(
              rules,
              ids.map((id) => ({ id })),
              renamed,
            ),
            (id) => id,
          ),
        ).toEqual(
          lines(
            count(
              rules,
              ids.map((id) => ({ id })),
              answers,
            ),
            label,
          ),
        );
      }),
    );
  });

  it('without a juror equals the count of the export without that juror', () => {
    fc.assert(
      fc.property(arbitraryAnswers, (answers) => {
        const result = count(
          rules,
          entries,
          answers.filter(({ pseudonym }) => pseudonym !== 'j0'),
        );
        const exported = JSON.parse(JSON.stringify(answers)) as RecordedAnswer[];
        expect(
          count(
            rules,
            entries,
            exported.filter(({ pseudonym }) => pseudonym !== 'j0'),
          ),
        ).toEqual(result);
        expect(result.turnout.jurors).toBeLessThanOrEqual(11);
      }),
    );
  });

  it('keeps its ranks when every ballot is doubled', () => {
    fc.assert(
      fc.property(arbitraryAnswers, (answers) => {
        const doubled = answers.flatMap((answer) => [
          answer,
          { ...answer, pseudonym: `${answer.pseudonym}-twin`, answerId: `${answer.answerId}-twin` },
        ]);
        expect(ranksOf(count(rules, entries, doubled))).toBe(ranksOf(count(rules, entries, answers)));
      }),
    );
  });

  it('never lowers an entry for one more pick', () => {
    const primary: TallyRules = { ...rules, ladder: ['primary', 'shared'] };
    fc.assert(
      fc.property(arbitraryAnswers, fc.nat(), (answers, which) => {
        const index = which % Math.max(1, answers.length);
        const target = answers[index];
        if (target?.answer.kind !== 'picks') return;
        const { picks } = target.answer;
        const extra = target.screen.entries.find((id) => !picks.includes(id));
        if (!extra) return;
        const more = answers.with(index, { ...target, answer: { kind: 'picks', picks: [...picks, extra] } });
        const rank = (list: RecordedAnswer[]): number =>
          count(primary, entries, list).entries.find(({ entryId }) => entryId === extra)?.rank ?? 0;
        expect(rank(more)).toBeLessThanOrEqual(rank(answers));
      }),
    );
  });

  it('adds up: ranks skip after equals, winners follow ranks, nobody wins beside a cap', () => {
    fc.assert(
      fc.property(arbitraryAnswers, (answers) => {
        const result = count(rules, entries, answers);
        result.entries.forEach(({ rank, shared }, i) => {
          expect(rank).toBe(result.entries.findIndex((line) => line.rank === rank) + 1);
          expect(shared).toBe(result.entries.filter((line) => line.rank === rank).length > 1);
          if (i > 0) expect(rank).toBeGreaterThanOrEqual(result.entries[i - 1]?.rank ?? 0);
        });
        const authors = result.winners.map(({ entryId }) => entries.find(({ id }) => id === entryId)?.author);
        expect(new Set(authors).size).toBe(authors.length);
      }),
    );
  });
});
