import type { PassView, RoundView } from '@zuimei/contracts';
import {
  bundleShape,
  canonicalJson,
  fromHex,
  idFrom,
  leafHash,
  leafShape,
  type ResultBundle,
  toHex,
} from '@zuimei/domain';
import { withClient } from '@zuimei/persistence';
import { createHash } from 'node:crypto';
import { startTestApp, type TestApp } from '../app/api.testing.js';
import { Hall, LADDER } from './judging.testing.js';

const JURORS = 12;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
const rankOf = <T>(items: readonly T[]): Map<T, number> => new Map([...items].sort().map((item, i) => [item, i]));
/** Spearman's rank correlation, in standard deviations of what chance makes of it. */
const deviations = (first: readonly number[], second: readonly number[]): number => {
  const n = first.length;
  const squares = first.reduce((sum, rank, i) => sum + (rank - (second[i] as number)) ** 2, 0);
  return Math.abs(1 - (6 * squares) / (n * (n * n - 1))) * Math.sqrt(n - 1);
};

/** Somebody who has the public bundle, saw who sat down when, and tries to find out who voted what. */
describe('the public bundle', () => {
  let test: TestApp;
  let hall: Hall;
  let round: RoundView;
  let body: string;
  let bundle: ResultBundle;
  let headers: Record<string, unknown>;
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
    // One who votes and never hands in has no receipt of their own.
    const [last] = await hall.passes(1);
    const left = hall.tablet('礼堂平板9');
    await left.checkIn(last as PassView);
    await left.submit((await left.deck()).screens.slice(0, 2).map((screen) => left.answer(screen)));
    await hall.move(hall.host, round.id, 'collect');
    await hall.move(hall.host, round.id, 'close', { confirmMissing: ['礼堂平板9'] });
    await hall.move(hall.organizer, round.id, 'tally');
    await hall.move(hall.second, round.id, 'certify');
    await hall.move(hall.organizer, round.id, 'publish');
    const reply = await test.visitor().send('GET', `/v1/rounds/${round.id}/bundle.json`);
    body = reply.body;
    headers = reply.headers;
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
    // Whoever never handed in has a receipt that looks like any other.
    expect(bundle.receipts).toHaveLength(JURORS + 1);
    expect(bundle.receipts).toEqual(expect.arrayContaining(receipts));
    expect(bundle.receipts).toEqual([...bundle.receipts].sort());
    expect(bundle.receipts).not.toEqual(receipts);
    // By the hash of what each leaf says, and so by nothing else.
    const hashes = bundle.leaves.map((leaf) => toHex(leafHash(leaf, sha256)));
    expect(hashes).toEqual([...hashes].sort());
    expect(new Set(hashes).size).toBe(hashes.length);
    // One who kept their receipt still cannot point at their answers: it is made of a nonce, not of the ballot.
    expect(bundle.leaves.every((leaf) => Object.keys(leaf).sort().join() === 'answer,pseudonym,screen')).toBe(true);
    expect(bundle.leaves.every(({ screen }) => Object.keys(screen).sort().join() === 'entries,id')).toBe(true);
    // And there is no other member, anywhere.
    expect([
      ...bundleShape({ ...bundle, leaves: [] }),
      ...bundle.leaves.flatMap((leaf) => leafShape(leaf, '')),
    ]).toEqual([]);
  });

  it('names jurors and screens by what follows neither their arrival nor what is stored', async () => {
    const chain = await rows<{ pseudonym: string; screen: string; entries: string }>(
      `SELECT pseudonym, screen_id AS screen, (body::jsonb -> 'screen' -> 'entries')::text AS entries
         FROM answers ORDER BY seq`,
    );
    // An observer of the hall knows who was shown what; here it only tells which public name is whose.
    const publicName = new Map(
      bundle.leaves.map(({ pseudonym, screen }) => [`${pseudonym} ${canonicalJson(screen.entries)}`, screen.id]),
    );
    const names = chain.map(
      ({ pseudonym, entries }) => publicName.get(`${pseudonym} ${canonicalJson(JSON.parse(entries))}`) ?? '',
    );
    expect(names).not.toContain('');
    expect(new Set(names).size).toBe(names.length);
    const arrival = [...names.keys()];
    const places = rankOf(names);
    const stored = rankOf(chain.map(({ screen }) => screen));
    const named = names.map((name) => places.get(name) as number);
    // Five deviations: chance alone would fail once in a million runs.
    expect(deviations(arrival, named)).toBeLessThan(5);
    expect(
      deviations(
        chain.map(({ screen }) => stored.get(screen) as number),
        named,
      ),
    ).toBeLessThan(5);
    const published = new Set([...names, ...bundle.leaves.map(({ pseudonym }) => pseudonym)]);
    const jurors = await rows<{ id: string }>(
      'SELECT juror_id AS id FROM passes UNION SELECT id FROM passes UNION SELECT id FROM seats',
    );
    for (const id of [...chain.map(({ screen }) => screen), ...jurors.map((juror) => juror.id)])
      for (const text of [
        id,
        id.replaceAll('-', ''),
        `${round.id}${id}`,
        `${bundle.seed}${id}`,
        `${bundle.seed}|${id}`,
      ])
        for (const algorithm of ['sha256', 'sha1', 'md5'])
          expect(published).not.toContain(createHash(algorithm).update(text).digest('hex').slice(0, 32));
  });

  it('says nothing with its running head: what it covers beside the leaf is in no public file', async () => {
    const chain = await rows<{ hash: string; body: string }>(
      "SELECT encode(hash, 'hex') AS hash, body FROM answers ORDER BY seq",
    );
    // Somebody filmed every running head on the big screen, and tries each leaf as the next row.
    const heads = ['0'.repeat(64), ...chain.map(({ hash }) => hash)];
    const known = new Set(heads);
    const guessed = heads.flatMap((head) =>
      bundle.leaves.map((leaf) =>
        toHex(sha256(Buffer.concat([fromHex(head) as Uint8Array, Buffer.from(canonicalJson(leaf))]))),
      ),
    );
    expect(guessed.filter((hash) => known.has(hash))).toEqual([]);
    // Each row holds two secrets of 122 bits: its own id and the id of its screen.
    for (const { body: row } of chain) {
      const { answerId, screen } = JSON.parse(row) as { answerId: string; screen: { id: string } };
      expect([body.includes(answerId), body.includes(screen.id)]).toEqual([false, false]);
    }
  });

  it('is handed out without a time of its own, and as one text: nothing is packed leaf by leaf', () => {
    const names = Object.keys(headers).map((name) => name.toLowerCase());
    expect(names).not.toContain('last-modified');
    expect(names).not.toContain('content-encoding');
    expect(
      Object.entries(headers).filter(([name, value]) => name !== 'date' && /\d{2}:\d{2}:\d{2}/.test(String(value))),
    ).toEqual([]);
    expect(headers['content-disposition']).toBe(`attachment; filename="result-${round.id}.json"`);
    expect(body).toBe(canonicalJson(bundle));
  });
});
