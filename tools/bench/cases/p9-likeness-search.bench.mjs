// P9: the nearest among a million fingerprints, exact to seven bits, beside the least that a question to the database costs.
import { scene, SCENE_NAMES, PALETTE_NAMES } from '@zuimei/demo';
import { drawSvg, marksOf, sketchOfDerivative } from '@zuimei/imaging';
import { withClient } from '@zuimei/persistence';
import { MARK_BITS, NEAR_MARKS_SQL } from '@zuimei/persistence/contest';
import { median, timed } from '../statistics.mjs';
import { Installation } from '../system/installation.mjs';

const MARKS = 1_000_000;
const MARKS_A_PHOTO = 8;
const RUNS = 5;
const QUESTIONS = 400;
/** Questions whose answer is held against a scan of all marks. */
const SCANNED = 40;

export const id = 'P9';

export async function measure() {
  const real = await realHashes();
  const installation = await Installation.open('likeness');
  try {
    await fill(installation.ownerUrl, real);
    return await withClient(installation.apiUrl, async (client) => {
      const ask = (hash) => client.query({ name: 'near-marks', text: NEAR_MARKS_SQL, values: [[String(hash)]] });
      const nothing = () => client.query({ name: 'one', text: 'select 1', values: [] });
      const stored = (await client.query('SELECT hash::text FROM photo_marks TABLESAMPLE SYSTEM (1) REPEATABLE (9)'))
        .rows;
      const questions = stored.slice(0, QUESTIONS).map(({ hash }, i) => flipped(BigInt(hash), i % 11, i));
      for (const hash of questions.slice(0, 100)) await Promise.all([ask(hash), nothing()]);
      const runs = [];
      for (let run = 0; run < RUNS; run++) runs.push(await compare(questions, ask, nothing));
      const { wrong, found } = await heldAgainstScan(client, questions, ask);
      return {
        name: 'nearest photos among 1,000,000 fingerprints, exact to distance 7',
        ratio: median(runs.map(({ nearMs, oneMs }) => nearMs / oneMs)),
        definition: `median time of ${QUESTIONS} searches, half of them near what is stored ÷ a prepared select 1 on the same connection (reach: 5)`,
        runs,
        checks: [
          {
            name: `the same ${found} fingerprints as a scan of all finds, for ${SCANNED} questions (${wrong} answers differ)`,
            pass: wrong === 0 && found > SCANNED,
          },
        ],
      };
    });
  } finally {
    await installation.close();
  }
}

/** Marks of drawn scenes: real hashes clump, so random bits alone would flatter the search. */
async function realHashes() {
  const hashes = [];
  for (const [i, name] of SCENE_NAMES.entries()) {
    for (const [k, palette] of PALETTE_NAMES.entries()) {
      const size = { width: 480, height: 320 };
      const svg = scene(name, { palette, seed: 1 + i * 10 + k, zoom: 1 + k / 10, ...size, detail: 'thumb' });
      hashes.push(...marksOf(await sketchOfDerivative(await drawSvg(svg, { ...size, format: 'png' }))));
    }
  }
  return hashes.map(({ hash }) => hash);
}

/** Half at random, half some bits away from marks of pictures. */
async function fill(ownerUrl, real) {
  await withClient(ownerUrl, async (client) => {
    await client.query('SET session_replication_role = replica');
    const { rows: indexes } = await client.query(
      `SELECT indexname, indexdef FROM pg_indexes WHERE indexname LIKE 'photo_marks_band_%'`,
    );
    for (const { indexname } of indexes) await client.query(`DROP INDEX ${indexname}`);
    await client.query(
      `INSERT INTO photo_marks (photo_id, place, x, y, reach, hash, band_0, band_1, band_2, band_3)
       SELECT md5((i / ${MARKS_A_PHOTO})::text)::uuid, i % ${MARKS_A_PHOTO}, 48, 32, 16, hash,
              (hash >> 48) & 65535, (hash >> 32) & 65535, (hash >> 16) & 65535, hash & 65535
         FROM (SELECT i, CASE WHEN i % 2 = 0 THEN bits ELSE ($1::bigint[])[1 + i % ${real.length}] # mask END AS hash
                 FROM (SELECT i, ('x' || md5(i::text))::bit(64)::bigint AS bits,
                              -- Each bit of the mask is set once in eight.
                              ('x' || md5('a' || i))::bit(64)::bigint & ('x' || md5('b' || i))::bit(64)::bigint
                              & ('x' || md5('c' || i))::bit(64)::bigint AS mask
                         FROM generate_series(0, ${MARKS - 1}) AS i) AS drawn) AS hashes`,
      [real.map(String)],
    );
    for (const { indexdef } of indexes) await client.query(indexdef);
    await client.query('VACUUM (ANALYZE) photo_marks');
  });
}

async function compare(questions, ask, nothing) {
  const near = [];
  const one = [];
  for (const [i, hash] of questions.entries()) {
    const ours = async () => near.push(await timed(() => ask(hash)));
    const reference = async () => one.push(await timed(nothing));
    for (const measureOne of i % 2 ? [reference, ours] : [ours, reference]) await measureOne();
  }
  return { nearMs: rounded(median(near)), oneMs: rounded(median(one)) };
}

async function heldAgainstScan(client, questions, ask) {
  let wrong = 0;
  let found = 0;
  const keys = (rows) =>
    rows
      .map((row) => `${row.photo_id} ${row.place} ${row.distance}`)
      .sort()
      .join();
  await client.query('SET enable_indexscan = off; SET enable_bitmapscan = off; SET enable_indexonlyscan = off');
  const scans = [];
  for (const hash of questions.slice(0, SCANNED)) {
    scans.push(
      await client.query(
        `SELECT photo_id, place, bit_count((hash # $1::bigint)::bit(64))::int AS distance FROM photo_marks
          WHERE bit_count((hash # $1::bigint)::bit(64)) <= ${MARK_BITS}`,
        [String(hash)],
      ),
    );
  }
  await client.query('RESET ALL');
  for (const [i, { rows }] of scans.entries()) {
    found += rows.length;
    if (keys((await ask(questions[i])).rows) !== keys(rows)) wrong++;
  }
  return { wrong, found };
}

function flipped(hash, count, seed) {
  let out = hash;
  for (let k = 0; k < count; k++) out ^= 1n << BigInt((seed * 7 + k * 13) % 64);
  return BigInt.asIntN(64, out);
}

const rounded = (ms) => Math.round(ms * 1000) / 1000;
