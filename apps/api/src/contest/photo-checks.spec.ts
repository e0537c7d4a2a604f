import type { ContestJobs } from '@zuimei/contest';
import type { PhotoCheckView } from '@zuimei/contracts';
import { UnitOfWork } from '@zuimei/persistence';
import { JobQueue } from '@zuimei/queue';
import { anEdition, aSubmission } from '@zuimei/testing';
import { startTestApp, type TestApp } from '../app/api.testing.js';

describe('checks of the stored photos', () => {
  let test: TestApp;

  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  it('are begun by the organizer, seen by the observer too, and put one job into the queue', async () => {
    const unit = test.app.get(UnitOfWork, { strict: false });
    const edition = await anEdition('2026-11').create(unit);
    await aSubmission().to(edition).approved().create(unit);
    const organizer = await test.staff('organizer');
    const observer = await test.staff('observer');
    const begun = await organizer.expect<PhotoCheckView>(202, 'POST', '/v1/photo-checks', {});
    expect(begun).toMatchObject({ kind: 'full', state: 'waiting', total: 1, checked: 0, orphans: null });
    const again = await organizer.expect<PhotoCheckView>(202, 'POST', '/v1/photo-checks', {});
    expect(again.id).toBe(begun.id);
    expect((await observer.send('POST', '/v1/photo-checks', {})).json()).toMatchObject({ code: 'FORBIDDEN' });
    const { items } = await observer.expect<{ items: PhotoCheckView[] }>(200, 'GET', '/v1/photo-checks');
    expect(items).toEqual([expect.objectContaining({ id: begun.id, askedBy: expect.stringContaining('organizer') })]);
    const jobs = await test.app.get<JobQueue<ContestJobs>>(JobQueue, { strict: false }).counts();
    expect(jobs['photo.verify']).toMatchObject({ waiting: 1 });
  });
});
