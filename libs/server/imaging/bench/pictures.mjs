// How near the picture pipeline comes to what libvips itself costs: each row beside a reference in the same run.
// Runs on the build: `nx run-many -t build && node libs/server/imaging/bench/pictures.mjs [runs]`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { derivePicture } from '../dist/derive/derive-picture.js';
import { DerivePool } from '../dist/index.js';
import { phoneJpeg } from '../dist/specimens/index.js';

const SIDES = [320, 1080, 2048];
const inside = (side) => [side, side, { fit: 'inside', withoutEnlargement: true }];
const webp = { quality: 80, effort: 2 };
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

async function measured(task) {
  const cpu = process.cpuUsage();
  const began = performance.now();
  await task();
  const { user, system } = process.cpuUsage(cpu);
  return { wallMs: performance.now() - began, cpuMs: (user + system) / 1000 };
}

/** Rounds before the first that counts: a decoder process takes many pictures in its life. */
const WARM = 4;

/** Pairs of ours and the reference, their order reversed on odd runs. */
async function paired(runs, unit, ours, reference) {
  const ratios = [];
  for (let i = 0; i < WARM; i++) {
    await ours();
    await reference();
  }
  for (let i = 0; i < runs; i++) {
    const order = i % 2 ? [reference, ours] : [ours, reference];
    const first = await measured(order[0]);
    const second = await measured(order[1]);
    const [own, other] = i % 2 ? [second, first] : [first, second];
    ratios.push(own[unit] / other[unit]);
  }
  return ratios;
}

const row = (id, name, definition, ratios, checks = []) => ({
  id,
  name,
  ratio: Number(median(ratios).toFixed(3)),
  definition,
  runs: ratios.map((ratio) => Number(ratio.toFixed(3))),
  checks,
});

/** The least that the same results can cost: a decode with its shrink, no colour conversion, and the encodes. */
async function floor(input) {
  const sizes = [];
  const { data, info } = await sharp(input, { failOn: 'error' })
    .resize(...inside(2048))
    .raw()
    .toBuffer({ resolveWithObject: true });
  sizes.push({ data, info });
  for (const side of [1080, 320]) {
    const { data: from, info: raw } = sizes.at(-1);
    sizes.push(
      await sharp(from, { raw })
        .resize(...inside(side))
        .raw()
        .toBuffer({ resolveWithObject: true }),
    );
  }
  for (const { data: pixels, info: raw } of sizes) await sharp(pixels, { raw }).webp(webp).toBuffer();
  await sharp(sizes[1].data, { raw: sizes[1].info }).jpeg({ quality: 82 }).toBuffer();
}

/** What one would write first: sharp from the file, once for every size. */
async function oncePerSize(input) {
  const open = (side) =>
    sharp(input, { failOn: 'error' })
      .autoOrient()
      .resize(...inside(side));
  for (const side of SIDES) await open(side).webp(webp).toBuffer();
  await open(1080).jpeg({ quality: 82 }).toBuffer();
}

/** Of the decoded large picture against sharp's own order of colour and size, both before any encoder. */
async function psnr(input) {
  const plain = await sharp(input)
    .autoOrient()
    .resize(...inside(2048))
    .raw()
    .toBuffer();
  const { decodePicture } = await import('../dist/derive/decode-picture.js');
  const { readPicture } = await import('../dist/inspect/inspect-picture.js');
  const { SAFETY_RULES: rules } = await import('../dist/intake-rules.js');
  const { raster } = await decodePicture(input, await readPicture(input, rules), { rules, heif: 'auto', scratch: '' });
  let squares = 0;
  for (let i = 0; i < plain.length; i++) squares += (plain[i] - raster.data[i]) ** 2;
  return 10 * Math.log10(255 ** 2 / (squares / plain.length));
}

