import type { AnswerInput, HeldView, PassView, PoolView, RoundView } from '@zuimei/contracts';
import { completeMessage } from '@zuimei/domain';
import { withClient } from '@zuimei/persistence';
import { randomBytes, randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../app/api.testing.js';
import { Hall, problemOf } from './judging.testing.js';
import { type OfflineJuror, OfflineTablet } from './tablets.testing.js';

describe('one juror at two tablets, or on paper besides', () => {
  let test: TestApp;
  let hall: Hall;
  let round: RoundView;
  let tablets: [OfflineTablet, OfflineTablet];
  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
    hall = await Hall.open(test, { entries: 90, authors: 12, companies: ['一分厂', null] });
    round = await hall.openRound({ method: { kind: 'grid', size: 3, picks: 1 }, excludeOwnCompany: true });
    tablets = [await OfflineTablet.enrol(hall, 'T-01'), await OfflineTablet.enrol(hall, 'T-02')];
    for (const tablet of tablets) await tablet.draw(8, 4);
  });
  afterAll(() => test.close());

  const passOf = async (holders: unknown[] = []) => (await hall.passes(1, holders))[0] as PassView;
  const complete = async ({ visitor }: OfflineTablet, juror: OfflineJuror, token: string, nonce = juror.nonce) =>
    visitor.send(
      'POST',
      '/v1/seats/current/complete',
      {
        roundId: round.id,
        receiptNonce: nonce,
        signature: visitor.device.sign(completeMessage(juror.seatId, round.id, nonce)),
      },
      { authorization: `Bearer ${token}` },
    );
  const rows = async <T extends object>(sql: string, values: unknown[] = []) =>
    withClient(test.database.ownerUrl, async (client) => (await client.query<T>(sql, values)).rows);
  /** The first entry of a screen is picked. */
  const answerTo = (screen: PoolView['decks'][number]['screens'][number] | undefined): AnswerInput => {
    if (!screen) throw new Error('the pool has no such screen');
    const picks = screen.entries.slice(0, 1).map(({ entryId }) => entryId);
    return { id: randomUUID(), screenId: screen.id, revision: 1, answer: { kind: 'picks', picks }, shownMs: 8_000 };
  };
  const receipts = async () => (await rows('SELECT FROM receipts')).length;
  const held = () => hall.host.expect<HeldView>(200, 'GET', `/v1/rounds/${round.id}/held`);

  it('hands one ballot in, whatever tablet says so first; the second one is told that it was merged', async () => {
    const pass = await passOf();
    const [first, second] = tablets;
    const atFirst = first.vote(round, pass, 1, 1);
    const atSecond = second.vote(round, pass, 0, 1);
    const screensOf = (tablet: OfflineTablet) => (tablet.pool?.decks ?? []).flatMap(({ screens }) => screens);
    const shown = screensOf(first).find(({ id }) => id === atFirst.answers[0]?.screenId)?.entries;
    const apart = screensOf(second).find(
      ({ entries }) => !entries.some(({ entryId }) => shown?.some((one) => one.entryId === entryId)),
    );
    atSecond.answers = [answerTo(apart)];
    const opened = [await first.open(atFirst), await second.open(atSecond)] as const;
    const before = await receipts();
    expect(await first.answer(atFirst, opened[0].deliveryToken)).toMatchObject([{ status: 'accepted' }]);
    const one = await complete(first, atFirst, opened[0].deliveryToken);
    expect([one.statusCode, one.json()]).toEqual([200, { receipt: expect.any(String), merged: false }]);

    const answered = await second.answer(atSecond, opened[1].deliveryToken);
    expect(answered).toMatchObject([{ status: 'accepted' }]);
    // A lost reply: the same words again, and the same answer.
    for (let tries = 0; tries < 2; tries++) {
      const two = await complete(second, atSecond, opened[1].deliveryToken);
      expect([two.statusCode, two.json()]).toEqual([200, { receipt: expect.any(String), merged: true }]);
    }
    expect((await complete(first, atFirst, opened[0].deliveryToken)).json()).toMatchObject({ merged: false });
    // One ballot, one receipt: a second slip of the same tablet is no juror who went on.
    const again = await complete(first, atFirst, opened[0].deliveryToken, randomBytes(16).toString('hex'));
    expect([again.statusCode, problemOf(again).code]).toEqual([403, 'PASS_USED']);
    expect(await receipts()).toBe(before + 1);
    const audit = await rows<{ action: string }>(
      `SELECT action FROM audit_events WHERE subject_id = $1 AND action LIKE 'pass.ballot%' ORDER BY at, action`,
      [pass.id],
    );
    expect(audit.map(({ action }) => action)).toEqual(['pass.ballot-handed-in', 'pass.ballot-merged']);
  });

  it('does not hand in at a tablet what is voted on paper', async () => {
    const pass = await passOf();
    const [tablet] = tablets;
    const juror = tablet.vote(round, pass, 1, 1);
    await hall.host.expect(200, 'POST', `/v1/rounds/${round.id}/paper-ballots`, { passIds: [pass.id] });
    const opened = await tablet.open(juror);
    const before = await receipts();
    for (let tries = 0; tries < 2; tries++) {
      expect(await tablet.answer(juror, opened.deliveryToken)).toMatchObject([
        { status: 'held', code: 'PASS_ON_PAPER', seq: null },
      ]);
      const handed = await complete(tablet, juror, opened.deliveryToken);
      expect([handed.statusCode, problemOf(handed).code]).toEqual([409, 'PASS_ON_PAPER']);
    }
    // The sheet is still to be typed: nothing was handed in, and no receipt taken from it.
    expect(await receipts()).toBe(before);
    expect((await held()).items).toContainEqual({
      alias: pass.alias,
      tablets: ['T-01'],
      reason: 'PASS_ON_PAPER',
      answers: 1,
    });
  });

  it('keeps back an answer on entries of the juror’s own company', async () => {
    const pass = await passOf([{ name: '王小虎', company: '一分厂', phone: null }]);
    const own = new Set(hall.edition.entries.flatMap(({ id, company }) => (company === '一分厂' ? [id] : [])));
    const [tablet] = tablets;
    const screens = (tablet.pool?.decks ?? [])
      .flatMap((deck) => deck.screens)
      .filter(({ id }) => !tablet.taken.has(id));
    const isOwn = ({ entries }: (typeof screens)[number]) => entries.some(({ entryId }) => own.has(entryId));
    const [forbidden, allowed] = [screens.find(isOwn), screens.find((screen) => !isOwn(screen))];
    // A tablet whose preload is older than the juror's company deals what it must not.
    const juror = tablet.vote(round, pass, 0, 1);
    juror.answers = [forbidden, allowed].map(answerTo);
    const { deliveryToken } = await tablet.open(juror);
    expect(await tablet.answer(juror, deliveryToken)).toMatchObject([
      { status: 'held', code: 'ENTRY_EXCLUDED', seq: null },
      { status: 'accepted', code: null },
    ]);
    const [screen] = await rows('SELECT claimed_by AS by, status FROM screens WHERE id = $1', [forbidden?.id]);
    expect(screen).toEqual({ by: null, status: 'leased' });
    expect((await held()).items).toContainEqual({
      alias: pass.alias,
      tablets: ['T-01'],
      reason: 'ENTRY_EXCLUDED',
      answers: 1,
    });
  });
});
