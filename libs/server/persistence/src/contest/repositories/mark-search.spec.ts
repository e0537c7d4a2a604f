import { createTestDatabase, type TestDatabase } from '@zuimei/testing';
import type pg from 'pg';
import { withClient } from '../../base/client.js';
import { MARK_BITS, NEAR_MARKS_SQL } from './mark-search.repository.js';

/** A fixed stream of 64-bit numbers (SplitMix64, Steele 2014). */
function numbers(seed: bigint): () => bigint {
  let state = seed;
  return () => {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
    let z = state;
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    return BigInt.asIntN(64, z ^ (z >> 31n));
  };
}

const ONES = Array.from({ length: 65_536 }, (_, n) => n.toString(2).replaceAll('0', '').length);
const distance = (a: bigint, b: bigint): number => {
  let sum = 0;
  for (let rest = BigInt.asUintN(64, a ^ b); rest > 0n; rest >>= 16n) sum += ONES[Number(rest & 65_535n)] as number;
  return sum;
};

describe('the search for near marks', () => {
  const next = numbers(365n);
  const flipped = (hash: bigint, bits: number): bigint => {
    const places = new Set<number>();
    while (places.size < bits) places.add(Number(BigInt.asUintN(6, next())));
    return BigInt.asIntN(
      64,
      [...places].reduce((sum, place) => sum ^ (1n << BigInt(place)), hash),
    );
  };
  const centres = Array.from({ length: 40 }, next);
  // Real hashes clump: half of them stand near few centres, at every distance that matters and the next ones.
  const hashes = Array.from({ length: 20_000 }, (_, i) =>
    i % 2 ? next() : flipped(centres[i % 40] as bigint, 1 + (i % 11)),
  );

  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await withClient(database.ownerUrl, async (client) => {
      // Marks alone are searched; the photos that they belong to are not needed for it.
      await client.query('SET session_replication_role = replica');
      await client.query(
        `INSERT INTO photo_marks (photo_id, place, x, y, reach, hash, band_0, band_1, band_2, band_3)
         SELECT lpad(i::text, 32, '0')::uuid, 0, 0, 0, 1, hash,
                (hash >> 48) & 65535, (hash >> 32) & 65535, (hash >> 16) & 65535, hash & 65535
           FROM unnest($1::bigint[]) WITH ORDINALITY AS h (hash, i)`,
        [hashes.map(String)],
      );
      await client.query('VACUUM (ANALYZE) photo_marks');
    });
  });
  afterAll(() => database.drop());

  const search = (client: pg.Client, wanted: readonly bigint[]) =>
    client.query<{ lookup: number; photo_id: string; distance: number }>(NEAR_MARKS_SQL, [wanted.map(String)]);

  it('finds exactly what a scan finds, to seven bits', async () => {
    const wanted = [
      ...centres,
      ...Array.from({ length: 20 }, (_, i) => flipped(hashes[i * 97] as bigint, i % 9)),
      next(),
    ];
    const scanned = wanted.flatMap((hash, i) =>
      hashes.flatMap((other, k) => {
        const bits = distance(hash, other);
        return bits <= MARK_BITS ? [`${i + 1} ${k + 1} ${bits}`] : [];
      }),
    );
    const { rows } = await withClient(database.apiUrl, (client) => search(client, wanted));
    const found = rows.map((row) => `${row.lookup} ${Number(row.photo_id.replaceAll('-', ''))} ${row.distance}`);
    expect(found.sort()).toEqual(scanned.sort());
    expect(scanned.length).toBeGreaterThan(5000);
    expect(new Set(scanned.map((row) => row.split(' ')[2])).size).toBe(8);
  });

  it('reads the band indexes alone', async () => {
    const plan = await withClient(database.apiUrl, async (client) => {
      // Among a million the planner takes them of itself; so few it might as well read from the table.
      await client.query('SET enable_bitmapscan = off');
      return client.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${NEAR_MARKS_SQL}`, [centres.map(String)]);
    });
    const lines = plan.rows.map((row) => row['QUERY PLAN']).filter((line) => line.includes('photo_marks'));
    expect(lines.length).toBe(4);
    for (const line of lines) expect(line).toMatch(/Index Only Scan using photo_marks_band_\d_idx/);
  });

  it('is planned once where it is prepared', async () => {
    const plans = await withClient(database.apiUrl, async (client) => {
      for (let i = 0; i < 8; i++) {
        await client.query({ name: 'near', text: NEAR_MARKS_SQL, values: [[String(hashes[i])]] });
      }
      return client.query(`SELECT generic_plans::int AS once FROM pg_prepared_statements WHERE name = 'near'`);
    });
    // The server tries five plans of their own first.
    expect(plans.rows).toEqual([{ once: 3 }]);
  });

  it('a band that does not fit its hash is refused', async () => {
    await expect(
      withClient(database.ownerUrl, async (client) => {
        await client.query('SET session_replication_role = replica');
        await client.query(
          `INSERT INTO photo_marks (photo_id, place, x, y, reach, hash, band_0, band_1, band_2, band_3)
           VALUES (gen_random_uuid(), 0, 0, 0, 1, -1, 65535, 65535, 65535, 65534)`,
        );
      }),
    ).rejects.toMatchObject({ code: '23514' });
  });
});
