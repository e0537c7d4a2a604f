import { endpoints } from '@zuimei/contracts';
import { withClient } from '@zuimei/persistence';
import { startTestApp, type TestApp, type Visitor } from '../app/api.testing.js';
import { Hall } from './judging.testing.js';

/** Tables whose rows are only ever added. */
const LEDGER = [
  'answers',
  'late_answers',
  'held_answers',
  'held_acknowledgements',
  'tallies',
  'bundles',
  'bundle_leaves',
  'receipts',
  'publications',
  'awards',
  'round_corrections',
];
const SQL = [
  `'; DELETE FROM answers; --`,
  `1); UPDATE answers SET body = 'x'; --`,
  `x' OR '1'='1`,
  `\\'; TRUNCATE answers CASCADE; --`,
  `$$; DELETE FROM bundles; $$`,
];

describe('SQL in what a caller sends', () => {
  let test: TestApp;
  let people: Visitor[];
  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
    const hall = await Hall.open(test);
    const { id } = await hall.openRound();
    for (const pass of await hall.passes(2)) await hall.tablet('T-01').voteThrough(pass, 3);
    await hall.close(id);
    await hall.move(hall.organizer, id, 'tally');
    await hall.move(hall.second, id, 'certify');
    await hall.move(hall.organizer, id, 'publish');
    people = [hall.organizer, test.visitor()];
  });
  afterAll(() => test.close());

  const fingerprints = () =>
    withClient(test.database.ownerUrl, async (client) => {
      const found: Record<string, unknown> = {};
      for (const table of LEDGER) {
        const { rows } = await client.query(
          `SELECT count(*)::int AS n, md5(string_agg(t::text, '|' ORDER BY t::text)) AS md5 FROM ${table} t`,
        );
        found[table] = rows[0];
      }
      return found;
    });

  it('reaches no row of the ledger through any route, and is never a fault of ours', async () => {
    const before = await fingerprints();
    expect(before).toMatchObject({ answers: { n: 4 }, bundles: { n: 1 } });
    const broken: string[] = [];
    let sent = 0;
    for (const endpoint of Object.values(endpoints)) {
      // Signing out would make every later request a stranger's.
      if (endpoint.reply.kind === 'sse' || (endpoint.path.includes('session') && endpoint.method !== 'GET')) continue;
      for (const [i, sql] of SQL.entries()) {
        const value = encodeURIComponent(sql);
        const path = endpoint.path.replace(/:\w+/g, value);
        const query = `?edition=${value}&cursor=${value}&version=${value}&year=${value}&reason=${value}&limit=${value}`;
        const fields = Object.fromEntries(
          [
            'name',
            'reason',
            'login',
            'password',
            'phone',
            'code',
            'editionKey',
            'title',
            'answers',
            'roundId',
            'id',
          ].map((key) => [key, sql]),
        );
        const body = endpoint.method === 'GET' ? undefined : fields;
        const reply = await people[i % people.length]?.send(endpoint.method as 'GET', path + query, body);
        sent += 1;
        if (!reply || reply.statusCode >= 500) broken.push(`${endpoint.id} ${sql}: ${reply?.statusCode}`);
      }
    }
    expect(broken).toEqual([]);
    expect(sent).toBeGreaterThan(250);
    expect(await fingerprints()).toEqual(before);
  });
});
