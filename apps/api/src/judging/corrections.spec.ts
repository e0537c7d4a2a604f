import type { ResultView, RoundView, WinnersView } from '@zuimei/contracts';
import { type ResultBundle, verifyBundleFile } from '@zuimei/domain';
import { withClient } from '@zuimei/persistence';
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

describe('a correction', () => {
  let test: TestApp;
  let hall: Hall;
  let round: RoundView;
  let path: string;
  let first: string;

  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
    hall = await Hall.open(test);
    round = await hall.openRound();
    path = `/v1/rounds/${round.id}`;
    for (const pass of await hall.passes(5))
      await hall.tablet('T-01').voteThrough(pass, 3, (numbers) => [...numbers].sort((a, b) => a - b).slice(0, 3));
    await hall.close(round.id);
    await hall.move(hall.organizer, round.id, 'tally');
    await hall.move(hall.second, round.id, 'certify');
  });
  afterAll(() => test.close());

  const winners = () => test.visitor().expect<WinnersView>(200, 'GET', `/v1/editions/${hall.edition.key}/winners`);
  const bundle = async (query = '') => (await test.visitor().send('GET', `${path}/bundle.json${query}`)).body;
  const faults = (body: string) =>
    verifyBundleFile(Buffer.from(body), (bytes) => Buffer.from(bytes).toString('utf8'), {
      sha256,
      verifySignature,
      trustedKey: (JSON.parse(body) as ResultBundle).head.publicKey,
    }).checks.filter(({ passed }) => !passed);
  const propose = (reason: string) =>
    hall.organizer.expect<ResultView>(200, 'POST', `${path}/propose-correction`, { reason });

  it('is of what is published, and of nothing before', async () => {
    const early = await hall.organizer.send('POST', `${path}/propose-correction`, { reason: '早了' });
    expect([early.statusCode, problemOf(early).code]).toEqual([409, 'MOVE_NOT_ALLOWED']);
    await hall.move(hall.organizer, round.id, 'publish');
    first = await bundle();
    expect(await winners()).toMatchObject({ version: 1, correctionReason: null, earlier: [] });
    const none = await hall.second.send('POST', `${path}/correct`, { version: 1 });
    expect([none.statusCode, problemOf(none).code]).toEqual([409, 'MOVE_NOT_ALLOWED']);
    const silent = await hall.organizer.send('POST', `${path}/propose-correction`, { reason: ' ' });
    expect(silent.statusCode).toBe(400);
  });

  it('counts again for a second person to confirm, and until then nothing public moves', async () => {
    const best = hall.edition.entries.find(({ number }) => number === 1);
    await hall.organizer.expect(204, 'POST', `/v1/entries/${best?.id}/disqualify`, { reason: '非本人拍摄' });
    const proposed = await propose('第一名非本人拍摄');
    expect(proposed).toMatchObject({ state: 'published', pendingCorrection: { reason: '第一名非本人拍摄' } });
    expect(proposed.items.map(({ number }) => number)).not.toContain(1);
    expect(await bundle()).toBe(first);
    expect((await winners()).version).toBe(1);
    const { items } = await hall.host.expect<{ items: { number: number }[] }>(200, 'GET', `${path}/reveal`);
    expect(items.map(({ number }) => number)).toContain(1);

    const version = proposed.pendingCorrection?.version ?? 0;
    const same = await hall.organizer.send('POST', `${path}/correct`, { version });
    expect([same.statusCode, problemOf(same).code]).toEqual([403, 'SECOND_PERSON_REQUIRED']);
    const other = await hall.second.send('POST', `${path}/correct`, { version: version + 1 });
    expect([other.statusCode, problemOf(other).code]).toEqual([409, 'MOVE_NOT_ALLOWED']);
    for (const who of [hall.host, hall.observer])
      expect((await who.send('POST', `${path}/correct`, { version })).statusCode).toBe(403);
  });

  it('leaves both versions to be seen and verified, each naming the one before', async () => {
    const { pendingCorrection } = await hall.second.expect<ResultView>(200, 'GET', `${path}/result`);
    const moved = await hall.second.expect<RoundView>(200, 'POST', `${path}/correct`, {
      version: pendingCorrection?.version,
    });
    expect(moved.state).toBe('corrected');
    const now = await winners();
    expect(now).toMatchObject({ version: 2, correctionReason: '第一名非本人拍摄' });
    expect(now.items.map(({ number }) => number)).not.toContain(1);
    expect(now.earlier).toHaveLength(1);
    // The photo's title leaves with it; that number 1 had won stays.
    expect(now.earlier[0]?.items[0]).toEqual({ rank: 1, prize: '第一名', number: 1, title: null });

    const second = await bundle();
    const read = JSON.parse(second) as ResultBundle;
    expect(read).toMatchObject({
      version: 2,
      correction: { reason: '第一名非本人拍摄', previous: sha256(Buffer.from(first)).toString('hex') },
    });
    const before = JSON.parse(first) as ResultBundle;
    expect([read.head.root, read.receipts, read.chain]).toEqual([before.head.root, before.receipts, before.chain]);
    expect([faults(first), faults(second)]).toEqual([[], []]);
    expect([await bundle('?version=1'), await bundle('?version=2')]).toEqual([first, second]);
    expect((await test.visitor().send('GET', `${path}/bundle.json?version=3`)).statusCode).toBe(404);
    const { pendingCorrection: left } = await hall.observer.expect<ResultView>(200, 'GET', `${path}/result`);
    expect(left).toBeNull();
  });

  it('can be corrected again, the newest proposal counting, with every act in the trail', async () => {
    await propose('写错了');
    const { pendingCorrection } = await propose('再次更正');
    await hall.second.expect<RoundView>(200, 'POST', `${path}/correct`, { version: pendingCorrection?.version });
    const now = await winners();
    expect([now.version, now.correctionReason, now.earlier.map(({ correctionReason }) => correctionReason)]).toEqual([
      3,
      '再次更正',
      ['第一名非本人拍摄', null],
    ]);
    expect(JSON.parse(await bundle())).toMatchObject({ version: 3 });
    expect(faults(await bundle())).toEqual([]);
    const { rows } = await withClient(test.database.ownerUrl, (client) =>
      client.query<{ action: string }>(
        `SELECT action FROM audit_events WHERE subject_id = $1 AND action LIKE 'round.correct%' ORDER BY id`,
        [round.id],
      ),
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'round.correction-proposed',
      'round.corrected',
      'round.correction-proposed',
      'round.correction-proposed',
      'round.corrected',
    ]);
  });

  it('cannot be made by changing what was published, by the owner of the tables either', async () => {
    await withClient(test.database.ownerUrl, async (owner) => {
      const columns = {
        bundles: 'opening',
        bundle_leaves: 'body',
        tallies: 'result',
        publications: 'jurors',
        awards: 'rank',
        round_corrections: 'reason',
        audit_events: 'action',
      };
      for (const [table, column] of Object.entries(columns))
        for (const sql of [
          `UPDATE ${table} SET ${column} = ${column}`,
          `DELETE FROM ${table}`,
          `TRUNCATE ${table} CASCADE`,
        ])
          await expect(owner.query(sql)).rejects.toThrow(/only ever added/);
    });
  });
});
