import { createHash } from 'node:crypto';
import {
  exportedLink,
  linkRows,
  makeBundle,
  toHex,
  verifyObservers,
  type ObserversPackage,
  type RecordedAnswer,
  type ResultBundle,
} from '../index.js';

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
const hex = (text: string): string => createHash('sha256').update(text).digest('hex');

const row = (i: number, screen: number, revision = 1): RecordedAnswer => ({
  answerId: `answer-${i}`,
  pseudonym: hex(`juror ${screen % 2}`),
  revision,
  screen: { id: `secret-${screen}`, entries: ['1', '2'] },
  answer: { kind: 'picks', picks: [String(1 + (i % 2))] },
});
// The fourth row changes the answer of the first.
const rows = [row(0, 0), row(1, 1), row(2, 2), row(3, 0, 2)];
const screens = { 'secret-0': 'name-0', 'secret-1': 'name-1', 'secret-2': 'name-2' };
const links = linkRows(rows, sha256);
const bundle: ResultBundle = makeBundle(
  {
    software: 'x',
    round: { id: 'round', title: '终评' },
    rules: { method: { kind: 'pair' }, ladder: ['primary', 'shared'], winners: 1 },
    seed: 's',
    entries: [1, 2].map((number) => ({ number, photo: hex(`${number}`), state: 'active' })),
    chain: { length: 4, head: toHex(links[3]?.hash ?? new Uint8Array()) },
    answers: rows.map((r) => ({
      ...r,
      screen: { ...r.screen, id: screens[r.screen.id as keyof typeof screens] },
    })),
    receipts: [],
  },
  { sha256 },
);
const pack: ObserversPackage = {
  format: 'zuimei-observers-1',
  roundId: 'round',
  screens,
  chain: links.map(exportedLink),
  lateAnswers: 0,
  audit: linkRows([{ action: 'round.opened' }, { action: 'round.closed' }], sha256).map(exportedLink),
  unlinkedActs: 0,
};

describe('an observers’ package', () => {
  const faults = (value: unknown, of = bundle): string[] =>
    verifyObservers(value, of, { sha256 })
      .filter(({ passed }) => !passed)
      .map(({ number, name, faults: said }) => `${number} ${name}: ${said.join('; ')}`);
  const changed = (change: (copy: ObserversPackage) => unknown): unknown => {
    const copy = JSON.parse(JSON.stringify(pack)) as ObserversPackage;
    change(copy);
    return copy;
  };
  const link = (copy: ObserversPackage, i: number) => copy.chain[i] as { row: RecordedAnswer };

  it('verifies with its bundle: chains, end, and every answer that stands', () => {
    expect(faults(pack)).toEqual([]);
  });

  it.each<[string, (copy: ObserversPackage) => unknown, RegExp]>([
    ['an answer changed', (c) => Object.assign(link(c, 1).row.answer, { picks: ['1'] }), /13 chain: row 2: HASH_WRONG/],
    ['an answer removed', (c) => (c.chain as unknown[]).splice(1, 1), /13 chain: row 2: SEQ_BROKEN/],
    [
      'the last answer removed',
      (c) => (c.chain as unknown[]).pop(),
      /14 chain-head: .*4 rows, the chain has 3; .*ends at/,
    ],
    ['two swapped', (c) => (c.chain as unknown[]).reverse(), /13 chain: row 1: SEQ_BROKEN/],
    ['a link bent', (c) => Object.assign(c.chain[2] as object, { prev: hex('x') }), /13 chain: row 3: PREV_BROKEN/],
    ['a time changed', (c) => Object.assign(link(c, 0).row, { receivedAt: 'later' }), /13 chain: row 1: HASH_WRONG/],
    ['a screen unnamed', (c) => delete (c.screens as Record<string, string>)['secret-2'], /15 chain-answers: 1 rows/],
    ['a name twice', (c) => Object.assign(c.screens, { 'secret-2': 'name-1' }), /15 chain-answers: two screens/],
    ['an act of staff changed', (c) => Object.assign(c.audit[0] as object, { row: {} }), /16 audit-chain: row 1/],
    ['an act of staff left out', (c) => (c.audit as unknown[]).shift(), /16 audit-chain: row 1: SEQ_BROKEN/],
    ['acts in no chain', (c) => Object.assign(c, { unlinkedActs: 2 }), /16 audit-chain: 2 acts/],
    ['another round', (c) => Object.assign(c, { roundId: 'other' }), /12 observers-format: \/roundId/],
    ['a foreign member', (c) => Object.assign(c, { note: 1 }), /12 observers-format: unknown member \/note/],
    [
      'a row that is none',
      (c) => Object.assign(c.chain[0] as object, { row: {} }),
      /13 chain: .*\n.*15 chain-answers/s,
    ],
  ])('%s is found', (_what, change, fault) => {
    expect(faults(changed(change)).join('\n')).toMatch(fault);
  });

  it('finds an answer that only the bundle has, and one that only the chain has', () => {
    const [first, ...rest] = bundle.leaves;
    const other = { ...bundle, leaves: [{ ...first, pseudonym: hex('nobody') }, ...rest] } as ResultBundle;
    expect(faults(pack, other).join()).toMatch(
      /leaf 0 is not in the chain; answer answer-\d of the chain is not in the bundle/,
    );
  });

  it('is no package where it is anything else', () => {
    for (const value of [null, 1, [], {}]) expect(faults(value)).toHaveLength(5);
    const empty = makeBundle({ ...bundle, answers: [], chain: { length: 0, head: '0'.repeat(64) } }, { sha256 });
    expect(faults({ ...pack, chain: [] }, empty)).toEqual([]);
  });
});
