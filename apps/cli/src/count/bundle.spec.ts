import {
  canonicalJson,
  makeBundle,
  type Answer,
  type BundleEntry,
  type Method,
  type RecordedAnswer,
} from '@zuimei/domain';
import { sha256 } from '../hash.js';
import { countFolder, parseLines, runCount } from './count.testing.js';

const folder = countFolder();
afterAll(folder.remove);

const entries = [1, 2, 3].map((number): BundleEntry => ({
  number,
  photo: String(number).repeat(64),
  state: number === 3 ? 'withdrawn' : 'active',
}));

/** A bundle of one answer a juror, each to a screen with the given entries. */
function bundleOf(method: Method, ...answers: [shown: string[], answer: Answer][]) {
  const recorded = answers.map(([shown, answer], i): RecordedAnswer => ({
    answerId: `a${i}`,
    pseudonym: String(i).repeat(32),
    revision: 1,
    screen: { id: `s${i}`, entries: shown, ordinal: 1 },
    answer,
  }));
  const rules = { method, ladder: ['primary', 'shared'] as const, winners: 1 };
  const round = { id: 'r', title: '初评' };
  const rest = { software: 's', seed: 'x', receipts: [], chain: { length: recorded.length, head: '0'.repeat(64) } };
  return folder.write(canonicalJson(makeBundle({ ...rest, round, rules, entries, answers: recorded }, { sha256 })));
}

const grid: Method = { kind: 'grid', size: 3, picks: 1 };
const count = async (file: string, method?: string) =>
  parseLines(await runCount([file], { json: true, ...(method === undefined ? {} : { method }) }))[0];

describe('a bundle asked for by another method', () => {
  it('counts the entries that are left, skips being no ballots', async () => {
    const file = bundleOf(
      grid,
      [['1', '2', '3'], { kind: 'picks', picks: ['1'] }],
      [['2', '3', '1'], { kind: 'picks', picks: ['3'] }],
      [['1', '2', '3'], { kind: 'skip' }],
    );
    expect(await count(file)).toMatchObject({ ranking: [['1'], ['2']], scores: { 1: 0.5, 2: 0 } });
    expect(await count(file, 'rate')).toMatchObject({ ranking: [['1'], ['2']], scores: { 1: 0.5, 2: 0 } });
    expect(await count(file, 'bradley-terry')).toMatchObject({ ranking: [['1'], ['2']] });
    expect((await count(file, 'schulze'))?.error).toMatchObject({ code: 'BALLOT_KIND', pointer: '/ballots/0' });
  });

  it('counts verdicts, orders and grades by what fits them', async () => {
    const verdicts = bundleOf(
      { kind: 'yes-no' },
      [['1'], { kind: 'verdict', verdict: 'in' }],
      [['2'], { kind: 'verdict', verdict: 'out' }],
    );
    expect(await count(verdicts, 'rate')).toMatchObject({ ranking: [['1'], ['2']], scores: { 1: 1, 2: 0 } });
    const orders = bundleOf({ kind: 'rank', max: 3 }, [['1', '2', '3'], { kind: 'order', order: ['3', '2', '1'] }]);
    expect(await count(orders, 'copeland')).toMatchObject({ ranking: [['2'], ['1']] });
    const grades = bundleOf(
      { kind: 'score' },
      [['1'], { kind: 'grade', grade: 2 }],
      [['2'], { kind: 'grade', grade: 4 }],
    );
    expect(await count(grades, 'score-mean')).toMatchObject({ ranking: [['2'], ['1']], scores: { 1: 2, 2: 4 } });
    expect(await count(grades, 'majority-judgment')).toMatchObject({ ranking: [['2'], ['1']] });
  });
});
