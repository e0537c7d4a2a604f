import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import type { HeifRoute } from './derive/derived.js';
import { findSystemHeif } from './derive/system-heif.js';
import { toRaster } from './derive/raster.js';
import { DerivePool, inspectAndDerive, inspectPicture } from './index.js';
import { usageOf } from './pool/process-usage.js';
import { acceptedKinds, hostileKinds, imageOf, meanDifference, PLANTED } from './specimens/index.js';
import { extrasOf } from './specimens/extras.js';

// Every kind of file of which `specimens` knows, made here, through the header checks and the decoder process.
jest.setTimeout(60_000);

/** What an encoder and an upright picture may differ by, in steps of 255. */
const TOLERANCE = 6;
const MOST_RSS = 600 * 1024 * 1024;

let folder: string;
let pool: DerivePool;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'zuimei-kinds-'));
  pool = new DerivePool({ size: 1 });
});
afterAll(async () => {
  await pool.close();
  await rm(folder, { recursive: true, force: true });
});

const judge = (bytes: Buffer, heif: HeifRoute = 'auto') => {
  const file = path.join(folder, 'holiday.gif');
  return writeFile(file, bytes).then(() => inspectAndDerive(file, pool, { heif, outDir: path.join(folder, 'out') }));
};

const routes: HeifRoute[] = findSystemHeif() ? ['system', 'wasm'] : ['wasm'];

const cases = acceptedKinds.flatMap((kind) =>
  (kind.name.includes('HEIC') ? routes : (['auto'] as const)).map(
    (heif) => [heif === 'auto' ? kind.name : `${kind.name} (${heif} decoder)`, kind, heif] as const,
  ),
);

it.each(cases)('taken in: %s', async (_name, { make, width, height, shows }, heif) => {
  const bytes = await make();
  const verdict = await judge(bytes, heif);
  if (!verdict.accepted) throw new Error(`${verdict.code} ${JSON.stringify(verdict.facts)}`);
  expect(verdict).toMatchObject({ inspection: { width, height }, derived: { width, height } });
  for (const { path: file } of verdict.derived.derivatives) {
    const written = await readFile(file);
    expect(extrasOf(written)).toEqual([]);
    for (const planted of PLANTED) expect(written.includes(planted)).toBe(false);
  }
  expect((await readFile(path.join(folder, 'holiday.gif'))).equals(bytes)).toBe(true);
  if (!shows) return;
  const shown = await toRaster(sharp(verdict.derived.derivatives[1]?.path));
  const meant = imageOf(await shows()).resize(shown.width, shown.height, { fit: 'fill' });
  expect(meanDifference(shown, await toRaster(meant))).toBeLessThan(TOLERANCE);
});

it.each(hostileKinds.map((kind) => [kind.name, kind] as const))('refused: %s', async (_name, { codes, make }) => {
  const verdict = await judge(await make());
  expect(codes).toContain(verdict.accepted ? 'accepted' : verdict.code);
});

it('all that in one process of little memory, which takes the next picture', async () => {
  const [pid] = pool.idlePids;
  expect((await usageOf(pid as number))?.rssBytes).toBeLessThan(MOST_RSS);
  const [first] = acceptedKinds;
  expect(await judge((await first?.make()) as Buffer)).toMatchObject({ accepted: true });
});

it.each(hostileKinds.filter(({ codes }) => codes.some((code) => code === 'TOO_MANY_PIXELS' || code === 'TOO_COMPLEX')))(
  'decided from the headers, in little time: $name',
  async ({ make }) => {
    const file = path.join(folder, 'bomb');
    await writeFile(file, await make());
    const before = process.cpuUsage();
    expect(await inspectPicture(file)).toMatchObject({ ok: false });
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(200);
  },
);

it('a photo of 108 megapixels, a panorama and a long screenshot are within the rules', async () => {
  for (const [width, height] of [
    [12_000, 9_000],
    [11_000, 1_500],
    [1_080, 16_000],
  ] as const) {
    const flat = sharp({ create: { width, height, channels: 3, background: '#7a8' } });
    expect(await judge(await flat.jpeg({ progressive: height < 9_000 }).toBuffer())).toMatchObject({
      accepted: true,
      derived: { width, height },
    });
  }
});
