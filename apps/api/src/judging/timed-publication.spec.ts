import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { endpoints, type ResultView, type RoundView } from '@zuimei/contracts';
import { auditProviders } from '@zuimei/identity';
import { PublishDueRounds, publicationWorkProviders } from '@zuimei/judging';
import { createDataSource, ReadDb, UnitOfWork, withClient } from '@zuimei/persistence';
import { Clock, Ids, Keystore, SystemIds } from '@zuimei/platform';
import { PASSWORD, startTestApp, type TestApp } from '../app/api.testing.js';
import { Hall, problemOf } from './judging.testing.js';

const HOUR = 3_600_000;

/** What the worker runs, with a database connection of its own. */
async function aWorker(test: TestApp) {
  const source = createDataSource({ url: test.database.apiUrl, kind: 'api', poolSize: 2 });
  await source.initialize();
  @Module({})
  class Handlers {}
  const app = await NestFactory.createApplicationContext(
    {
      module: Handlers,
      providers: [
        { provide: ReadDb, useValue: new ReadDb(source) },
        { provide: UnitOfWork, useValue: new UnitOfWork(source) },
        { provide: Clock, useValue: test.clock },
        { provide: Ids, useValue: new SystemIds() },
        { provide: Keystore, useValue: test.app.get(Keystore, { strict: false }) },
        ...auditProviders,
        ...publicationWorkProviders,
      ],
    },
    { logger: false, abortOnError: false },
  );
  const close = async () => {
    await app.close();
    await source.destroy();
  };
  return { run: () => app.get(PublishDueRounds).run(), close };
}

