import { type ObserversPackage, type ResultBundle, verifyObservers } from '@zuimei/domain';
import { AuditChain } from '@zuimei/identity';
import { JudgingKeys, observersPackage } from '@zuimei/judging';
import { ReadDb, withClient } from '@zuimei/persistence';
import { ResultRepository } from '@zuimei/persistence/judging';
import { createHash } from 'node:crypto';
import { startTestApp, type TestApp } from '../app/api.testing.js';
import { Hall } from './judging.testing.js';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

describe('what observers get', () => {
  let test: TestApp;
  let hall: Hall;
  let roundId: string;
  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
    hall = await Hall.open(test);
    ({ id: roundId } = await hall.openRound());
    for (const pass of await hall.passes(4)) await hall.tablet('T-01').voteThrough(pass, 3);
    await hall.close(roundId);
    await hall.move(hall.organizer, roundId, 'tally');
    await hall.move(hall.second, roundId, 'certify');
    await hall.move(hall.organizer, roundId, 'publish');
  });
  afterAll(() => test.close());

  const get = <T>(type: new (...args: never[]) => T): T => test.app.get(type, { strict: false });
  const made = async (): Promise<ObserversPackage> =>
    JSON.parse(
      await observersPackage(get(ReadDb), {
        roundId,
        results: get(ResultRepository),
        keys: get(JudgingKeys),
        audit: get(AuditChain),
      }),
    ) as ObserversPackage;
  const acts = (sql: string) =>
    withClient(test.database.ownerUrl, async (client) =>
      (await client.query<{ id: string }>(sql)).rows.map(({ id }) => id),
    );

  it('fits the public bundle, row by row', async () => {
    const bundle = await test.visitor().expect<ResultBundle>(200, 'GET', `/v1/rounds/${roundId}/bundle.json`);
    const pack = await made();
    expect(pack.chain.length).toBe(bundle.chain.length);
    expect(pack.chain.every(({ row }) => typeof (row as { receivedAt?: unknown }).receivedAt === 'string')).toBe(true);
    expect(verifyObservers(pack, bundle, { sha256 }).filter(({ passed }) => !passed)).toEqual([]);
  });

  it('chains every act of staff right after it was done, and none of anybody else', async () => {
    const linked = await acts(`SELECT event_id AS id FROM audit_links ORDER BY seq`);
    const staff = await acts(`SELECT id FROM audit_events WHERE actor_kind = 'staff' ORDER BY id`);
    expect(staff.length).toBeGreaterThan(8);
    expect([...linked].sort()).toEqual(staff);
  });

  it('links what a crash left, once, also when several writers come at a time', async () => {
    await withClient(test.database.ownerUrl, (client) =>
      client.query(
        `INSERT INTO audit_events (id, at, actor_kind, action, subject_kind, subject_id, facts)
         SELECT gen_random_uuid(), now(), 'staff', 'test.done', 'test', n::text, '{"b": 1, "a": [0.5, "二"]}'
           FROM generate_series(1, 40) n`,
      ),
    );
    const chain = get(AuditChain);
    const counts = await Promise.all([1, 2, 3, 4].map(() => chain.linkRest()));
    expect(counts.reduce((a, b) => a + b, 0)).toBe(40);
    const { editionKey } = hall.sitting;
    const sitting = { editionKey, name: '并行', venue: '东湖园区礼堂', heldOn: '2026-11-29' };
    await Promise.all([1, 2, 3, 4, 5, 6].map(() => hall.organizer.expect(201, 'POST', '/v1/sittings', sitting)));
    expect(await chain.linkRest()).toBe(0);
    const bundle = await test.visitor().expect<ResultBundle>(200, 'GET', `/v1/rounds/${roundId}/bundle.json`);
    const checks = verifyObservers(await made(), bundle, { sha256 });
    expect(checks.filter(({ passed }) => !passed)).toEqual([]);
  });
});
