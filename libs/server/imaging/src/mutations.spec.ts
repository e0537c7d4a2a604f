import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DerivePool, inspectAndDerive } from './index.js';
import { animatedWebp, exifOf, heicOfScene, imageOf, phoneJpeg, scene, withPngChunk } from './specimens/index.js';
import { mutate } from './specimens/mutate.js';
import { randomOf } from './specimens/scene.js';

/** `npm run soak` asks for more of them. */
const COUNT = Number(process.env['ZUIMEI_MUTATIONS'] ?? 200);
const SEED = Number(process.env['ZUIMEI_MUTATION_SEED'] ?? 20261101);
const MOST_MS = 10_000;

const CODES = new Set(
  (
    'EMPTY UNSUPPORTED_TYPE CORRUPT TOO_MANY_PIXELS TOO_SMALL TOO_LARGE BAD_ASPECT ANIMATED TOO_COMPLEX ' +
    'DECODE_TIMEOUT DECODE_MEMORY'
  ).split(' '),
);

jest.setTimeout(COUNT * 3000);

it(`${COUNT} mutations of sound files (seed ${SEED}) each end in a picture or a code, none takes 10 s`, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'zuimei-mutations-'));
  const pool = new DerivePool({ size: 2, timeoutMs: MOST_MS });
  const drawn = scene(700, 620);
  const sound = await Promise.all([
    phoneJpeg({ width: 700, height: 620, orientation: 6 }),
    phoneJpeg({ width: 700, height: 620, profile: 'p3', progressive: true }),
    imageOf(drawn)
      .png()
      .toBuffer()
      .then(async (png) => withPngChunk(png, 'eXIf', (await exifOf(3)).subarray(6))),
    imageOf(drawn).ensureAlpha(0.5).webp().toBuffer(),
    imageOf(drawn).avif({ effort: 0 }).toBuffer(),
    animatedWebp(2, 620),
    heicOfScene,
  ]);
  const random = randomOf(SEED);
  const endings: Record<string, number> = {};
  try {
    for (let i = 0; i < COUNT; i++) {
      const file = path.join(folder, `${i}.bin`);
      await writeFile(file, mutate(sound[i % sound.length] as Buffer, sound, random));
      const began = performance.now();
      const verdict = await inspectAndDerive(file, pool, { outDir: path.join(folder, 'out') });
      expect(performance.now() - began).toBeLessThan(MOST_MS);
      if (!verdict.accepted) expect(CODES).toContain(verdict.code);
      const ending = verdict.accepted ? 'accepted' : verdict.code;
      endings[ending] = (endings[ending] ?? 0) + 1;
      await rm(file);
    }
    // A fuzzer whose every mutation is harmless, or every one fatal, tries nothing.
    expect(endings['accepted']).toBeGreaterThan(COUNT / 20);
    expect(endings['CORRUPT']).toBeGreaterThan(COUNT / 20);
    expect((await readdir(path.join(folder, 'out'))).filter((name) => name.startsWith('.'))).toEqual([]);
  } finally {
    await pool.close();
    await rm(folder, { recursive: true, force: true });
  }
});
