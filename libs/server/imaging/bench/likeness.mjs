// How many copies of a picture are found again, and how many other pictures are taken for it. Runs on the build.
import { likenessOf, lookupsOf, marksOf, sketchOfDerivative } from '../dist/likeness/index.js';
import { COPIES, randomOf } from '../dist/specimens/index.js';

/** The most bits in which a mark and what is looked for differ. */
const BITS = 7;

/** @typedef {{name: string, bytes: Buffer}} Original */

/**
 * @param {Original[]} originals pictures of which no two are the same
 * @returns likenesses of copies with their originals (0: no mark found) by kind of copy, and of every two originals of
 *   which a mark was found
 */
export async function likenesses(originals, tell = () => {}) {
  const known = [];
  for (const { name, bytes } of originals) {
    const sketch = await sketchOfDerivative(bytes);
    known.push({ name, sketch, marks: halves(marksOf(sketch)) });
  }
  const copies = Object.fromEntries(Object.keys(COPIES).map((kind) => [kind, []]));
  const others = [];
  for (const [i, { bytes }] of originals.entries()) {
    const random = randomOf(i + 1);
    for (const [kind, copy] of Object.entries(COPIES)) {
      const sketch = await sketchOfDerivative(await copy(bytes, random));
      copies[kind].push({ of: i, likeness: likeness(known[i], sketch, halves(lookupsOf(sketch))) ?? 0 });
    }
    const lookups = halves(lookupsOf(known[i].sketch));
    for (const [j, other] of known.entries()) {
      if (j === i) continue;
      const found = likeness(other, known[i].sketch, lookups);
      if (found !== undefined) others.push({ of: i, other: j, likeness: found });
    }
    tell(i);
  }
  return { copies, others };
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
