import { createTestDatabase, type TestDatabase } from '@zuimei/testing';
import { createDataSource } from '../base/data-source.js';
import { BundleParts1762000500000 } from './migrations/1762000500000-bundle-parts.migration.js';

const ROUND = '00000000-0000-7000-8000-000000000001';
/** What is published may speak of anything, also in the words of the file. */
const reason = JSON.stringify('"leaves":[],"receipts":[');
const FILES = [
  `{"correction":{"reason":${reason}},"leaves":[{"a":"1"},{"a":"]"}],"receipts":["x"],"round":{"title":${reason}}}`,
  '{"leaves":[],"receipts":[]}',
];

describe('bundles that were stored in one piece', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('are stored in parts, and back, without a byte being changed', async () => {
    const source = await createDataSource({ url: database.ownerUrl, kind: 'owner' }).initialize();
    const runner = source.createQueryRunner();
    const migration = new BundleParts1762000500000();
    const bodies = async () =>
      ((await runner.query('SELECT body FROM bundles ORDER BY version')) as unknown as { body: string }[]).map(
        ({ body }) => body,
      );
    try {
      await migration.down(runner);
      for (const [i, body] of FILES.entries())
        await runner.query('INSERT INTO bundles (round_id, version, body, made_at) VALUES ($1, $2, $3, now())', [
          ROUND,
          i + 1,
          body,
        ]);
      await migration.up(runner);
      expect(
        await runner.query(
          `SELECT opening, (SELECT string_agg(l.body, '') FROM bundle_leaves l WHERE l.version = b.version) AS leaves, ending
             FROM bundles b ORDER BY version`,
        ),
      ).toEqual([
        {
          opening: `{"correction":{"reason":${reason}},"leaves":[`,
          leaves: '{"a":"1"},{"a":"]"}',
          ending: `],"receipts":["x"],"round":{"title":${reason}}}`,
        },
        { opening: '{"leaves":[', leaves: null, ending: '],"receipts":[]}' },
      ]);
      await migration.down(runner);
      expect(await bodies()).toEqual(FILES);
      await migration.up(runner);
    } finally {
      await runner.release();
      await source.destroy();
    }
  });
});
