import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DerivePool, inspectAndDerive } from './index.js';
import { acceptedKinds, animatedWebp } from './specimens/index.js';
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

jest.setTimeout(60_000 + COUNT * 3000);

it(`${COUNT} mutations of sound files of every kind (seed ${SEED}) each end in a picture or a code, none takes 10 s`, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'zuimei-mutations-'));
  const pool = new DerivePool({ size: 2, timeoutMs: MOST_MS });
  const random = randomOf(SEED);
  const endings: Record<string, number> = {};
  try {
    const sound = [await animatedWebp(2, 620)];
    for (const { make } of acceptedKinds) sound.push(await make());
    for (let i = 0; i < COUNT; i++) {
      const file = path.join(folder, `${i}.bin`);
      await writeFile(file, mutate(sound[i % sound.length] as Buffer, sound, random));
      const began = performance.now();
      // The wasm decoder every other time: both are to hold.
      const heif = i % 2 ? 'wasm' : 'auto';
      const verdict = await inspectAndDerive(file, pool, { outDir: path.join(folder, 'out'), heif });
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
