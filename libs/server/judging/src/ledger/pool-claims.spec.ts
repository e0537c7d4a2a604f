import type { AnswerInput, AnswerResult } from '@zuimei/contracts';
import type { SeededScreen } from '@zuimei/testing';
import { POOL_PREFIX } from '../judging-keys.js';
import type { LedgerWriter } from './ledger-writer.js';
import { asLedgerRound, LedgerRig, picks } from './ledger.testing.js';

const offline = { excluded: new Set<string>(), revoked: false };

interface Claim {
  pseudonym: string;
  answer: AnswerInput;
}

describe('screens of a pool that are claimed at one moment by two processes', () => {
  let rig: LedgerRig;
  let writers: LedgerWriter[];
  beforeAll(async () => {
    rig = await LedgerRig.open();
    writers = [rig.newWriter(), rig.newWriter(rig.other)];
  });
  afterAll(() => rig.close());

  /** Every claim reaches both processes at the same time; gives what each said, by answer. */
  const deliver = async (round: Parameters<typeof asLedgerRound>[0], claims: readonly Claim[]) => {
    const byAnswer = new Map<string, AnswerResult[]>();
    const said = await Promise.all(
      claims.flatMap(({ pseudonym, answer }, i) =>
        [i % 2, (i + 1) % 2].map((process) =>
          (writers[process] as LedgerWriter).submit(asLedgerRound(round), { pseudonym, answers: [answer], offline }),
        ),
      ),
    );
    for (const result of said.flat()) byAnswer.set(result.id, [...(byAnswer.get(result.id) ?? []), result]);
    return byAnswer;
  };
  const statuses = (results: AnswerResult[] = []) => results.map(({ status }) => status).sort();
  const held = (roundId: string) =>
    rig.db.query<{ id: string; reason: string; pseudonym: string }>(
      'SELECT answer_id AS id, reason, pseudonym FROM held_answers WHERE round_id = $1',
      [roundId],
    );

  it('go to one juror each, and what the others answered is kept', async () => {
    const { round, screens } = await rig.openRound(30, 2, POOL_PREFIX);
    const claims = screens.flatMap((screen, i) =>
      ['a', 'b', 'c'].map((who): Claim => ({ pseudonym: `juror-${who}-${i}`, answer: picks(screen) })),
    );
    const byAnswer = await deliver(round, claims);
    const claimed = new Map(
      (
        await rig.db.query<{ id: string; by: string }>(
          'SELECT id, claimed_by AS by FROM screens WHERE round_id = $1 AND claimed_by IS NOT NULL',
          [round.id],
        )
      ).map(({ id, by }) => [id, by]),
    );
    expect(claimed.size).toBe(screens.length);
    const kept = await held(round.id);
    for (const { pseudonym, answer } of claims) {
      const won = claimed.get(answer.screenId) === pseudonym;
      expect(statuses(byAnswer.get(answer.id))).toEqual(won ? ['accepted', 'duplicate'] : ['held', 'held']);
      expect(kept.filter(({ id }) => id === answer.id)).toEqual(
        won ? [] : [{ id: answer.id, reason: 'SCREEN_TAKEN', pseudonym }],
      );
    }
    await rig.expectWhole(round.id, screens.length);
    expect((await rig.exposuresOf(round.id)).reduce((a, b) => a + b, 0)).toBe(screens.length * 9);
  });

  it('show no entry twice to a juror who is at two tablets', async () => {
    const { round, screens } = await rig.openRound(40, 1, POOL_PREFIX);
    const shared = (a: SeededScreen, b: SeededScreen) => a.entryIds.some((id) => b.entryIds.includes(id));
    const pairs: [SeededScreen, SeededScreen][] = [];
    for (const free = [...screens]; free.length > 0;) {
      const first = free.shift() as SeededScreen;
      const other = free.findIndex((screen) => shared(first, screen));
      if (other >= 0) pairs.push([first, ...free.splice(other, 1)] as [SeededScreen, SeededScreen]);
    }
    expect(pairs.length).toBeGreaterThan(10);
    const claims = pairs.flatMap((pair, i) =>
      pair.map((screen): Claim => ({ pseudonym: `juror-${i}`, answer: picks(screen) })),
    );
    const byAnswer = await deliver(round, claims);
    const kept = await held(round.id);
    expect(kept).toHaveLength(pairs.length);
    expect(new Set(kept.map(({ reason }) => reason))).toEqual(new Set(['ENTRY_SEEN_TWICE']));
    for (let i = 0; i < claims.length; i += 2) {
      const both = [claims[i], claims[i + 1]].map((claim) => statuses(byAnswer.get(claim?.answer.id ?? '')));
      expect(both.sort()).toEqual([
        ['accepted', 'duplicate'],
        ['held', 'held'],
      ]);
    }
    await rig.expectWhole(round.id, pairs.length);
  });
});