/** Other people's tools at the same three WebP and one JPEG, each the way its manual has it. */
const OTHERS = [
  {
    name: 'vipsthumbnail, once per size',
    commands: (input, out) =>
      [...SIDES.map((side) => [side, `${out}/v${side}.webp[Q=80,effort=2]`]), [1080, `${out}/v.jpg[Q=82]`]].map(
        ([side, target]) => [
          'vipsthumbnail',
          input,
          '--size',
          `${side}x${side}>`,
          '--export-profile',
          'srgb',
          '-o',
          target,
        ],
      ),
  },
  {
    name: 'ImageMagick, one decode, colours left as they are',
    commands: (input, out) => [
      [
        findTool('magick') ? 'magick' : 'convert',
        ...[input, '-auto-orient', '-define', 'webp:method=2', '-quality', '80'],
        ...['-resize', '2048x2048>', '-write', `${out}/m2048.webp`, '-resize', '1080x1080>', '-write', `${out}/m.jpg`],
        ...['-write', `${out}/m1080.webp`, '-resize', '320x320>', `${out}/m320.webp`],
      ],
    ],
  },
];
const findTool = (name) => spawnSync(name, ['--version']).status === 0;

function runTool(commands) {
  for (const [tool, ...args] of commands) if (spawnSync(tool, args, { stdio: 'ignore' }).status !== 0) return false;
  return true;
}

/** jimp writes no WebP: three sizes and one more as JPEG, colours left as they are. */
async function byJimp(input) {
  const { Jimp } = await import('jimp');
  return async () => {
    const picture = await Jimp.read(input);
    for (const side of [2048, 1080, 1080, 320]) {
      picture.scaleToFit({ w: side, h: side });
      await picture.getBuffer('image/jpeg', { quality: 80 });
    }
  };
}

/** Wall time of each other tool over ours, medians of `runs`; what is not installed is named. */
async function beside(runs, input, out) {
  const ours = [];
  for (let i = 0; i <= runs; i++) ours.push((await measured(() => derivePicture(input, out))).wallMs);
  const own = median(ours.slice(1));
  const tools = OTHERS.map(({ name, commands }) => ({ name, task: () => runTool(commands(input, out)) }));
  const jimp = await byJimp(input).catch(() => undefined);
  tools.push({ name: 'jimp, JPEG only, colours left as they are', task: jimp ?? (() => false) });
  const figures = [];
  for (const { name, task } of tools) {
    if ((await task()) === false) {
      figures.push({ name, leftOut: 'not installed here, or without WebP' });
      continue;
    }
    const walls = [];
    for (let i = 0; i < runs; i++) walls.push((await measured(task)).wallMs);
    figures.push({ name, wallMs: Math.round(median(walls)), timesOurs: Number((median(walls) / own).toFixed(2)) });
  }
  return [{ name: 'this pipeline', wallMs: Math.round(own), timesOurs: 1 }, ...figures];
}

const peakMegabytes = (pid) => Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'))[1]) / 1024;

async function pooled(size, inputs, outDir) {
  const pool = new DerivePool({ size });
  try {
    // The first picture of each process pays for its start.
    await Promise.all(Array.from({ length: size }, () => pool.derive(inputs[0], outDir)));
    const began = performance.now();
    await Promise.all(inputs.map((input) => pool.derive(input, outDir)));
    const wallMs = performance.now() - began;
    const peaks = process.platform === 'linux' ? pool.idlePids.map(peakMegabytes) : [];
    return { wallMs, megabytes: peaks.reduce((sum, peak) => sum + peak, 0) };
  } finally {
    await pool.close();
  }
}

/**
 * @param {{ runs?: number, only?: string[] }} [options]
 * @returns the rows P1 to P4, and P1-OTHERS
 */
