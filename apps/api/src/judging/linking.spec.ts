import type { PassView, RoundView } from '@zuimei/contracts';
import { idFrom, type ResultBundle } from '@zuimei/domain';
import { withClient } from '@zuimei/persistence';
import { startTestApp, type TestApp } from '../app/api.testing.js';
import { Hall, LADDER } from './judging.testing.js';

const JURORS = 12;

/** Somebody who has the public bundle, saw who sat down when, and tries to find out who voted what. */
describe('the public bundle', () => {
  let test: TestApp;
  let hall: Hall;
  let round: RoundView;
  let body: string;
  let bundle: ResultBundle;
  const receipts: string[] = [];
  const rows = async <Row extends object>(sql: string, params: unknown[] = []): Promise<Row[]> =>
    withClient(test.database.ownerUrl, async (client) => (await client.query<Row>(sql, params)).rows);

  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
    const rules = { tieLadder: LADDER, caps: { perAuthor: 1, perCompany: 2 } };
    hall = await Hall.open(test, { entries: 30, authors: 6, companies: ['一分厂', '二分厂', null], rules });
    round = await hall.openRound();
    const passes = await hall.passes(JURORS, [{ name: '王𬱖', company: '一分厂', phone: null }]);
    for (const [i, pass] of passes.entries())
      receipts.push(await hall.tablet(`礼堂平板${i % 3}`).voteThrough(pass as PassView, 3));
    await hall.close(round.id);
    await hall.move(hall.organizer, round.id, 'tally');
    await hall.move(hall.second, round.id, 'certify');
    await hall.move(hall.organizer, round.id, 'publish');
    const reply = await test.visitor().send('GET', `/v1/rounds/${round.id}/bundle.json`);
    body = reply.body;
    bundle = JSON.parse(body) as ResultBundle;
  });
  afterAll(() => test.close());

  it('holds no id of a person, pass, seat, device, screen, answer or entry, no nonce, and no name', async () => {
    const secrets = await rows<{ what: string; value: string }>(
      `SELECT 'pass' AS what, id::text AS value FROM passes UNION ALL SELECT 'juror', juror_id::text FROM passes
       UNION ALL SELECT 'holder', holder_name FROM passes WHERE holder_name IS NOT NULL
       UNION ALL SELECT 'company', '一分厂'
       UNION ALL SELECT 'seat', id::text FROM seats UNION ALL SELECT 'device', device_id::text FROM seats
       UNION ALL SELECT 'device name', device_name FROM seats
       UNION ALL SELECT 'screen', id::text FROM screens UNION ALL SELECT 'deck', id::text FROM decks
       UNION ALL SELECT 'answer', answer_id::text FROM answers UNION ALL SELECT 'entry', entry_id::text FROM round_entries
       UNION ALL SELECT 'nonce', encode(nonce, 'hex') FROM receipts
       UNION ALL SELECT 'hash', encode(hash, 'hex') FROM answers WHERE seq < (SELECT max(seq) FROM answers)`,
    );
    expect(secrets.length).toBeGreaterThan(200);
    const bare = body.replaceAll('-', '');
    const found = secrets.filter(({ value }) => body.includes(value) || bare.includes(value.replaceAll('-', '')));
    expect(found).toEqual([]);
  });

  it('holds no time: neither written out, nor as a number, nor inside an id', async () => {
    const [{ from, to } = { from: 0, to: 0 }] = await rows<{ from: number; to: number }>(
      `SELECT extract(epoch FROM min(received_at))::float8 AS "from", extract(epoch FROM max(received_at))::float8 AS "to"
         FROM answers`,
    );
    expect(from).toBeGreaterThan(1_600_000_000);
    expect(body).not.toMatch(/\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/);
    const texts = new Set<string>();
    const numbers: number[] = [];
    JSON.parse(body, (_key, value: unknown) => {
      if (typeof value === 'string') texts.add(value);
      if (typeof value === 'number') numbers.push(value);
      return value;
    });
    expect(numbers.filter((n) => n > 1_000_000)).toEqual([]);
    // A UUID of version 7 begins with its milliseconds. The round's own says when the round was made, before the vote.
    const [early, late] = [from * 1000 - 3_600_000, to * 1000 + 3_600_000];
    const timed = [...texts].filter((text) => {
      const ms = /^[0-9a-f]{8}-?[0-9a-f]{4}/.test(text) ? parseInt(text.replaceAll('-', '').slice(0, 12), 16) : NaN;
      return ms > early && ms < late && text !== round.id;
    });
    expect(timed).toEqual([]);
  });

  it('does not give away the order of a juror’s screens by the published seed', async () => {
    const real = await rows<{ pseudonym: string; ordinal: number; id: string }>(
      'SELECT pseudonym, ordinal, id FROM screens',
    );
    expect(real.length).toBeGreaterThan(JURORS);
    const published = new Set(bundle.leaves.map(({ screen }) => screen.id));
    const stored = new Set(real.map(({ id }) => id));
    for (const { pseudonym, ordinal } of real)
      for (const seed of [bundle.seed, `${bundle.seed}|${round.id}`]) {
        const guess = idFrom(`${seed}|${pseudonym}|${ordinal}`);
        expect([stored.has(guess), published.has(guess), published.has(guess.replaceAll('-', ''))]).toEqual([
          false,
          false,
          false,
        ]);
      }
  });

  it('orders answers by hash and receipts by letters, whoever came first', async () => {
    const chain = await rows<{ pseudonym: string }>('SELECT pseudonym FROM answers ORDER BY seq');
    const arrival = [...new Set(chain.map(({ pseudonym }) => pseudonym))];
    const shown = [...new Set(bundle.leaves.map(({ pseudonym }) => pseudonym))];
    expect([...shown].sort()).toEqual([...arrival].sort());
    expect(shown).not.toEqual(arrival);
    expect(bundle.receipts).toEqual([...receipts].sort());
    expect(bundle.receipts).not.toEqual(receipts);
    // One who kept their receipt still cannot point at their answers: it is made of a nonce, not of the ballot.
    expect(bundle.leaves.every((leaf) => Object.keys(leaf).sort().join() === 'answer,pseudonym,screen')).toBe(true);
    expect(bundle.leaves.every(({ screen }) => Object.keys(screen).sort().join() === 'entries,id')).toBe(true);
  });
});
