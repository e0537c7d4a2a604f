import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { districtOf } from '@zuimei/domain';
import sharp from 'sharp';
import { toRaster } from './derive/raster.js';
import { decodeBySystem, findSystemHeif } from './derive/system-heif.js';
import { DerivePool, inspectAndDerive, readPosition, type Derivative, type Verdict } from './index.js';
import { usageOf } from './pool/process-usage.js';
import { meanDeltaE00 } from './specimens/colour-difference.js';
import { extrasOf } from './specimens/extras.js';
import { meanDifference } from './specimens/index.js';
import { readTable, sharedCorpus } from './specimens/shared-corpora.js';

jest.setTimeout(60_000);

/** Real photographs and real attacks; each folder says itself what must become of its files. */
const photos = sharedCorpus('photos', process.env['ZUIMEI_SHARED']);
const hostile = sharedCorpus('hostile', process.env['ZUIMEI_SHARED']);

interface Expectation {
  file: string;
  expect: 'REJECT' | 'ACCEPT+NORMALISE' | 'EITHER';
  kinds: string[];
}

let out: string;
let scratch: string;
let pool: DerivePool;
beforeAll(async () => {
  out = await mkdtemp(path.join(tmpdir(), 'zuimei-corpora-'));
  scratch = await mkdtemp(path.join(tmpdir(), 'zuimei-reference-'));
  pool = new DerivePool({ size: 1 });
});
afterAll(async () => {
  await pool.close();
  for (const folder of [out, scratch]) await rm(folder, { recursive: true, force: true });
});

const judge = (file: string, minShortSide?: number): Promise<Verdict> =>
  inspectAndDerive(file, pool, { outDir: out, rules: minShortSide ? { minShortSide } : {} });

/** Nothing but the picture, and no text that a file brought along. */
async function expectClean(derivative: Derivative) {
  const bytes = await readFile(derivative.path);
  expect(extrasOf(bytes)).toEqual([]);
  expect(bytes.toString('latin1')).not.toMatch(/<script|<\?php|<html|13800138000/i);
}

/** Groups of exiftool that tell of the file and its pixels; everything else would be metadata. */
const PLAIN_GROUPS = /^(SourceFile|ExifTool|File|System|Composite|JFIF|RIFF)(:|$)/;
const COMMENTS = /^(File:Comment|RIFF:(Software|Comment|Artist|Copyright))/;

/** The second opinion: whatever exiftool knows to read. */
function expectCleanByExiftool(folder: string) {
  const out = execFileSync('exiftool', ['-json', '-a', '-G1', '-u', '-ee', '-r', folder], { maxBuffer: 1 << 28 });
  const found = (JSON.parse(out.toString()) as Record<string, unknown>[]).flatMap((file) =>
    Object.keys(file)
      .filter((tag) => !PLAIN_GROUPS.test(tag) || COMMENTS.test(tag))
      .map((tag) => `${path.basename(String(file['SourceFile']))} ${tag}`),
  );
  expect(found).toEqual([]);
}

const hasExiftool = spawnSync('exiftool', ['-ver']).status === 0;
const whereExiftool = hasExiftool ? it : it.skip;
const exiftoolTitle = `exiftool finds nothing in any of their pictures${hasExiftool ? '' : ' (left out: no exiftool here)'}`;

/**
 * What sharp makes of the same file in its own order: colours first, then the size; through the same encoder, for what that
 * leaves out (half the chroma's resolution) is no question of colours or turns.
 */
async function reference(file: string, folder: string, type: string, size: { width: number; height: number }) {
  const isHeic = type === 'heic';
  const [input] = isHeic ? await decodeBySystem(findSystemHeif() as string, file, folder) : [file];
  const image = sharp(input, { failOn: 'error', limitInputPixels: false });
  // HEIF's decoders have turned the pixels; EXIF still says what they were before.
  const upright = isHeic || type === 'avif' ? image : image.autoOrient();
  const flat = upright.flatten({ background: '#ffffff' }).resize(size.width, size.height, { fit: 'fill' });
  return toRaster(sharp(await flat.toColourspace('srgb').webp({ quality: 80, effort: 2 }).toBuffer()));
}

