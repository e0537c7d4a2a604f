import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { AuthorCaller } from '@zuimei/identity';
import { folderStore, type ObjectStore } from '@zuimei/object-store';
import { anAuthor, anEdition, aPng, openTinyDisk } from '@zuimei/testing';
import { openTestContest, type TestContest, words } from '../contest.testing.js';
import { CreateSubmission } from '../intake/create-submission.use-case.js';
import { FindOrphans, type Orphan } from '../repair/find-orphans.js';
import { RepairPhoto } from '../repair/repair-photo.use-case.js';
import { DerivePhoto } from './derive-photo.use-case.js';
import { faultyStore, type StoreFaults } from './faulty-store.testing.js';

jest.setTimeout(120_000);

const PHOTOS = 4;
/** Tries of one job; the queue and the sweep together never give up. */
const MOST_TRIES = 60;

/** Numbers from 0 up to 1, the same each time (mulberry32). */
const seeded = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

describe('the work on photos while the store', () => {
  const disk = openTinyDisk(512);
  const faults: StoreFaults = { failing: 0, slowMs: 0, random: seeded(365) };
  let contest: TestContest;
  let author: AuthorCaller;
  let inner: ObjectStore;

  beforeAll(async () => {
    contest = await openTestContest((store) => faultyStore((inner = store), faults));
    await anEdition('2026-11').withQuota(50).create(contest.unit);
    author = await anAuthor().create(contest.unit);
  });
  afterAll(async () => {
    await contest.close();
    disk?.close();
  });
  beforeEach(() => Object.assign(faults, { failing: 0, slowMs: 0 }));

  let seed = 700;
  const handIn = async (): Promise<string> => {
    const uploadId = await contest.uploaded(author, '2026-11', aPng({ seed: (seed += 1) }));
    const made = await contest.get(CreateSubmission).run(author, words({ uploadId, clientKey: randomUUID() }));
    if (!made.ok || !made.value.submission) throw new Error('not handed in');
    return made.value.submission.id;
  };
  const untilDone = async (what: () => Promise<unknown>): Promise<number> => {
    for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
      const failed = await what().then(
        () => false,
        () => true,
      );
      if (!failed) return tries;
    }
    throw new Error(`not done after ${MOST_TRIES} tries`);
  };
  /** Rows that point at nothing, objects without a row, and photos that are there twice. */
  const expectInOrder = async (photos: number): Promise<void> => {
    const named = await contest.db.query<{ key: string }>(
      'SELECT key FROM derivatives UNION SELECT original_key FROM photos',
    );
    const stored = new Set<string>();
    for await (const { key } of inner.list('')) stored.add(key);
    expect(named.filter(({ key }) => !stored.has(key))).toEqual([]);
    expect([...stored].filter((key) => !named.some((row) => row.key === key))).toEqual([]);
    const [counts] = await contest.db.query(
      `SELECT count(*)::int AS photos, (SELECT count(*)::int FROM derivatives) AS derivatives,
              (SELECT count(*)::int FROM audit_events WHERE action = 'submission.processed') AS moves FROM photos`,
    );
    expect(counts).toEqual({ photos, derivatives: 4 * photos, moves: photos });
  };
  const stateOf = async (id: string) => {
    const [row] = await contest.db.query<{ state: string }>('SELECT state FROM submissions WHERE id = $1', [id]);
    return row?.state;
  };

  it('is away: nothing is written down, and everything is done once it is back', async () => {
    const ids = await Promise.all(Array.from({ length: 2 }, handIn));
    faults.failing = 1;
    for (const id of ids) {
      await expect(contest.get(DerivePhoto).run(id)).rejects.toThrow('ECONNREFUSED');
      expect(await stateOf(id)).toBe('received');
    }
    await expectInOrder(0);
    faults.failing = 0;
    for (const id of ids) expect(await contest.get(DerivePhoto).run(id)).toBe('processed');
    await expectInOrder(2);
  });

  it('fails three times in ten: each photo ends whole, once, and no row points at nothing', async () => {
    const ids = await Promise.all(Array.from({ length: PHOTOS }, handIn));
    faults.failing = 0.3;
    let tries = 0;
    for (const id of ids) tries += await untilDone(() => contest.get(DerivePhoto).run(id));
    expect(tries).toBeGreaterThan(PHOTOS);
    faults.failing = 0;
    for (const id of ids) expect(await stateOf(id)).toBe('processed');
    await expectInOrder(2 + PHOTOS);
  });

  it('is slow and fails: what was lost is mended all the same, and never taken for lost', async () => {
    const rows = await contest.db.query<{ id: string; key: string }>(
      `SELECT photo_id AS id, key FROM derivatives WHERE variant = 'w320' ORDER BY key LIMIT 2`,
    );
    for (const { key } of rows) await inner.delete(key);
    Object.assign(faults, { failing: 0.3, slowMs: 5 });
    for (const { id } of rows) {
      await untilDone(async () => expect(['mended', 'whole']).toContain(await contest.get(RepairPhoto).run(id)));
    }
    Object.assign(faults, { failing: 0, slowMs: 0 });
    await expectInOrder(2 + PHOTOS);
    const orphans: Orphan[] = [];
    for await (const orphan of contest.get(FindOrphans).find(0)) if (orphan.kind === 'object') orphans.push(orphan);
    expect(orphans).toEqual([]);
  });

  (disk ? it : it.skip)('is full: nothing half-written is left, and the old object stands', async () => {
    const root = path.join(disk?.folder ?? '', 'objects');
    const store = folderStore(root);
    await store.put('derived/old.webp', Buffer.alloc(1000, 1), { contentType: 'image/webp' });
    disk?.fill();
    const put = (key: string) => store.put(key, Buffer.alloc(200_000, 2), { contentType: 'image/webp' });
    await expect(put('derived/new.webp')).rejects.toMatchObject({ code: 'ENOSPC' });
    await expect(put('derived/old.webp')).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(await store.stat('derived/new.webp')).toBeNull();
    expect(await store.stat('derived/old.webp')).toMatchObject({ size: 1000 });
    disk?.empty();
    await put('derived/new.webp');
    expect(await store.stat('derived/new.webp')).toMatchObject({ size: 200_000 });
  });
});
