import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { AuthorCaller } from '@zuimei/identity';
import { phoneJpeg } from '@zuimei/imaging/specimens';
import { aBrokenPng, anAuthor, anEdition, aPng, aSubmission } from '@zuimei/testing';
import { openTestContest, type TestContest, words } from '../contest.testing.js';
import { BeginUpload } from '../intake/begin-upload.use-case.js';
import { CreateSubmission } from '../intake/create-submission.use-case.js';
import { MySubmissions } from '../submissions/my-submissions.query.js';
import { WithdrawSubmission } from '../submissions/withdraw-submission.use-case.js';
import { DerivePhoto } from './derive-photo.use-case.js';
import { RecordPhotoFailure } from './record-photo-failure.use-case.js';
import { SWEEP_TIMES, SweepPhotos } from './sweep-photos.use-case.js';
import { WORK_FOLDER } from './work-folder.js';

jest.setTimeout(60_000);

describe('the work on photos', () => {
  let contest: TestContest;
  let author: AuthorCaller;
  let derive: DerivePhoto;
  let sweep: SweepPhotos;

  beforeAll(async () => {
    contest = await openTestContest();
    await anEdition('2026-11').withQuota(50).create(contest.unit);
    derive = contest.get(DerivePhoto);
    sweep = contest.get(SweepPhotos);
  });
  afterAll(() => contest.close());
  beforeEach(async () => {
    author = await anAuthor().create(contest.unit);
  });

  const handIn = async (bytes: Buffer, { district = false } = {}) => {
    const uploadId = await contest.uploaded(author, '2026-11', bytes);
    const body = words({ uploadId, clientKey: randomUUID() });
    const made = await contest.get(CreateSubmission).run(author, { ...body, consent: { ...body.consent, district } });
    if (!made.ok || !made.value.submission) throw new Error('not handed in');
    return { id: made.value.submission.id, uploadId };
  };
  const seen = async (id: string) => {
    const found = await contest.get(MySubmissions).get(author, id);
    if (!found.ok) throw new Error('not found');
    return found.value;
  };
  const objects = async (): Promise<string[]> => {
    const keys: string[] = [];
    for await (const { key } of contest.store.list('')) keys.push(key);
    return keys;
  };
  const rowsOf = async (id: string) => {
    const [row] = await contest.db.query<{ photos: number; derivatives: number }>(
      `SELECT count(DISTINCT p.id)::int AS photos, count(d.*)::int AS derivatives
         FROM photos p LEFT JOIN derivatives d ON d.photo_id = p.id WHERE p.submission_id = $1`,
      [id],
    );
    return row;
  };

  it('keeps the district of a position where the author asked for it, and the position nowhere', async () => {
    // 22°43′ N 114°3′ E: 观澜.
    const photo = await phoneJpeg({ seed: 77 });
    const asked = await handIn(photo, { district: true });
    const silent = await handIn(photo);
    const placeless = await handIn(aPng({ seed: 78 }), { district: true });
    for (const { id } of [asked, silent, placeless]) expect(await derive.run(id)).toBe('processed');

    expect(await seen(asked.id)).toMatchObject({ consent: { district: true }, district: 'longhua' });
    expect(await seen(silent.id)).toMatchObject({ consent: { district: false }, district: null });
    expect(await seen(placeless.id)).toMatchObject({ consent: { district: true }, district: null });
    const tables = ['uploads', 'submissions', 'photos', 'derivatives', 'audit_events'];
    for (const table of tables) {
      const rows = await contest.db.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${table} t`);
      expect(rows.filter(({ row }) => /22[.]71|114[.]05|latitude|longitude/i.test(row))).toEqual([]);
    }
  });

  it('derives, stores the original byte for byte, and clears the staging folder', async () => {
    const bytes = aPng({ width: 1400, height: 900, seed: 20 });
    const { id, uploadId } = await handIn(bytes);
    expect(await derive.run(id)).toBe('processed');

    const submission = await seen(id);
    expect(submission).toMatchObject({ state: 'processed', photo: { width: 1400, height: 900 } });
    expect(await rowsOf(id)).toEqual({ photos: 1, derivatives: 4 });
    expect(await contest.actionsOn(id)).toEqual(['submission.received', 'submission.processed']);
    expect(existsSync(contest.staging.path(uploadId))).toBe(false);

    const [photo] = await contest.db.query<{ original_key: string }>(
      'SELECT original_key FROM photos WHERE submission_id = $1',
      [id],
    );
    const copy = path.join(contest.staging.root, 'copy');
    expect(await contest.store.download(photo?.original_key ?? '', copy)).toBe(true);
    expect((await readFile(copy)).equals(bytes)).toBe(true);
    for (const src of [submission.photo?.src320, submission.photo?.src1080, submission.photo?.src2048]) {
      expect(await contest.store.stat(`derived/${src?.replace('/media/', '')}`)).toMatchObject({
        contentType: 'image/webp',
      });
    }
  });

  it('leaves the same rows and objects when it runs twice, also at the same moment', async () => {
    const { id } = await handIn(aPng({ seed: 21 }));
    const before = (await objects()).length;
    const outcomes = await Promise.all([derive.run(id), derive.run(id)]);
    expect(outcomes.sort()).toEqual(['processed', 'skipped']);
    expect(await derive.run(id)).toBe('skipped');
    expect(await rowsOf(id)).toEqual({ photos: 1, derivatives: 4 });
    // One original, four derivatives: none of a second run under another name.
    expect((await objects()).length - before).toBeLessThanOrEqual(5);
    expect(await readdir(path.join(contest.staging.root, WORK_FOLDER))).toEqual([]);
    expect((await contest.actionsOn(id)).filter((action) => action === 'submission.processed')).toHaveLength(1);
  });

  it('puts the staged file away where the run before was killed just behind its commit', async () => {
    const { id, uploadId } = await handIn(aPng({ seed: 24 }));
    const staged = contest.staging.path(uploadId);
    const bytes = await readFile(staged);
    expect(await derive.run(id)).toBe('processed');
    await writeFile(staged, bytes);
    expect(await derive.run(id)).toBe('skipped');
    expect(existsSync(staged)).toBe(false);
  });

  it('ends what only a decoder finds broken as unreadable, with the code and without the bytes', async () => {
    const before = await objects();
    const { id, uploadId } = await handIn(aBrokenPng(22));
    expect(await derive.run(id)).toBe('unreadable');
    expect(await seen(id)).toMatchObject({ state: 'unreadable', reason: 'CORRUPT', photo: null });
    expect(await contest.actionsOn(id)).toEqual(['submission.received', 'submission.unreadable']);
    expect(existsSync(contest.staging.path(uploadId))).toBe(false);
    expect(await objects()).toEqual(before);
    expect(await derive.run(id)).toBe('skipped');
  });

  it('takes bytes that are not those of the last byte’s hash for broken', async () => {
    const { id, uploadId } = await handIn(aPng({ seed: 23 }));
    await writeFile(contest.staging.path(uploadId), aPng({ seed: 24 }));
    expect(await derive.run(id)).toBe('unreadable');
  });

  it('keeps a row for what stands in the store, also where the consent was taken back meanwhile', async () => {
    const { id } = await handIn(aPng({ seed: 25 }));
    const put = jest.spyOn(contest.store, 'put');
    put.mockImplementationOnce(async (...args) => {
      await contest.get(WithdrawSubmission).run(author, id);
      await contest.store.put(...args);
    });
    expect(await derive.run(id)).toBe('skipped');
    put.mockRestore();
    expect((await seen(id)).state).toBe('withdrawn');
    expect(await rowsOf(id)).toEqual({ photos: 1, derivatives: 4 });
  });

  it('finishes after a crash at any object, and leaves no row that points at nothing', async () => {
    for (let crash = 1; crash <= 5; crash += 1) {
      const { id } = await handIn(aPng({ seed: 30 + crash }));
      const put = jest.spyOn(contest.store, 'put');
      let puts = 0;
      const store = Object.getPrototypeOf(contest.store) as typeof contest.store;
      put.mockImplementation(async (...args) => {
        puts += 1;
        if (puts === crash) throw new Error('the store is away');
        await store.put.call(contest.store, ...args);
      });
      await expect(derive.run(id)).rejects.toThrow('the store is away');
      put.mockRestore();
      expect(await rowsOf(id)).toEqual({ photos: 0, derivatives: 0 });
      expect(await derive.run(id)).toBe('processed');
    }
    const named = await contest.db.query<{ key: string }>(
      'SELECT key FROM derivatives UNION SELECT original_key FROM photos',
    );
    const there = new Set(await objects());
    expect(named.filter(({ key }) => !there.has(key))).toEqual([]);
  });

  it('gives up at once where the file is gone, and the failure stands on the submission', async () => {
    const { id, uploadId } = await handIn(aPng({ seed: 40 }));
    await contest.staging.remove(uploadId);
    const failed = await derive.run(id).catch((error: Error) => error);
    expect(failed).toMatchObject({ name: 'UnrecoverableError' });
    await contest.get(RecordPhotoFailure).run(id, failed as Error);
    const [row] = await contest.db.query('SELECT state, failure FROM submissions WHERE id = $1', [id]);
    expect(row).toEqual({ state: 'received', failure: 'the staged file is gone' });
    expect(await contest.actionsOn(id)).toContain('submission.processing-failed');
  });

  describe('the sweep', () => {
    const later = (ms: number) => contest.clock.advance(ms);

    it('asks again for what waits too long, less often for what has failed', async () => {
      const { id } = await handIn(aPng({ seed: 50 }));
      const failed = await handIn(aPng({ seed: 51 }));
      await contest.get(RecordPhotoFailure).run(failed.id, new Error('no space left'));
      const asks = async () => {
        contest.jobs.asked.length = 0;
        await sweep.run();
        return [contest.jobs.asked.includes(id), contest.jobs.asked.includes(failed.id)];
      };
      expect(await asks()).toEqual([false, false]);
      later(SWEEP_TIMES.stuck + 1);
      expect(await asks()).toEqual([true, false]);
      later(SWEEP_TIMES.retryFailed);
      expect(await asks()).toEqual([true, true]);
      await derive.run(id);
      await derive.run(failed.id);
      expect(await asks()).toEqual([false, false]);
    });

    it('records a last byte that the api could not record any more', async () => {
      const uploadId = await contest.staged(author, '2026-11', aPng({ seed: 52 }));
      const body = words({ uploadId, clientKey: randomUUID() });
      await contest.get(CreateSubmission).run(author, body);
      later(SWEEP_TIMES.unrecorded + 1);
      expect(await sweep.run()).toMatchObject({ finished: 1 });
      expect(await contest.get(CreateSubmission).run(author, body)).toMatchObject({ value: { state: 'received' } });
    });

    it('removes uploads that came to nothing, files that nobody needs, and nothing else', async () => {
      const young = await contest.uploaded(author, '2026-11', aPng({ seed: 53 }));
      const handedIn = await handIn(aPng({ seed: 54 }));
      const stray = randomUUID();
      await writeFile(contest.staging.path(stray), 'left behind');
      const old = new Date(contest.clock.now().getTime() - SWEEP_TIMES.strayFile - 1);
      for (const id of [young, handedIn.uploadId, stray]) await utimes(contest.staging.path(id), old, old);
      await sweep.run();
      const there = () => [young, handedIn.uploadId, stray].map((id) => existsSync(contest.staging.path(id)));
      expect(there()).toEqual([true, true, false]);
      later(SWEEP_TIMES.staleUpload + 1);
      await sweep.run();
      expect(there()).toEqual([false, true, false]);
      expect(await contest.get(BeginUpload).run(author, { editionKey: '2026-11', size: 10 })).toMatchObject({
        ok: true,
      });
      expect(await derive.run(handedIn.id)).toBe('processed');
    });

    it('forgets the unreadable after thirty days', async () => {
      const [edition] = await contest.db.query<never>(`SELECT * FROM editions WHERE key = '2026-11'`);
      const built = await aSubmission()
        .to(edition as never)
        .on(contest.clock.now())
        .unreadable()
        .create(contest.unit);
      later(SWEEP_TIMES.unreadable - 1);
      await sweep.run();
      const rows = () => contest.db.query('SELECT FROM submissions WHERE id = $1', [built.id]);
      expect(await rows()).toHaveLength(1);
      later(2);
      expect(await sweep.run()).toMatchObject({ purged: 1 });
      expect(await rows()).toHaveLength(0);
    });
  });
});
