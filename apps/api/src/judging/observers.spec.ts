import { type ObserversPackage, utf8, verifyBundleFile, verifyObservers } from '@zuimei/domain';
import { AuditChain } from '@zuimei/identity';
import { JudgingKeys, observersPackage } from '@zuimei/judging';
import { ReadDb, withClient } from '@zuimei/persistence';
import { ResultRepository } from '@zuimei/persistence/judging';
import { Keystore } from '@zuimei/platform';
import { createHash, createPublicKey, verify } from 'node:crypto';
import { startTestApp, type TestApp } from '../app/api.testing.js';
import { Hall } from './judging.testing.js';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

const signatureFits = (key: Uint8Array, message: Uint8Array, signature: Uint8Array) => {
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key).toString('base64url') };
  return verify(null, message, createPublicKey({ key: jwk, format: 'jwk' }), signature);
};

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
  const made = async (): Promise<string> => {
    const pieces = observersPackage(get(ReadDb), {
      roundId,
      results: get(ResultRepository),
      keys: get(JudgingKeys),
      audit: get(AuditChain),
      keystore: get(Keystore),
    });
    let text = '';
    for await (const piece of pieces) text += piece;
    return text;
  };
  const decode = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
  /** The checks that fail on the bundle as anybody gets it and on this package. */
  const failed = async (pack: string) => {
    const deps = { sha256, verifySignature: signatureFits };
    const { body } = await test.visitor().send('GET', `/v1/rounds/${roundId}/bundle.json`);
    const bundle = verifyBundleFile(utf8(body), decode, deps);
    return [...bundle.checks, ...verifyObservers(utf8(pack), decode, bundle, deps)].filter(({ passed }) => !passed);
  };
  const acts = (sql: string) =>
    withClient(test.database.ownerUrl, async (client) =>
      (await client.query<{ id: string }>(sql)).rows.map(({ id }) => id),
    );

  it('fits the public bundle, row by row', async () => {
    const text = await made();
    expect(await failed(text)).toEqual([]);
    const pack = JSON.parse(text) as ObserversPackage;
    expect(pack.chain).toHaveLength(8);
    expect(pack.chain.every(({ row }) => typeof (row as { receivedAt?: unknown }).receivedAt === 'string')).toBe(true);
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
    expect(await failed(await made())).toEqual([]);
  });
});