if (photos) {
  describe('real photographs', () => {
    it('lie in the district that their position says', async () => {
      const position = await readPosition(path.join(photos, '28-shenzhen-gps-pii.jpg'));
      expect(position && districtOf(position)).toBe('longhua');
    });

    it.each(
      readTable(path.join(photos, 'MANIFEST.md')).map((row) => [row['file'] as string, row['upright'] as string]),
    )('%s is taken in as %s', async (file, upright) => {
      const before = createHash('sha256')
        .update(readFileSync(path.join(photos, file)))
        .digest('hex');
      const verdict = await judge(path.join(photos, file), 200);
      if (!verdict.accepted) throw new Error(`${verdict.code} ${JSON.stringify(verdict.facts)}`);
      const { inspection, derived } = verdict;
      const [, width, height] = /^(\d+)x(\d+)/.exec(upright) as RegExpExecArray;
      expect([inspection.width, inspection.height]).toEqual([Number(width), Number(height)]);
      expect([derived.width, derived.height]).toEqual([Number(width), Number(height)]);
      expect(derived.derivatives).toHaveLength(4);
      for (const derivative of derived.derivatives) {
        expect(Math.sign(derivative.width - derivative.height)).toBe(Math.sign(Number(width) - Number(height)));
        await expectClean(derivative);
      }
      expect(derived.sha256).toBe(before);
      expect(
        createHash('sha256')
          .update(readFileSync(path.join(photos, file)))
          .digest('hex'),
      ).toBe(before);
      if (inspection.type === 'heic' && !findSystemHeif()) return;
      const shown = await toRaster(sharp(derived.derivatives[1]?.path));
      const meant = await reference(path.join(photos, file), scratch, inspection.type, shown);
      expect(meanDifference(shown, meant)).toBeLessThanOrEqual(6);
      expect(meanDeltaE00(shown, meant)).toBeLessThanOrEqual(3);
    });

    whereExiftool(exiftoolTitle, () => expectCleanByExiftool(out));

    const heics = readTable(path.join(photos, 'MANIFEST.md')).filter((row) => row['type']?.startsWith('HEIC'));
    it.each(findSystemHeif() ? heics.map((row) => [row['file'] as string, row['upright'] as string]) : [])(
      '%s by the wasm decoder too',
      async (file, upright) => {
        const input = path.join(photos, file);
        const byWasm = await pool.derive(input, path.join(out, 'wasm'), { heif: 'wasm' });
        const bySystem = await pool.derive(input, path.join(out, 'system'), { heif: 'system' });
        if (!byWasm.ok || !bySystem.ok) throw new Error(`refused ${JSON.stringify([byWasm, bySystem])}`);
        expect(`${byWasm.derived.width}x${byWasm.derived.height}`).toBe(upright);
        expect(await differenceOfSmallest(byWasm.derived.derivatives, bySystem.derived.derivatives)).toBeLessThan(2);
      },
    );
  });
} else {
  it('real photographs are left out: no folder shared/corpus/photos beside this checkout', () => {
    expect(photos).toBeUndefined();
  });
}

/** Shrunk until the grain that WebP leaves averages out and colour and place remain. */
async function differenceOfSmallest(a: Derivative[], b: Derivative[]): Promise<number> {
  const [one, two] = await Promise.all(
    [a, b].map((list) =>
      sharp((list[0] as Derivative).path)
        .resize(64)
        .raw()
        .toBuffer(),
    ),
  );
  let sum = 0;
  (one as Buffer).forEach((value, i) => (sum += Math.abs(value - ((two as Buffer)[i] as number))));
  return sum / (one as Buffer).length;
}

if (hostile) {
  describe('hostile files', () => {
    const expectations = JSON.parse(readFileSync(path.join(hostile, 'expected.json'), 'utf8')) as Expectation[];

    it.each(expectations.map((row) => [row.file, row.expect, row] as const))('%s: %s', async (file, _expect, row) => {
      const began = performance.now();
      const verdict = await judge(path.join(hostile, file));
      // A refusal has to come while somebody waits for it; deriving a sound picture is the worker's own time.
      if (!verdict.accepted) expect(performance.now() - began).toBeLessThan(5000);
      const ending = verdict.accepted ? 'accepted' : verdict.code;
      if (row.expect === 'REJECT') expect(row.kinds).toContain(ending);
      if (row.expect === 'ACCEPT+NORMALISE') expect(ending).toBe('accepted');
      if (verdict.accepted) await Promise.all(verdict.derived.derivatives.map(expectClean));
    });

    whereExiftool(exiftoolTitle, () => expectCleanByExiftool(out));

    it('the decoder outlived them all, in little memory', async () => {
      expect(pool.idlePids).toHaveLength(1);
      const usage = await usageOf(pool.idlePids[0] as number);
      expect(usage?.rssBytes).toBeLessThan(600 * 1024 * 1024);
    });
  });
} else {
  it('hostile files are left out: no folder shared/corpus/hostile beside this checkout', () => {
    expect(hostile).toBeUndefined();
  });
}
