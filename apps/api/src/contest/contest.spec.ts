import { endpoints } from '@zuimei/contracts';
import { UnitOfWork } from '@zuimei/persistence';
import { anAuthor, anEdition, aSubmission } from '@zuimei/testing';
import { startTestApp, type TestApp } from '../app/api.testing.js';

describe('the contest over HTTP', () => {
  let test: TestApp;
  const unit = () => test.app.get(UnitOfWork, { strict: false });
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  it('makes an edition, shows it, and keeps authors from making one', async () => {
    const organizer = await test.staff('organizer');
    const now = test.clock.now().getTime();
    const body = {
      key: '2026-12',
      theme: '光与手',
      themeEn: 'Light and hands',
      lead: '把工作里最好看的一瞬间拍下来。',
      collectingFrom: new Date(now - 86_400_000).toISOString(),
      collectingUntil: new Date(now + 86_400_000).toISOString(),
      rules: { quota: 3 },
    };
    const made = await organizer.expect(201, 'POST', '/v1/editions', body);
    expect(endpoints.createEdition.reply.schema.parse(made)).toEqual(made);
    const visitor = test.visitor();
    expect(await visitor.expect(200, 'GET', '/v1/editions/2026-12')).toEqual(made);
    expect(await visitor.expect(200, 'GET', '/v1/editions')).toMatchObject({ items: [{ phase: 'collecting' }] });
    await organizer.expect(409, 'POST', '/v1/editions', body);
    const { key: _, ...rest } = body;
    expect(await organizer.expect(200, 'PUT', '/v1/editions/2026-12', { ...rest, theme: '手与光' })).toMatchObject({
      theme: '手与光',
      rules: { quota: 3 },
    });
    expect(await organizer.expect(200, 'GET', '/v1/editions/2026-12/overview')).toMatchObject({ entries: 0 });
    for (const person of [await test.author(), await test.staff('moderator'), await test.staff('observer'), visitor]) {
      const reply = await person.send('POST', '/v1/editions', { ...body, key: '2027-01' });
      expect([401, 403]).toContain(reply.statusCode);
    }
  });

  it('takes a photo through moderation into the gallery, with replies as the table has them', async () => {
    const edition = await anEdition('2026-11').create(unit());
    const maker = await anAuthor().named('王㐱').create(unit());
    for (let i = 0; i < 3; i += 1) await aSubmission().by(maker).to(edition).create(unit());
    const moderator = await test.staff('moderator');
    const queue = endpoints.listModerationQueue.reply.schema.parse(
      await moderator.expect(200, 'GET', '/v1/moderation/submissions?edition=2026-11&limit=2'),
    );
    expect(queue.items).toHaveLength(2);
    const rest = await moderator.expect<{ items: { id: string }[] }>(
      200,
      'GET',
      `/v1/moderation/submissions?edition=2026-11&limit=2&cursor=${queue.nextCursor}`,
    );
    const ids = [...queue.items, ...rest.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    for (const id of ids) await moderator.expect(200, 'POST', `/v1/submissions/${id}/approve`, {});
    const again = await moderator.send('POST', `/v1/submissions/${ids[0]}/approve`, {});
    expect(again.json()).toMatchObject({ code: 'MOVE_NOT_ALLOWED', status: 409, retryable: false });
    await moderator.expect(400, 'POST', `/v1/submissions/${ids[0]}/reject`, { reason: 'just so' });

    const visitor = test.visitor();
    const page = endpoints.listEntries.reply.schema.parse(
      await visitor.expect(200, 'GET', '/v1/editions/2026-11/entries?limit=2'),
    );
    expect(page.items.map(({ number }) => number)).toEqual([3, 2]);
    const last = await visitor.expect(200, 'GET', `/v1/editions/2026-11/entries?limit=2&cursor=${page.nextCursor}`);
    expect(last).toMatchObject({ items: [{ number: 1 }], nextCursor: null });
    await visitor.expect(400, 'GET', '/v1/editions/2026-11/entries?cursor=nonsense');
    await visitor.expect(404, 'GET', '/v1/editions/1999-01/entries');

    const entry = await visitor.send('GET', `/v1/entries/${page.items[0]?.id}`);
    expect(endpoints.getEntry.reply.schema.parse(entry.json())).toMatchObject({ maker: null, previousId: null });
    expect(entry.body).not.toContain('王㐱');
    expect((await visitor.send('GET', '/v1/editions/2026-11/winners')).json()).toMatchObject({
      code: 'RESULT_NOT_PUBLIC',
    });
    expect(await visitor.expect(200, 'GET', '/v1/moments?year=2026')).toEqual({ year: 2026, items: [] });
    await visitor.expect(401, 'GET', '/v1/moderation/submissions?edition=2026-11');
    await (await test.staff('host')).expect(403, 'GET', '/v1/moderation/submissions?edition=2026-11');
  });

  it('asks for a fresh login before an entry is disqualified', async () => {
    const edition = await anEdition('2027-02').create(unit());
    const built = await aSubmission().to(edition).approved().create(unit());
    const organizer = await test.staff('organizer');
    const path = `/v1/entries/${built.entry?.id}/disqualify`;
    test.clock.advance(60 * 60_000);
    expect((await organizer.send('POST', path, { reason: '非本人拍摄' })).json()).toMatchObject({
      code: 'FRESH_LOGIN_REQUIRED',
    });
    const fresh = await test.staff('organizer');
    await fresh.expect(204, 'POST', path, { reason: '非本人拍摄' });
    await test.visitor().expect(404, 'GET', `/v1/entries/${built.entry?.id}`);
  });

  it('says that store and queue answer', async () => {
    expect(await test.visitor().expect(200, 'GET', '/v1/health')).toMatchObject({
      status: 'ok',
      parts: { objectStore: 'ok', queue: 'ok' },
    });
  });
});
