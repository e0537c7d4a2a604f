import type { ResultInsight, ResultView, RoundView, WinnersView } from '@zuimei/contracts';
import { type ResultBundle, verifyBundle } from '@zuimei/domain';
import { withClient } from '@zuimei/persistence';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { startTestApp, type TestApp } from '../app/api.testing.js';
import { Hall } from './judging.testing.js';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const verifySignature = (key: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
  verify(
    null,
    message,
    createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key).toString('base64url') }, format: 'jwk' }),
    signature,
  );

describe('a vote from the badge to the bundle', () => {
  let test: TestApp;
  let hall: Hall;
  let round: RoundView;
  const receipts: string[] = [];
  let chain: { length: number; head: string };
  let keyFingerprint: string;
  let first: { id: string };

  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
    hall = await Hall.open(test);
    round = await hall.openRound();
  });
  afterAll(() => test.close());

  it('takes the ballots of ten jurors on three tablets', async () => {
    const passes = await hall.passes(10, [{ name: '王𬱖', company: '一分厂', phone: null }]);
    first = passes[0] as typeof first;
    const tablets = ['T-01', 'T-02', 'T-03'].map((name) => hall.tablet(name));
    for (const [i, pass] of passes.entries()) {
      const tablet = tablets[i % 3];
      if (!tablet) throw new Error('no tablet');
      // Everybody prefers the smallest numbers, so the winners are known.
      const receipt = await tablet.voteThrough(pass, 3, (numbers) => [...numbers].sort((a, b) => a - b).slice(0, 3));
      expect(receipt).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$/);
      receipts.push(receipt);
    }
    const progress = await hall.host.expect<{ completed: number; exposures: number[]; answers: number }>(
      200,
      'GET',
      `/v1/rounds/${round.id}/progress`,
    );
    const turnout = await test
      .visitor()
      .expect<{ chain: { length: number; head: string }; keyFingerprint: string }>(
        200,
        'GET',
        `/v1/rounds/${round.id}/turnout`,
      );
    // What the hall saw last, to be compared with the result.
    ({ chain, keyFingerprint } = turnout);
    expect(chain).toEqual({ length: 20, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(progress).toMatchObject({ chain });
    expect(progress).toMatchObject({ completed: 10, checkedIn: 10, passes: 10, answers: 20, leasedScreens: 0 });
    expect(progress.exposures).toEqual(Array.from({ length: 18 }, () => 10));
  });

  it('prints the badges again from nothing but the key', async () => {
    const reply = await hall.host.send('GET', `/v1/sittings/${hall.sitting.id}/badges.pdf`);
    expect(reply.statusCode).toBe(200);
    expect(reply.headers['content-type']).toBe('application/pdf');
    expect(reply.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect(reply.headers['x-missing-glyphs']).toBeUndefined();
    const one = await hall.host.send('GET', `/v1/sittings/${hall.sitting.id}/badges.pdf?passId=${first.id}`);
    expect([one.statusCode, one.rawPayload.length < reply.rawPayload.length]).toEqual([200, true]);
    const none = await hall.host.send('GET', `/v1/sittings/${hall.sitting.id}/badges.pdf?passId=${round.id}`);
    expect([none.statusCode, none.json().code]).toEqual([404, 'NOT_FOUND']);
  });

  it('shows nothing of a result before the count, and no winners before publication', async () => {
    for (const path of ['result', 'result/insight', 'bundle.json', 'reveal', 'receipts']) {
      const who = path === 'reveal' ? hall.host : hall.organizer;
      const reply = await who.send('GET', `/v1/rounds/${round.id}/${path}`);
      expect([path, reply.statusCode, reply.json().code]).toEqual([path, 404, 'RESULT_NOT_PUBLIC']);
    }
  });

  it('closes, counts, and wants a second person for the certificate', async () => {
    await hall.close(round.id);
    await hall.move(hall.organizer, round.id, 'tally');
    const same = await hall.organizer.send('POST', `/v1/rounds/${round.id}/certify`);
    expect([same.statusCode, same.json().code]).toEqual([403, 'SECOND_PERSON_REQUIRED']);
    const reply = await hall.host.send('GET', `/v1/rounds/${round.id}/reveal`);
    expect(reply.json().code).toBe('RESULT_NOT_PUBLIC');

    const result = await hall.observer.expect<ResultView>(200, 'GET', `/v1/rounds/${round.id}/result`);
    expect(result).toMatchObject({
      version: 1,
      jurors: 10,
      answers: 20,
      skips: 0,
      chainLength: 20,
      chainVerified: true,
    });
    expect(result.items.map(({ number }) => number).slice(0, 1)).toEqual([1]);
    const [best] = result.items;
    expect(best).toMatchObject({ picks: 10, exposures: 10, rate: 1, award: { prize: '第一名' } });
  });

  it('has another look at the same answers: by another method, and with and without hasty jurors', async () => {
    const path = `/v1/rounds/${round.id}/result`;
    const { items } = await hall.observer.expect<ResultView>(200, 'GET', path);
    const insight = await hall.observer.expect<ResultInsight>(200, 'GET', `${path}/insight`);
    // By rate alone the ladder's places fall together again.
    const rates = [...new Set(items.map(({ rate }) => rate))];
    const groups = rates.map((rate) => items.flatMap((item) => (item.rate === rate ? [item.number] : [])));
    const podium = groups.filter((_, i) => groups.slice(0, i).flat().length < 3);
    // Everybody saw everything.
    expect(insight.exposure).toEqual({ least: 10, most: 10, best: 10 });
    expect(insight.podium).toEqual(podium.map((group) => [...group].sort((a, b) => a - b)));
    // Whoever comes first there was picked wherever it stood.
    const [first] = insight.secondOpinion?.podium.flat() ?? [];
    expect(items.find(({ number }) => number === first)).toMatchObject({ rate: 1 });
    // Two screens each: too few to say anything of a juror.
    expect(insight.effort).toMatchObject({ jurors: 10, looked: 0, flagged: 0, podiumWithout: insight.podium });
    expect(JSON.stringify(insight)).not.toMatch(/pseudonym|[0-9a-f]{32}/);
    const reply = await hall.host.send('GET', `${path}/insight`);
    expect(reply.statusCode).toBe(403);
  });

  it('can be sent back by the second person, and counted again as a new version', async () => {
    const back = await hall.move(hall.second, round.id, 'refuse-certification', { reason: '请再核对一次' });
    expect(back.state).toBe('closed');
    expect((await hall.organizer.send('GET', `/v1/rounds/${round.id}/result`)).json().code).toBe('RESULT_NOT_PUBLIC');
    await hall.move(hall.organizer, round.id, 'tally');
    const result = await hall.observer.expect<ResultView>(200, 'GET', `/v1/rounds/${round.id}/result`);
    expect(result.version).toBe(2);
    const certified = await hall.move(hall.second, round.id, 'certify');
    expect(certified).toMatchObject({ state: 'certified' });
    expect(certified.seed).not.toBeNull();
  });

  it('reveals three places and publishes winners that anybody can count again', async () => {
    const reveal = await hall.host.expect<{ items: { number: number; rank: number; maker: string }[] }>(
      200,
      'GET',
      `/v1/rounds/${round.id}/reveal`,
    );
    expect(reveal.items[0]).toMatchObject({ number: 1, rank: 1, maker: '作者1' });
    expect((await test.visitor().send('GET', `/v1/editions/${hall.edition.key}/winners`)).json().code).toBe(
      'RESULT_NOT_PUBLIC',
    );
    await hall.move(hall.organizer, round.id, 'publish');
    const winners = await test.visitor().expect<WinnersView>(200, 'GET', `/v1/editions/${hall.edition.key}/winners`);
    expect(winners).toMatchObject({ jurors: 10, answers: 20, roundId: round.id });
    expect(winners.items[0]).toMatchObject({ number: 1, rank: 1, prize: '第一名', picks: 10, exposures: 10 });

    const bundle = await test.visitor().expect<ResultBundle>(200, 'GET', `/v1/rounds/${round.id}/bundle.json`);
    const checks = verifyBundle(bundle, { sha256, verifySignature, trustedKey: bundle.head.publicKey });
    expect(checks.filter(({ passed }) => !passed)).toEqual([]);
    expect(bundle.receipts).toEqual([...receipts].sort());
    expect(bundle).toMatchObject({ version: 1, correction: null, chain });
    const key = await test.visitor().expect<{ publicKey: string; fingerprint: string }>(200, 'GET', '/v1/ledger-key');
    expect(key).toEqual({ publicKey: bundle.head.publicKey, fingerprint: keyFingerprint });
    const listed = await test.visitor().expect<{ items: string[] }>(200, 'GET', `/v1/rounds/${round.id}/receipts`);
    expect(listed.items).toEqual(bundle.receipts);
    expect(bundle.head.root).toBe(winners.merkleRoot);
    // Any change is found: here one vote of one juror.
    const [first, ...rest] = bundle.leaves;
    const changed = { ...bundle, leaves: [{ ...first, answer: { kind: 'skip' } }, ...rest] } as ResultBundle;
    expect(verifyBundle(changed, { sha256, verifySignature }).every(({ passed }) => passed)).toBe(false);
  });

  it('put the winners on the wall, took the badges back, and wrote a row for every act', async () => {
    const { items } = await test
      .visitor()
      .expect<{ items: { number: number }[] }>(200, 'GET', `/v1/moments?year=${hall.edition.key.slice(0, 4)}`);
    expect(items.map(({ number }) => number)).toContain(1);
    const passes = await hall.observer.expect<{ items: { state: string }[] }>(
      200,
      'GET',
      `/v1/sittings/${hall.sitting.id}/passes`,
    );
    expect(new Set(passes.items.map(({ state }) => state))).toEqual(new Set(['returned']));
    const actions = await withClient(test.database.ownerUrl, async (client) => {
      const { rows } = await client.query<{ action: string }>(
        `SELECT action FROM audit_events WHERE subject_kind = 'round' AND subject_id = $1 ORDER BY id`,
        [round.id],
      );
      return rows.map(({ action }) => action);
    });
    expect(actions).toEqual([
      'round.created',
      'round.prepared',
      'round.opened',
      'round.collecting-begun',
      'round.closed',
      'round.tallied',
      'round.certification-refused',
      'round.tallied',
      'round.certified',
      'round.published',
    ]);
  });

  it('keeps no column in which a pass or juror meets a pseudonym, and no code or secret', async () => {
    const { rows } = await withClient(test.database.ownerUrl, (client) =>
      client.query<{ table_name: string; names: string[] }>(
        `SELECT table_name, array_agg(column_name::text) AS names FROM information_schema.columns
          WHERE table_schema = 'public' GROUP BY table_name`,
      ),
    );
    for (const { table_name, names } of rows) {
      const people = names.filter((name) => /^(juror_id|pass_id|seat_id|device_id)$/.test(name));
      if (names.includes('pseudonym')) expect([table_name, people]).toEqual([table_name, []]);
    }
    const receiptColumns = rows.find(({ table_name }) => table_name === 'receipts')?.names.sort();
    expect(receiptColumns).toEqual(['counted', 'nonce', 'receipt', 'round_id']);
    const dump = await withClient(test.database.ownerUrl, (client) =>
      client.query<{ line: string }>('SELECT p::text AS line FROM passes p'),
    );
    const passes = await hall.passes(1);
    const code = passes[0] ? hall.code(passes[0]) : '';
    expect(code).toMatch(/^[346789ACDEFHJKLMNPQRTUVWXY]{8}$/);
    expect(dump.rows.some(({ line }) => line.includes(code))).toBe(false);
    expect(test.log.join('')).not.toContain(code);
  });
});
