import {
  animatedWebp,
  cut,
  heicOfScene,
  phoneJpeg,
  pngOfSize,
  readTable,
  sharedCorpus,
  withClaimedSize,
  withScans,
  withTrailer,
} from '@zuimei/imaging/specimens';
import { anEdition } from '@zuimei/testing';
import fs from 'node:fs';
import path from 'node:path';
import { RunningSystem } from './running-system.testing.js';

jest.setTimeout(240_000);

const SMALL_ALLOWED = '2026-11';
const ORDINARY = '2026-12';
const QUICK_MS = 5_000;

const photos = sharedCorpus('photos', process.env['ZUIMEI_SHARED']);
const hostile = sharedCorpus('hostile', process.env['ZUIMEI_SHARED']);
if (!photos || !hostile) console.warn('left out: real photographs and hostile files (no shared/corpus here)');

describe('pictures that come in by the upload protocol at a running system', () => {
  let system: RunningSystem;

  beforeAll(async () => {
    system = await RunningSystem.start();
    await anEdition(SMALL_ALLOWED).withQuota(500).withShortSide(200).create(system.data.unit);
    await anEdition(ORDINARY).withQuota(500).create(system.data.unit);
    await system.signIn('13900000007');
  });
  afterAll(() => system?.close());

  const count = async (table: string): Promise<number> => {
    const [row] = await system.data.db.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
    return row?.n ?? -1;
  };
  const inventory = async () => ({
    uploads: await count('uploads'),
    submissions: await count('submissions'),
    staging: system.files('staging'),
    objects: system.files('objects').sort(),
  });

  /** Refused at the door: a code, a 4xx, at once, and nothing is left. */
  const refusedAtTheDoor = async (bytes: Uint8Array) => {
    const before = await inventory();
    const { ending, status, ms } = await system.handIn(ORDINARY, bytes);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(ms).toBeLessThan(QUICK_MS);
    expect(await inventory()).toEqual(before);
    return ending;
  };

  it('are taken in upright', async () => {
    for (const [bytes, width, height] of [
      [await phoneJpeg({ width: 900, height: 1200, orientation: 6 }), 900, 1200],
      [heicOfScene, 800, 640],
    ] as const) {
      expect(await system.handIn(ORDINARY, bytes)).toMatchObject({ ending: 'processed', width, height });
    }
  });

  it.each([
    ['nothing', async () => Buffer.alloc(0), 'EMPTY'],
    ['a text', async () => Buffer.from('this is no photo '.repeat(99)), 'UNSUPPORTED_TYPE'],
    ['an animation', () => animatedWebp(3, 800), 'ANIMATED'],
    ['a billion pixels in some bytes', async () => pngOfSize(65_535, 65_535), 'TOO_MANY_PIXELS'],
    ['a lying header', async () => withClaimedSize(await phoneJpeg(), 65_500, 65_500), 'TOO_MANY_PIXELS'],
    ['scans without end', async () => withScans(await phoneJpeg({ progressive: true }), 200), 'TOO_COMPLEX'],
    ['a picture too small', () => phoneJpeg({ width: 300, height: 400 }), 'TOO_SMALL'],
    ['a strip', () => phoneJpeg({ width: 12_800, height: 620 }), 'BAD_ASPECT'],
  ])('are refused for %s', async (_what, make, code) => {
    expect(await refusedAtTheDoor(await make())).toBe(code);
  });

  it('leave no object of half a photo, and the row that says why', async () => {
    const before = system.files('objects').sort();
    expect(await system.handIn(ORDINARY, cut(await phoneJpeg({ seed: 5 }), 0.5))).toMatchObject({ ending: 'CORRUPT' });
    expect(system.files('objects').sort()).toEqual(before);
    expect(system.files('staging')).toEqual([]);
  });

  it('keep what stands behind the picture out of everything public, and the original as it came', async () => {
    const bytes = withTrailer(await phoneJpeg({ seed: 6 }), '<script>alert(1)</script>');
    const before = new Set(system.files('objects'));
    expect(await system.handIn(ORDINARY, bytes)).toMatchObject({ ending: 'processed' });
    const written = system.files('objects').filter((file) => !before.has(file) && !file.includes('/.types/'));
    const [originals, derived] = [/\/originals\//, /\/derived\//].map((kind) => written.filter((f) => kind.test(f)));
    expect(originals?.map((file) => fs.readFileSync(file).equals(bytes))).toEqual([true]);
    expect(derived?.length).toBeGreaterThanOrEqual(4);
    for (const file of derived ?? []) expect(fs.readFileSync(file, 'latin1')).not.toContain('<script');
  });

  if (photos) {
    it.each(readTable(path.join(photos, 'MANIFEST.md')).map((row) => [row['file'] ?? '', row['upright'] ?? '']))(
      'are taken in upright: %s as %s',
      async (file, upright) => {
        const { ending, width, height } = await system.handIn(SMALL_ALLOWED, fs.readFileSync(path.join(photos, file)));
        expect([ending, `${width}x${height}`]).toEqual(['processed', /^\d+x\d+/.exec(upright)?.[0]]);
      },
    );
  }

  if (hostile) {
    const expected = JSON.parse(fs.readFileSync(path.join(hostile, 'expected.json'), 'utf8')) as {
      file: string;
      expect: 'REJECT' | 'ACCEPT+NORMALISE' | 'EITHER';
      kinds: string[];
    }[];

    it.each(expected.map((row) => [row.file, row.expect, row] as const))(
      'end as they must: %s %s',
      async (file, _, row) => {
        const before = await inventory();
        const { ending, status, ms } = await system.handIn(ORDINARY, fs.readFileSync(path.join(hostile, file)));
        expect(ms).toBeLessThan(QUICK_MS);
        expect(status).toBeLessThan(500);
        if (row.expect === 'REJECT') expect(row.kinds).toContain(ending);
        if (row.expect === 'ACCEPT+NORMALISE') expect(ending).toBe('processed');
        const after = await inventory();
        if (status >= 400) expect(after).toEqual(before);
        else if (ending !== 'processed') expect(after.objects).toEqual(before.objects);
      },
    );
  }

  it('leave a worker that takes the next good one, and nothing staged', async () => {
    expect(await system.handIn(ORDINARY, await phoneJpeg({ seed: 77 }))).toMatchObject({ ending: 'processed' });
    expect(system.files('staging')).toEqual([]);
    expect(await count('uploads')).toBe(await count('submissions'));
    const [{ n = 0 } = {}] = await system.data.db.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM submissions WHERE state = 'processed'`,
    );
    expect(
      system.files('objects').filter((file) => file.includes('/originals/') && !file.includes('/.types/')),
    ).toHaveLength(n);
    expect(system.worker.log).not.toMatch(/"level":(50|60)/);
  });
});
