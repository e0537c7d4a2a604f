import { type AnswerInput, answerInput } from '@zuimei/contracts';
import { canonicalJson, type Method } from '@zuimei/domain';
import { randomUUID } from 'node:crypto';
import { ledgerRow } from './ledger-row.js';

const entries = Array.from({ length: 9 }, () => randomUUID());
const [a = '', b = ''] = entries;
const methods: [Method, AnswerInput['answer']][] = [
  [
    { kind: 'grid', size: 9, picks: 2 },
    { kind: 'picks', picks: [a, b] },
  ],
  [{ kind: 'yes-no' }, { kind: 'verdict', verdict: 'in' }],
  [{ kind: 'score' }, { kind: 'grade', grade: 4 }],
  [
    { kind: 'rank', max: 5 },
    { kind: 'order', order: [b, a] },
  ],
  [{ kind: 'pair' }, { kind: 'skip' }],
];

describe('the row of an answer', () => {
  // Only such a row is written the fast way, and every answer is.
  it.each(methods)('has its members in canonical order: %j', (method, answer) => {
    const round = { id: randomUUID(), numbers: new Map(entries.map((id, i) => [id, i + 1])), method };
    const said = { id: randomUUID(), screenId: randomUUID(), revision: 1, answer, shownMs: 9_000 };
    const input = answerInput.parse(said);
    const screen = { id: input.screenId, entryIds: entries, ordinal: 3 };
    for (const source of [undefined, 'paper'] as const) {
      const row = ledgerRow(round, 'someone', screen, input, '2026-01-28T09:00:00.000Z', source);
      expect(JSON.stringify(row)).toBe(canonicalJson(row));
    }
  });
});
