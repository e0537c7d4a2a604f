// How many copies of a picture are found again, and how many other pictures are taken for it. Runs on the build.
import path from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import sharp from 'sharp';
import { likenessOf, lookupsOf, marksOf, sketchOfDerivative } from '../dist/likeness/index.js';
import { COPIES, randomOf, readTable, sharedCorpus } from '../dist/specimens/index.js';

/** The most bits in which a mark and what is looked for differ. */
const BITS = 7;

/** @typedef {{name: string, bytes: Uint8Array}} Original */

/** A deck of all kinds of copies is dealt to so many pictures, in an order of its own. */
const PICTURES_A_DECK = 5;

/**
 * @param {Original[]} originals pictures of which no two are the same
 * @param {{of: number, parts: number}} part which of the originals are copied and looked for: each `parts`th from `of`
 * @returns likenesses of copies with their originals (0: no mark found), and of every two originals of which a mark was
 *   found
 */
export async function likenesses(originals, { of, parts }) {
  const known = [];
  for (const { name, bytes } of originals) {
    const sketch = await sketchOfDerivative(Buffer.from(bytes));
    known.push({ name, sketch, marks: halves(marksOf(sketch)) });
  }
  const copies = [];
  const others = [];
  for (let i = of; i < originals.length; i += parts) {
    const random = randomOf(i + 1);
    for (const kind of kindsFor(i)) {
      const sketch = await sketchOfDerivative(await COPIES[kind](Buffer.from(originals[i].bytes), random));
      copies.push({ of: i, kind, likeness: likeness(known[i], sketch, halves(lookupsOf(sketch))) ?? 0 });
    }
    const lookups = halves(lookupsOf(known[i].sketch));
    for (const [j, other] of known.entries()) {
      if (j === i) continue;
      const found = likeness(other, known[i].sketch, lookups);
      if (found !== undefined) others.push({ of: i, other: j, likeness: found });
    }
  }
  return { copies, others };
}

/** As {@link likenesses} of all, in two threads. */
export async function likenessesOfAll(originals) {
  const parts = await Promise.all([0, 1].map((of) => inThread({ originals, of, parts: 2 })));
  return { copies: parts.flatMap(({ copies }) => copies), others: parts.flatMap(({ others }) => others) };
}

const inThread = (workerData) =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL(import.meta.url), { workerData });
    thread.once('message', resolve).once('error', reject);
  });

/** The kinds of copies that are made of the picture `i`. */
function kindsFor(i) {
  const random = randomOf(1000 + Math.floor(i / PICTURES_A_DECK));
  const deck = Object.keys(COPIES)
    .map((kind) => ({ kind, place: random() }))
    .sort((a, b) => a.place - b.place);
  return deck.filter((_, k) => k % PICTURES_A_DECK === i % PICTURES_A_DECK).map(({ kind }) => kind);
}

/** Real photographs where the shared corpus is, one of each scene, upright and no larger than 1280; else none. */
export async function realPhotos() {
  const folder = sharedCorpus('photos', process.env.ZUIMEI_SHARED);
  if (!folder) return [];
  const photos = [];
  const sources = new Set();
  for (const row of readTable(path.join(folder, 'MANIFEST.md'))) {
    const source = row['source path']?.replace(/_\d+(\.\w+)$/, '$1');
    if (!/\.jpe?g$/.test(row.file ?? '') || source?.startsWith('derived') || sources.has(source)) continue;
    sources.add(source);
    const image = sharp(path.join(folder, row.file), { failOn: 'error' }).rotate().toColourspace('srgb');
    photos.push({
      name: row.file,
      bytes: await image
        .resize(1280, 1280, { fit: 'inside', withoutEnlargement: true })
        .jpeg({ quality: 95 })
        .toBuffer(),
    });
  }
  return photos;
}

/** Undefined where no mark is near. */
function likeness(one, sketch, lookups) {
  const hits = [];
  for (const indexed of one.marks) {
    for (const looked of lookups) {
      const distance = bits(indexed.high ^ looked.high) + bits(indexed.low ^ looked.low);
      if (distance <= BITS) hits.push({ indexed, looked, distance });
    }
  }
  if (hits.length === 0) return undefined;
  return likenessOf(
    one.sketch,
    sketch,
    hits.sort((a, b) => a.distance - b.distance),
  );
}

const halves = (marks) =>
  marks.map((mark) => ({ ...mark, high: Number(mark.hash >> 32n), low: Number(BigInt.asIntN(32, mark.hash)) }));

function bits(value) {
  let v = value - ((value >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

if (!isMainThread && workerData?.originals) parentPort.postMessage(await likenesses(workerData.originals, workerData));
