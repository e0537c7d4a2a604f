import { aStaffMember, oneWinner, seedEdition, type SeededEdition } from '@zuimei/testing';
import { createHash, randomUUID } from 'node:crypto';
import { openTestContest, type TestContest } from '../contest.testing.js';
import { publishWinners } from '../publication/publish-winners.js';
import { ErasePhones } from './erase-phones.use-case.js';
import { HandOverPrizes } from './hand-over-prizes.use-case.js';
import { PhoneRetention } from './phone-retention.query.js';

const DAY = 24 * 60 * 60_000;
const PUBLISHED = Date.parse('2026-12-01T10:00:00+08:00');
const after = (days: number, from = PUBLISHED) => new Date(from + days * DAY);

describe('phone numbers', () => {
  let contest: TestContest;
  let erase: ErasePhones;
  let edition: SeededEdition;

  const run = (sql: string, params: unknown[] = []) => contest.unit.run((tx) => tx.execute(sql, params));
  const kept = async () =>
    (
      await contest.db.query<{ display_name: string }>(
        'SELECT display_name FROM authors WHERE phone IS NOT NULL ORDER BY display_name',
      )
    ).map((row) => row.display_name);
  const view = async () => {
    const seen = await contest.get(PhoneRetention).of(edition.key);
    if (!seen.ok) throw new Error(seen.error.code);
    return seen.value;
  };
  const eraseAt = (at: Date, batch?: number) => {
    contest.clock.set(at);
    return erase.run(batch);
  };
  const publish = (winner: number, at: Date, correctionReason: string | null = null) =>
    contest.unit.run((tx) => publishWinners(tx, { ...oneWinner(edition, winner), at, correctionReason }));

  /** 作者1 takes part and wins, 作者2 takes part; 作者3 never handed anything in. */
  beforeEach(async () => {
    contest = await openTestContest();
    erase = contest.get(ErasePhones);
    edition = await contest.unit.run((tx) =>
      seedEdition({ query: (sql, params) => tx.query(sql, params) }, { entries: 2 }),
    );
    await run(
      `INSERT INTO authors (id, phone_hmac, phone, phone_tail, display_name, company, created_at)
       VALUES ($1, $2, NULL, '', '作者3', NULL, now())`,
      [randomUUID(), createHash('sha256').update('3').digest()],
    );
    await run(
      `UPDATE authors SET phone = '1390000000' || right(display_name, 1), phone_tail = '0000', created_at = $1`,
      ['2026-11-01T00:00:00+08:00'],
    );
  });
  afterEach(() => contest.close());

  it('are kept for as long as somebody may win, and a year at most if that never comes', async () => {
    const judging = Date.parse('2026-11-26T00:00:00+08:00');
    expect(await eraseAt(after(364, judging))).toBe(1);
    expect(await kept()).toEqual(['作者1', '作者2']);
    expect(await eraseAt(after(366, judging))).toBe(2);
  });

  it('go 90 days after the publication, the winners’ 90 days after the prize was handed over', async () => {
    await publish(0, new Date(PUBLISHED));
    expect(await eraseAt(after(89))).toBe(1);
    expect(await kept()).toEqual(['作者1', '作者2']);
    expect(await view()).toMatchObject({
      kept: 2,
      due: 0,
      nextAt: after(90).toISOString(),
      days: 90,
      handedOverAt: null,
    });
    const organizer = await aStaffMember(contest.unit, 'organizer');
    const handed = await contest.get(HandOverPrizes).run(organizer, edition.key, true);
    expect(handed).toMatchObject({ ok: true, value: { handedOverAt: after(89).toISOString() } });
    expect(await eraseAt(after(91))).toBe(1);
    expect(await kept()).toEqual(['作者1']);
    expect(await eraseAt(after(89 + 89))).toBe(0);
    contest.clock.set(after(89 + 90));
    expect(await view()).toMatchObject({ kept: 1, due: 1 });
    expect(await eraseAt(after(89 + 90))).toBe(1);
    expect(await contest.db.query(`SELECT FROM authors WHERE phone IS NOT NULL OR phone_tail <> ''`)).toEqual([]);
    expect(await view()).toMatchObject({ kept: 0, due: 0, nextAt: null });
  });

  it('of winners go after a year where nobody says that the prize was handed over', async () => {
    await publish(0, new Date(PUBLISHED));
    await eraseAt(after(364));
    expect(await kept()).toEqual(['作者1']);
    await eraseAt(after(365));
    expect(await kept()).toEqual([]);
  });

  it('follow the days of their edition', async () => {
    await run(`UPDATE editions SET rules = rules || '{"phoneRetentionDays": 10}'`);
    await publish(0, new Date(PUBLISHED));
    contest.clock.set(new Date(PUBLISHED));
    const organizer = await aStaffMember(contest.unit, 'organizer');
    await contest.get(HandOverPrizes).run(organizer, edition.key, true);
    // What they signed in for is over too: the last sign-in is older than 90 days.
    await run(`UPDATE authors SET created_at = '2026-08-01'`);
    await eraseAt(after(9.9));
    expect(await kept()).toEqual(['作者1', '作者2']);
    expect((await view()).days).toBe(10);
    await eraseAt(after(10));
    expect(await kept()).toEqual([]);
  });

  it('of whom a correction makes a winner wait for their prize', async () => {
    await publish(0, new Date(PUBLISHED));
    contest.clock.set(after(1));
    const organizer = await aStaffMember(contest.unit, 'organizer');
    await contest.get(HandOverPrizes).run(organizer, edition.key, true);
    await publish(1, after(2), '第一名非本人拍摄');
    expect((await view()).handedOverAt).toBeNull();
    await eraseAt(after(93));
    expect(await kept()).toEqual(['作者2']);
  });

  it('stay with who signs in again, and end the sessions of those whose number went', async () => {
    await publish(0, new Date(PUBLISHED));
    const session = `INSERT INTO author_sessions (id, token_hash, author_id, created_at, last_seen_at)
                     VALUES ($1, $2, $3, $4, $4)`;
    const [winner, other] = edition.authors;
    await run(session, [randomUUID(), Buffer.from('a'), winner?.id, after(-20)]);
    await run(session, [randomUUID(), Buffer.from('b'), other?.id, after(50)]);
    await eraseAt(after(139));
    expect(await kept()).toEqual(['作者1', '作者2']);
    await eraseAt(after(140));
    expect(await kept()).toEqual(['作者1']);
    const open = await contest.db.query<{ author_id: string }>(
      'SELECT author_id FROM author_sessions WHERE ended_at IS NULL',
    );
    expect(open.map((row) => row.author_id)).toEqual([winner?.id]);
  });

  it('go once, however many runs there are at a time, and each run that removes some is on record', async () => {
    await publish(0, new Date(PUBLISHED));
    contest.clock.set(after(400));
    const counts = await Promise.all([erase.run(1), erase.run(1), erase.run(1)]);
    await erase.run();
    expect(await kept()).toEqual([]);
    expect(await erase.run()).toBe(0);
    const facts = await contest.db.query<{ n: number }>(
      `SELECT (facts ->> 'count')::int AS n FROM audit_events WHERE action = 'phones.erased'`,
    );
    expect(facts.reduce((sum, { n }) => sum + n, 0)).toBe(3);
    expect(counts.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(3);
    const [written] = await contest.db.query<{ all: string }>(
      `SELECT string_agg(facts::text, '') AS all FROM audit_events`,
    );
    expect(written?.all).not.toContain('139');
  });

  it('are handed over for once, on record, and only after publication', async () => {
    const organizer = await aStaffMember(contest.unit, 'organizer');
    const handOver = contest.get(HandOverPrizes);
    expect(await handOver.run(organizer, edition.key, true)).toMatchObject({ error: { code: 'RESULT_NOT_PUBLIC' } });
    expect(await handOver.run(organizer, '1999-01', true)).toMatchObject({ error: { code: 'NOT_FOUND' } });
    await publish(0, new Date(PUBLISHED));
    for (const said of [true, true, false, false]) await handOver.run(organizer, edition.key, said);
    expect(await contest.actionsOn(edition.key)).toEqual(['prizes.handed-over', 'prizes.hand-over-taken-back']);
  });
});
