import type { ResultInsight, ResultView, RoundMethodView, WinnersView } from '@zuimei/contracts';
import { type ResultBundle, verifyBundle } from '@zuimei/domain';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { startTestApp, type TestApp } from '../app/api.testing.js';
import { Hall, problemOf } from './judging.testing.js';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const verifySignature = (key: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
  verify(
    null,
    message,
    createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key).toString('base64url') }, format: 'jwk' }),
    signature,
  );

const JURORS = 6;
const ENTRIES = 8;

/**
 * Number 1 is everybody's best by more than a step of the grades, whatever a correction for order makes of the rest; of the
 * others small numbers are liked. Harsh jurors like everything less than mild ones.
 */
const liking = (juror: number) => (number: number) =>
  Math.max(0, (number === 1 ? 0.999 : 0.58 - (number - 2) * 0.05) - (juror % 2) * 0.15);

describe('each method, from the screen to the bundle', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
  });
  afterAll(() => test.close());

  let month = 0;
  const open = () =>
    Hall.open(test, { entries: ENTRIES, authors: ENTRIES, key: `2027-${String(++month).padStart(2, '0')}` });

  it.each<[RoundMethodView, { perScreen: number; scale: string; opinion: string | null }]>([
    [{ kind: 'pair' }, { perScreen: 2, scale: 'rate', opinion: 'bradley-terry' }],
    [{ kind: 'yes-no' }, { perScreen: 1, scale: 'rate', opinion: null }],
    [{ kind: 'score' }, { perScreen: 1, scale: 'quality', opinion: 'mean-z' }],
    [
      { kind: 'rank', max: 5 },
      { perScreen: ENTRIES, scale: 'points', opinion: 'schulze' },
    ],
    [
      { kind: 'approve', max: 3 },
      { perScreen: ENTRIES, scale: 'rate', opinion: 'bradley-terry' },
    ],
  ])('%j', async (method, { perScreen, scale, opinion }) => {
    const hall = await open();
    const { id } = await hall.openRound({ method });
    for (const [juror, pass] of (await hall.passes(JURORS)).entries()) {
      const tablet = hall.tablet(`T-${juror}`);
      await tablet.checkIn(pass);
      for (let last = false; !last;) {
        const deck = await tablet.deck();
        for (const { entries } of deck.screens) expect(entries.length).toBeLessThanOrEqual(perScreen);
        const answers = deck.screens.map((screen) => tablet.answerBy(screen, liking(juror)));
        expect((await tablet.submit(answers)).map(({ status }) => status)).toEqual(answers.map(() => 'accepted'));
        ({ last } = deck);
      }
      await tablet.complete();
    }
    await hall.close(id);
    await hall.move(hall.organizer, id, 'tally');

    const result = await hall.observer.expect<ResultView>(200, 'GET', `/v1/rounds/${id}/result`);
    expect(result).toMatchObject({ scale, method, jurors: JURORS, chainVerified: true });
    const [best] = result.items;
    expect(best).toMatchObject({ number: 1, rank: 1 });
    expect(best?.value).toEqual(expect.any(Number));
    const insight = await hall.observer.expect<ResultInsight>(200, 'GET', `/v1/rounds/${id}/result/insight`);
    expect(insight.secondOpinion?.method ?? null).toBe(opinion);
    expect(insight.podium.flat()).toContain(1);

    await hall.move(hall.second, id, 'certify');
    await hall.move(hall.organizer, id, 'publish');
    const bundle = (await test.visitor().send('GET', `/v1/rounds/${id}/bundle.json`)).json() as ResultBundle;
    const failed = verifyBundle(bundle, { sha256, verifySignature }).filter(({ passed }) => !passed);
    expect(failed).toEqual([]);
    const winners = await test.visitor().expect<WinnersView>(200, 'GET', `/v1/editions/${hall.edition.key}/winners`);
    expect(winners.items[0]).toMatchObject({ number: 1, scale, value: best?.value });
  });

  it('certifies no grades that cannot be compared, and says why', async () => {
    const hall = await open();
    const { id } = await hall.openRound({ method: { kind: 'score' } });
    for (const [juror, pass] of (await hall.passes(2)).entries()) {
      const tablet = hall.tablet(`T-${juror}`);
      await tablet.checkIn(pass);
      // The least exposed come first, so the second juror is dealt another entry.
      const [screen] = (await tablet.deck()).screens;
      await tablet.submit([tablet.answerBy(screen as never, liking(juror))]);
      await tablet.complete();
    }
    await hall.close(id);
    await hall.move(hall.organizer, id, 'tally');
    const reply = await hall.second.send('POST', `/v1/rounds/${id}/certify`);
    expect([reply.statusCode, problemOf(reply).code]).toEqual([409, 'GRADES_NOT_CONNECTED']);
    expect(problemOf(reply).detail).toContain('2 组');
  });

  it('takes no answer of another kind, and says which rule', async () => {
    const hall = await open();
    await hall.openRound({ method: { kind: 'rank', max: 3 } });
    const tablet = hall.tablet('T-1');
    await tablet.checkIn((await hall.passes(1))[0] as never);
    const [screen] = (await tablet.deck()).screens;
    const ids = screen?.entries.map(({ entryId }) => entryId) ?? [];
    const given = (answer: object) => ({ ...tablet.answerBy(screen as never, liking(0)), answer }) as never;
    const codes = await tablet.submit([
      given({ kind: 'grade', grade: 3 }),
      given({ kind: 'picks', picks: ids.slice(0, 1) }),
      given({ kind: 'order', order: [] }),
      given({ kind: 'order', order: ids.slice(0, 4) }),
      given({ kind: 'order', order: [ids[0], ids[0]] }),
    ]);
    expect(codes.map(({ code }) => code)).toEqual([
      'WRONG_ANSWER_KIND',
      'WRONG_ANSWER_KIND',
      'TOO_FEW_PICKS',
      'TOO_MANY_PICKS',
      'DUPLICATE_PICK',
    ]);
    const reply = await hall.organizer.send('POST', `/v1/sittings/${hall.sitting.id}/rounds`, {
      name: '终评',
      method: { kind: 'rank', max: 11 },
      entryIds: null,
      plannedMinutes: 5,
      targetExposure: 40,
    });
    expect([reply.statusCode, problemOf(reply).code]).toEqual([400, 'VALIDATION_FAILED']);
  });
});
