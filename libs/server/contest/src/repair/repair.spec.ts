import { randomUUID } from 'node:crypto';
import type { PhotoFaultView } from '@zuimei/contracts';
import type { AuthorCaller, StaffCaller } from '@zuimei/identity';
import { anAuthor, anEdition, aPng } from '@zuimei/testing';
import { openTestContest, type TestContest, words } from '../contest.testing.js';
import { CreateSubmission } from '../intake/create-submission.use-case.js';
import { ApproveSubmission } from '../moderation/approve-submission.use-case.js';
import { DerivePhoto } from '../photos/derive-photo.use-case.js';
import { WithdrawSubmission } from '../submissions/withdraw-submission.use-case.js';
import { PhotoChecks } from './photo-checks.query.js';
import { RepairPhoto } from './repair-photo.use-case.js';
import { StartPhotoCheck } from './start-photo-check.use-case.js';
import { REPAIR_TIMES, SweepRepairs } from './sweep-repairs.use-case.js';
import { VerifyPhotos } from './verify-photos.use-case.js';

jest.setTimeout(60_000);

interface Row {
  id: string;
  submission_id: string;
  original_key: string;
  name_320: string;
  name_1080: string;
}

describe('checking and repairing photos', () => {
  let contest: TestContest;
  let author: AuthorCaller;
  let organizer: StaffCaller;
  const photos: Row[] = [];

  beforeAll(async () => {
    contest = await openTestContest();
    await anEdition('2026-11').withQuota(50).create(contest.unit);
    author = await anAuthor().create(contest.unit);
    const id = randomUUID();
    organizer = {
      kind: 'staff',
      staffId: id,
      sessionId: id,
      login: 'organizer',
      displayName: '组织者',
      role: 'organizer',
      freshUntil: new Date(),
    };
    await contest.db.query(
      `INSERT INTO staff (id, login, display_name, role, password_hash, created_at) VALUES ($1, 'organizer', '组织者', 'organizer', '', now())`,
      [id],
    );
    for (let seed = 1; seed <= 3; seed += 1) photos.push(await aPhoto(seed));
  });
  afterAll(() => contest.close());

  const aPhoto = async (seed: number): Promise<Row> => {
    const uploadId = await contest.uploaded(author, '2026-11', aPng({ width: 1200, height: 900, seed: 300 + seed }));
    const made = await contest.get(CreateSubmission).run(author, words({ uploadId, clientKey: randomUUID() }));
    if (!made.ok || !made.value.submission) throw new Error('not handed in');
    expect(await contest.get(DerivePhoto).run(made.value.submission.id)).toBe('processed');
    return rowOf(made.value.submission.id);
  };
  const rowOf = async (submissionId: string): Promise<Row> => {
    const [row] = await contest.db.query<Row>('SELECT * FROM photos WHERE submission_id = $1', [submissionId]);
    if (!row) throw new Error('no photo');
    return row;
  };
  const check = async () => {
    const { id } = await contest.get(StartPhotoCheck).run(organizer);
    expect(await contest.get(VerifyPhotos).run(id)).toBe('finished');
    return seen(id);
  };
  const seen = async (id: string) => {
    const found = (await contest.get(PhotoChecks).list()).items.find((each) => each.id === id);
    if (!found) throw new Error('no such check');
    return found;
  };
  const faultsOf = async (checkId: string): Promise<PhotoFaultView[]> => {
    const page = await contest.get(PhotoChecks).faults({ checkId, limit: 50 });
    if (!page.ok) throw new Error(page.error.code);
    return page.value.items;
  };
  const askedRepairs = () => contest.jobs.asked.filter((what) => what.startsWith('repair '));
  beforeEach(() => contest.jobs.asked.splice(0));

  it('finds nothing where nothing is missing, and says so', async () => {
    const found = await check();
    expect(found).toMatchObject({
      state: 'done',
      askedBy: '组织者',
      total: 3,
      checked: 3,
      missing: 0,
      queued: 0,
      lost: 0,
    });
    expect(found.orphans).toEqual({ count: 0, bytes: 0 });
    expect(askedRepairs()).toEqual([]);
    expect(await contest.actionsOn(found.id)).toEqual(['photo-check.started', 'photo-check.finished']);
  });

  it('derives what was lost again under the same names, as often as it is asked', async () => {
    const [photo] = photos as [Row];
    await contest.store.delete(`derived/${photo.name_320}`);
    await contest.store.put(`derived/${photo.name_1080}`, Buffer.from('half of it'), { contentType: 'image/webp' });
    const found = await check();
    expect(found).toMatchObject({ missing: 2, queued: 1, mended: 0, lost: 0 });
    expect(askedRepairs()).toEqual([`repair ${photo.id}`]);

    const repair = contest.get(RepairPhoto);
    const outcomes = await Promise.all([repair.run(photo.id), repair.run(photo.id)]);
    expect(outcomes).toContain('mended');
    expect(await repair.run(photo.id)).toBe('whole');
    expect(await rowOf(photo.submission_id)).toMatchObject({ name_320: photo.name_320, name_1080: photo.name_1080 });
    expect((await contest.store.stat(`derived/${photo.name_1080}`))?.size).toBeGreaterThan(100);
    expect(await seen(found.id)).toMatchObject({ missing: 2, queued: 0, mended: 1 });
    const [rows] = await contest.db.query('SELECT count(*)::int AS n FROM derivatives WHERE photo_id = $1', [photo.id]);
    expect(rows).toEqual({ n: 4 });
  });

  it('names a photo whose original is gone, and mends it once the original is back', async () => {
    const photo = photos[1] as Row;
    await contest.get(ApproveSubmission).run(organizer, photo.submission_id);
    const copy = `${contest.staging.root}/copy`;
    await contest.store.download(photo.original_key, copy);
    await contest.store.delete(photo.original_key);
    await contest.store.delete(`derived/${photo.name_320}`);
    const found = await check();
    expect(found).toMatchObject({ missing: 1, queued: 0, lost: 1 });
    expect(askedRepairs()).toEqual([]);
    expect(await faultsOf(found.id)).toEqual([
      expect.objectContaining({
        submissionId: photo.submission_id,
        number: 1,
        title: '晨光里的焊花',
        missing: ['original', 'w320'],
        state: 'lost',
        loss: 'original-missing',
      }),
    ]);
    expect(await contest.get(RepairPhoto).run(photo.id)).toBe('lost');
    // No picture was put in its place.
    expect(await contest.store.stat(`derived/${photo.name_320}`)).toBeNull();

    await contest.store.put(photo.original_key, Buffer.from('another file'), { contentType: 'image/png' });
    expect(await contest.get(RepairPhoto).run(photo.id)).toBe('lost');
    await contest.store.put(photo.original_key, copy, { contentType: 'image/png' });
    expect(await check()).toMatchObject({ missing: 1, queued: 1, lost: 0 });
    expect(await contest.get(RepairPhoto).run(photo.id)).toBe('mended');
    expect(await seen(found.id)).toMatchObject({ mended: 1, lost: 0 });
    expect(await check()).toMatchObject({ missing: 0, queued: 0, lost: 0 });
  });

  it('takes an original of other bytes for lost, though its size is right', async () => {
    const photo = photos[2] as Row;
    const copy = `${contest.staging.root}/copy`;
    await contest.store.download(photo.original_key, copy);
    const size = (await contest.store.stat(photo.original_key))?.size ?? 0;
    const other = aPng({ seed: 399 });
    await contest.store.put(photo.original_key, Buffer.concat([other, Buffer.alloc(size)]).subarray(0, size), {
      contentType: 'image/png',
    });
    await contest.store.delete(`derived/${photo.name_320}`);
    const found = await check();
    expect(await contest.get(RepairPhoto).run(photo.id)).toBe('lost');
    expect(await faultsOf(found.id)).toEqual([expect.objectContaining({ state: 'lost' })]);
    expect((await faultsOf(found.id))[0]?.loss).toMatch(/original-(changed|undecodable)/);
    await contest.store.put(photo.original_key, copy, { contentType: 'image/png' });
    expect(await contest.get(RepairPhoto).run(photo.id)).toBe('mended');
  });

  it('lets the sweep find a variant without a row, and a repair whose job was lost', async () => {
    const [photo] = photos as [Row];
    await contest.db.query(`DELETE FROM derivatives WHERE photo_id = $1 AND variant = 'share1080'`, [photo.id]);
    const sweep = contest.get(SweepRepairs);
    expect(await sweep.run()).toEqual({ checksResumed: 0, repairsAsked: 0, incomplete: 1 });
    expect(askedRepairs()).toEqual([`repair ${photo.id}`]);
    // An open fault is not found twice.
    contest.clock.advance(REPAIR_TIMES.incomplete + 1);
    expect(await sweep.run()).toMatchObject({ repairsAsked: 1, incomplete: 0 });
    expect(await sweep.run()).toMatchObject({ repairsAsked: 0, incomplete: 0 });
    expect(await contest.get(RepairPhoto).run(photo.id)).toBe('mended');
    const [latest] = (await contest.get(PhotoChecks).list()).items;
    expect(latest).toMatchObject({ kind: 'sweep', state: 'done', missing: 1, mended: 1 });
    expect(await faultsOf(latest?.id ?? '')).toEqual([expect.objectContaining({ missing: ['share1080'] })]);
  });

  it('has one check at a time, which goes on from where a killed worker left it', async () => {
    const first = await contest.get(StartPhotoCheck).run(organizer);
    expect((await contest.get(StartPhotoCheck).run(organizer)).id).toBe(first.id);
    contest.clock.advance(REPAIR_TIMES.stuckCheck + 1);
    contest.jobs.asked.splice(0);
    expect(await contest.get(SweepRepairs).run()).toMatchObject({ checksResumed: 1 });
    expect(contest.jobs.asked).toEqual([`verify ${first.id}`]);
    // As a worker leaves it that is killed after its first batch.
    const half = [...photos].sort((a, b) => (a.id < b.id ? -1 : 1))[1]?.id;
    await contest.db.query(
      `UPDATE photo_checks SET state = 'running', after_photo_id = $2, checked = 2 WHERE id = $1`,
      [first.id, half],
    );
    expect(await contest.get(VerifyPhotos).run(first.id)).toBe('finished');
    expect(await seen(first.id)).toMatchObject({ state: 'done', checked: 3, total: 3 });
    expect(await contest.get(VerifyPhotos).run(first.id)).toBe('skipped');
  });

  it('takes a store that does not answer for no loss: it breaks off, goes on, or says that it broke off', async () => {
    const { id } = await contest.get(StartPhotoCheck).run(organizer);
    const away = jest.spyOn(contest.store, 'stat').mockRejectedValue(new Error('connect ECONNREFUSED'));
    const verify = contest.get(VerifyPhotos);
    await expect(verify.run(id)).rejects.toThrow('ECONNREFUSED');
    await expect(contest.get(RepairPhoto).run(photos[0]?.id ?? '')).rejects.toThrow('ECONNREFUSED');
    away.mockRestore();
    expect(await seen(id)).toMatchObject({ missing: 0, queued: 0, lost: 0 });
    await verify.fail(id, new Error('connect ECONNREFUSED'));
    expect(await seen(id)).toMatchObject({ state: 'failed', failure: 'connect ECONNREFUSED' });
    expect(await verify.run(id)).toBe('skipped');
  });

  it('asks nothing of a photo whose consent was taken back', async () => {
    const photo = await aPhoto(9);
    await contest.get(WithdrawSubmission).run(author, photo.submission_id);
    await contest.store.delete(`derived/${photo.name_320}`);
    expect(await check()).toMatchObject({ checked: 3, missing: 0 });
    expect(await contest.get(RepairPhoto).run(photo.id)).toBe('skipped');
  });
});
