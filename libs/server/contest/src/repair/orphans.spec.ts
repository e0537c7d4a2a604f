import { createHash, randomUUID } from 'node:crypto';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { AuthorCaller } from '@zuimei/identity';
import { anAuthor, anEdition, aPng } from '@zuimei/testing';
import { openTestContest, type TestContest, words } from '../contest.testing.js';
import { CreateSubmission } from '../intake/create-submission.use-case.js';
import { DerivePhoto } from '../photos/derive-photo.use-case.js';
import { WORK_FOLDER } from '../photos/work-folder.js';
import { FindOrphans, type Orphan, ORPHAN_AGE_MS } from './find-orphans.js';
import { RemoveOrphan } from './remove-orphan.use-case.js';

jest.setTimeout(60_000);

const WEBP = { contentType: 'image/webp' };
const keyOf = (text: string) => `derived/${createHash('sha256').update(text).digest('hex')}.webp`;

describe('what no row names', () => {
  let contest: TestContest;
  let author: AuthorCaller;
  let find: FindOrphans;
  let remove: RemoveOrphan;

  beforeAll(async () => {
    contest = await openTestContest();
    await anEdition('2026-11').withQuota(50).create(contest.unit);
    author = await anAuthor().create(contest.unit);
    find = contest.get(FindOrphans);
    remove = contest.get(RemoveOrphan);
  });
  afterAll(() => contest.close());

  const orphans = async (): Promise<Orphan[]> => {
    const found: Orphan[] = [];
    for await (const orphan of find.find()) found.push(orphan);
    return found;
  };
  const namesOf = (found: readonly Orphan[]) => found.map(({ kind, name }) => `${kind} ${name}`);
  const received = async (seed: number) => {
    const uploadId = await contest.uploaded(author, '2026-11', aPng({ width: 1200, height: 900, seed }));
    const made = await contest.get(CreateSubmission).run(author, words({ uploadId, clientKey: randomUUID() }));
    if (!made.ok || !made.value.submission) throw new Error('not handed in');
    return { id: made.value.submission.id, uploadId };
  };
  const processed = async (seed: number) => {
    const { id } = await received(seed);
    expect(await contest.get(DerivePhoto).run(id)).toBe('processed');
  };

  it('is found once it is a day old, with its size; what a row names, or is about to, is not', async () => {
    await processed(401);
    const waiting = await received(402);
    const strayUpload = randomUUID();
    const work = path.join(contest.staging.root, WORK_FOLDER, 'derive-killed');
    await mkdir(work, { recursive: true });
    await writeFile(path.join(work, 'w320.webp'), Buffer.alloc(70));
    await writeFile(contest.staging.path(strayUpload), Buffer.alloc(30));
    await contest.store.put(keyOf('a'), Buffer.alloc(50), WEBP);
    await contest.store.put(`originals/ab/${randomUUID()}`, Buffer.alloc(60), WEBP);
    // The worker was killed between putting the original and writing its row.
    await contest.store.put(`originals/ab/${waiting.id}`, Buffer.alloc(60), WEBP);
    await contest.store.put('elsewhere/notes.txt', Buffer.alloc(5), { contentType: 'text/plain' });
    expect(await orphans()).toEqual([]);

    contest.clock.advance(ORPHAN_AGE_MS + 60_000);
    const found = await orphans();
    expect(namesOf(found).map((name) => name.replace(/[0-9a-f]{64}|[0-9a-f-]{36}/, '…'))).toEqual([
      'object derived/….webp',
      'unknown elsewhere/notes.txt',
      'object originals/ab/…',
      'staged …',
      'work derive-killed',
    ]);
    expect(found.map(({ bytes }) => bytes)).toEqual([50, 5, 60, 30, 70]);
    expect(await find.count()).toEqual({ count: 5, bytes: 215 });
    expect(await contest.staging.size(waiting.uploadId)).not.toBeNull();
  });

  it('is removed when asked, but for what this program did not put there; a second time finds nothing', async () => {
    const found = await orphans();
    const removed = await Promise.all(found.map((orphan) => remove.run(orphan)));
    expect(removed).toEqual([true, false, true, true, true]);
    expect(namesOf(await orphans())).toEqual(['unknown elsewhere/notes.txt']);
    for (const orphan of found) if (orphan.kind === 'object') expect(await remove.run(orphan)).toBe(false);
  });

  it('stays where somebody named it or touched it after it was found', async () => {
    const touched = keyOf('touched');
    await contest.store.put(touched, Buffer.alloc(10), WEBP);
    const file = path.join(path.dirname(contest.staging.root), 'objects', touched);
    const old = new Date(Date.now() - 2 * ORPHAN_AGE_MS);
    await utimes(file, old, old);
    const [orphan] = (await orphans()).filter(({ name }) => name === touched);
    if (!orphan) throw new Error('not found');
    await contest.store.put(touched, Buffer.alloc(10), WEBP);
    expect(await remove.run(orphan)).toBe(false);
    expect(await contest.store.stat(touched)).not.toBeNull();

    const [named] = await contest.db.query<{ key: string }>(
      `SELECT key FROM derivatives WHERE variant = 'w320' LIMIT 1`,
    );
    const key = named?.key ?? '';
    const since = { kind: 'object', name: key, bytes: 1, modifiedAt: new Date() } as const;
    expect(await remove.run(since)).toBe(false);
    expect(await contest.store.stat(key)).not.toBeNull();
  });

  it('that is a picture which comes again is never taken from its row', async () => {
    // The same picture was derived once, and its row was never written.
    await processed(403);
    const rows = await contest.db.query<{ key: string; id: string }>(
      `SELECT d.key, p.submission_id AS id FROM derivatives d JOIN photos p ON p.id = d.photo_id ORDER BY p.id DESC LIMIT 4`,
    );
    await contest.db.query('DELETE FROM photos WHERE submission_id = $1', [rows[0]?.id]);
    const old = new Date(Date.now() - 2 * ORPHAN_AGE_MS);
    for (const { key } of rows) await utimes(path.join(path.dirname(contest.staging.root), 'objects', key), old, old);
    const found = (await orphans()).filter(({ name }) => rows.some(({ key }) => key === name));
    expect(found).toHaveLength(4);
    await Promise.all([processed(403), ...found.map((orphan) => remove.run(orphan))]);
    for (const { key } of rows) expect(await contest.store.stat(key)).not.toBeNull();
  });
});