export async function run({ runs = 7, only } = {}) {
  sharp.concurrency(1);
  sharp.cache(false);
  const folder = mkdtempSync(path.join(tmpdir(), 'zuimei-bench-'));
  const out = path.join(folder, 'out');
  const wanted = (id) => !only || only.includes(id);
  const results = [];
  try {
    const photo = async (name, width, height, profile = 'p3') => {
      const file = path.join(folder, name);
      writeFileSync(file, await phoneJpeg({ width, height, orientation: 6, profile }));
      return file;
    };
    const mp12 = await photo('12.jpg', 4032, 3024);
    const mp48 = await photo('48.jpg', 8064, 6048);
    if (wanted('P1')) {
      // Without a profile, or sharp would convert colour here too.
      const untagged = await photo('12-untagged.jpg', 4032, 3024, 'none');
      const ratios = await paired(
        runs,
        'cpuMs',
        () => derivePicture(mp12, out),
        () => floor(untagged),
      );
      const definition =
        'CPU: all derivatives, hashes and checksums of a 12 MP Display P3 JPEG / decode, shrink, encodes alone';
      results.push(row('P1', 'derivatives of a P3 photo', definition, ratios));
    }
    if (wanted('P1-OTHERS')) {
      const figures = await beside(3, mp12, folder);
      const fastest = Math.min(...figures.slice(1).map(({ timesOurs }) => timesOurs ?? Infinity));
      const missing = figures.flatMap(({ name, leftOut }) => (leftOut ? [`${name}: ${leftOut}`] : []));
      results.push({
        id: 'P1-OTHERS',
        name: ['the same photo by other tools', ...missing.map((why) => `left out ${why}`)].join('; '),
        ratio: Number.isFinite(fastest) ? Number((1 / fastest).toFixed(3)) : 0,
        definition: 'wall: this pipeline / the fastest other tool, a 12 MP Display P3 JPEG to three WebP and a JPEG',
        runs: figures,
        checks: figures
          .slice(1)
          .filter(({ leftOut }) => !leftOut)
          .map(({ name, timesOurs }) => ({ name: `${name}: ${timesOurs} × ours`, pass: timesOurs > 1 })),
      });
    }
    if (wanted('P2')) {
      const ratios = await paired(
        runs,
        'wallMs',
        () => derivePicture(mp48, out),
        () => oncePerSize(mp48),
      );
      const decibels = await psnr(mp48);
      const checks = [{ name: `PSNR to sharp's own order ${decibels.toFixed(1)} dB >= 50`, pass: decibels >= 50 }];
      results.push(row('P2', '48 MP photo', 'wall: derive / sharp from the file once per size', ratios, checks));
    }
    if (wanted('P3')) {
      const ratios = await paired(
        runs,
        'wallMs',
        () => derivePicture(mp48, out),
        () => derivePicture(mp12, out),
      );
      results.push(row('P3', '48 MP against 12 MP', 'wall: derive 48 MP / derive 12 MP', ratios));
    }
    if (wanted('P4')) {
      const ratios = [];
      const peaks = [0, 0];
      for (let i = 0; i < Math.max(3, runs >> 1); i++) {
        const inputs = Array.from({ length: 8 }, () => mp48);
        const one = await pooled(1, inputs, out);
        const two = await pooled(2, inputs, out);
        ratios.push(one.wallMs / two.wallMs);
        peaks[0] = Math.max(peaks[0], one.megabytes);
        peaks[1] = Math.max(peaks[1], two.megabytes);
      }
      const checks = [
        { name: `one at a time peaks at ${peaks[0].toFixed(0)} MB <= 256`, pass: peaks[0] <= 256 },
        { name: `two at a time peak at ${peaks[1].toFixed(0)} MB <= 450`, pass: peaks[1] <= 450 },
      ];
      results.push(
        row('P4', 'two photos at a time', 'speed-up of eight 48 MP photos by a second process', ratios, checks),
      );
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  for (const { id, name, ratio, runs, checks } of await run({ runs: Number(process.argv[2] ?? 7) }))
    console.log(
      id,
      name,
      ratio,
      runs.join(' '),
      checks.map((check) => `${check.pass ? 'ok' : 'NOT'} ${check.name}`).join('; '),
    );
}