describe('publication at a time', () => {
  let test: TestApp;
  let hall: Hall;
  let round: RoundView;
  let path: string;

  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
    hall = await Hall.open(test);
    round = await hall.openRound({ name: '终评' });
    path = `/v1/rounds/${round.id}`;
    for (const pass of await hall.passes(4)) await hall.tablet('T-01').voteThrough(pass, 3);
    await hall.close(round.id);
    await hall.move(hall.organizer, round.id, 'tally');
  });
  afterAll(() => test.close());

  const at = (ms: number) => new Date(test.clock.now().getTime() + ms).toISOString();
  const schedule = (publishAt: string) => hall.organizer.send('POST', `${path}/schedule-publication`, { publishAt });
  const state = async () => (await hall.observer.expect<RoundView>(200, 'GET', path)).state;
  const count = async (sql: string) =>
    withClient(test.database.ownerUrl, async (client) => (await client.query<{ n: number }>(sql)).rows[0]?.n);

  it('is set for a certified result, ahead of now, by an organizer', async () => {
    const early = await schedule(at(HOUR));
    expect([early.statusCode, problemOf(early).code]).toEqual([409, 'MOVE_NOT_ALLOWED']);
    await hall.move(hall.second, round.id, 'certify');
    for (const wrong of [at(0), at(-HOUR), at(61 * 24 * HOUR)]) {
      const reply = await schedule(wrong);
      expect([reply.statusCode, problemOf(reply).code]).toEqual([422, 'PUBLISH_TIME_OUT_OF_RANGE']);
    }
    expect((await schedule('明天')).statusCode).toBe(400);
    for (const who of [hall.host, hall.observer])
      expect((await who.send('POST', `${path}/schedule-publication`, { publishAt: at(HOUR) })).statusCode).toBe(403);
    const publishAt = at(HOUR);
    const set = await hall.move(hall.organizer, round.id, 'schedule-publication', { publishAt });
    expect(set).toMatchObject({ state: 'certified', publishAt, publishedAt: null });
    expect(await hall.observer.expect<ResultView>(200, 'GET', `${path}/result`)).toMatchObject({
      publishAt,
      publishSetBy: expect.stringContaining('organizer') as string,
    });
  });

  it('lets nothing out before: no public route knows of the time, the tally or the winners', async () => {
    const result = await hall.organizer.expect<ResultView>(200, 'GET', `${path}/result`);
    const visitor = test.visitor();
    const secrets = [
      result.chainHead && result.merkleRoot,
      result.publishSetBy ?? '',
      'publishAt',
      '"award":{',
      '"rank"',
    ];
    const [entry] = hall.edition.entries;
    const params: Record<string, string> = { id: round.id, editionKey: hall.edition.key, key: hall.edition.key };
    const open = Object.values(endpoints).filter(
      ({ method, path, who, reply }) =>
        method === 'GET' &&
        (who as readonly string[]).includes('anyone') &&
        reply.kind !== 'sse' &&
        path !== '/v1/openapi.json',
    );
    let walked = 0;
    for (const { path: pattern } of open) {
      for (const id of [round.id, entry?.id ?? '', hall.edition.id]) {
        const url = pattern.replace(/:(\w+)/g, (_, name: string) => (name === 'id' ? id : (params[name] ?? id)));
        const { body } = await visitor.send('GET', `${url}?edition=${hall.edition.key}&limit=5`);
        for (const secret of secrets) expect([url, body.includes(secret)]).toEqual([url, false]);
        walked += 1;
      }
    }
    expect(walked).toBeGreaterThan(10);
    for (const closed of [`${path}/bundle.json`, `${path}/receipts`, `/v1/editions/${hall.edition.key}/winners`])
      expect((await visitor.send('GET', closed)).statusCode).toBe(404);
    // The reveal in the hall stays with the host.
    expect((await visitor.send('GET', `${path}/reveal`)).statusCode).toBe(401);
    expect((await hall.host.send('GET', `${path}/reveal`)).statusCode).toBe(200);
  });

  it('can be called off before, and set anew', async () => {
    const worker = await aWorker(test);
    try {
      expect(await worker.run()).toEqual([]);
      await hall.move(hall.organizer, round.id, 'call-off-publication');
      const again = await hall.organizer.send('POST', `${path}/call-off-publication`);
      expect([again.statusCode, problemOf(again).code]).toEqual([409, 'MOVE_NOT_ALLOWED']);
      test.clock.advance(2 * HOUR);
      expect(await worker.run()).toEqual([]);
      expect(await state()).toBe('certified');
      for (const who of [hall.organizer, hall.second])
        await who.expect(200, 'POST', '/v1/staff-sessions/current/confirm', { password: PASSWORD });
      await hall.move(hall.organizer, round.id, 'schedule-publication', { publishAt: at(60_000) });
    } finally {
      await worker.close();
    }
  });

  it('happens once, after the time, whoever of several workers comes first, also after all of them were down', async () => {
    test.clock.advance(HOUR);
    const workers = await Promise.all([aWorker(test), aWorker(test), aWorker(test)]);
    try {
      const published = (await Promise.all(workers.map((worker) => worker.run()))).flat();
      expect(published).toEqual([round.id]);
      expect((await Promise.all(workers.map((worker) => worker.run()))).flat()).toEqual([]);
    } finally {
      for (const worker of workers) await worker.close();
    }
    expect(await count('SELECT count(*)::int AS n FROM publications')).toBe(1);
    expect(await count('SELECT count(*)::int AS n FROM bundles')).toBe(1);
    expect(await count(`SELECT count(*)::int AS n FROM audit_events WHERE action = 'round.published'`)).toBe(1);
    const after = await hall.observer.expect<RoundView>(200, 'GET', path);
    expect(after).toMatchObject({ state: 'published', publishAt: null });
    await test.visitor().expect(200, 'GET', `${path}/bundle.json`);
    const late = await hall.organizer.send('POST', `${path}/call-off-publication`);
    expect(problemOf(late).code).toBe('MOVE_NOT_ALLOWED');
    const { rows } = await withClient(test.database.ownerUrl, (client) =>
      client.query<{ action: string; actor_kind: string; facts: { setBy?: string } }>(
        `SELECT action, actor_kind, facts FROM audit_events WHERE action LIKE 'round.publi%' ORDER BY id`,
      ),
    );
    expect(rows.map(({ action, actor_kind }) => [action, actor_kind])).toEqual([
      ['round.publication-scheduled', 'staff'],
      ['round.publication-called-off', 'staff'],
      ['round.publication-scheduled', 'staff'],
      ['round.published', 'system'],
    ]);
    expect(rows.at(-1)?.facts.setBy).toContain('organizer');
  });
});
