import { allEndpoints, type Endpoint, type PassView, type RoundView } from '@zuimei/contracts';
import { type Caller, STAFF_ROLES } from '@zuimei/domain';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startTestApp, type TestApp, type Visitor } from '../app/api.testing.js';
import { Hall, type Tablet } from './judging.testing.js';
import { enrolmentOf, OfflineTablet } from './tablets.testing.js';

/** Keys that would tell how an entry does. `picks` is also a number of a method, and the rules of an edition name ranks. */
const SCORES = /^(rank|rate|score|wins|picked|tally|tallies|interval|award|pseudonym)$/;
const PAGE = '<!doctype html><html><head><title>最美瞬间</title></head></html>';

/**
 * Everything that can be fetched while a round is open, by every row of the table and every caller that it lets in, with
 * the ids of what is really there: a row that is added later is walked too.
 */
describe('what can be fetched while votes come in', () => {
  let test: TestApp;
  let hall: Hall;
  let round: RoundView;
  let tablet: Tablet;
  let enrolled: OfflineTablet;
  let origin: string;
  let webRoot: string;
  let callers: Map<Caller, Visitor>;

  beforeAll(async () => {
    webRoot = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-web-'));
    fs.mkdirSync(path.join(webRoot, 'portal/dist'), { recursive: true });
    fs.writeFileSync(path.join(webRoot, 'portal/dist/index.html'), PAGE);
    test = await startTestApp({}, { rateLimits: false, webRoot });
    hall = await Hall.open(test, { entries: 18, authors: 6, companies: ['一分厂', '二分厂', null] });
    enrolled = await OfflineTablet.enrol(hall, 'T-09', await enrolmentOf(hall));
    round = await hall.openRound();
    const [voter, sitting] = (await hall.passes(2)) as [PassView, PassView];
    // Small numbers are liked: there is something to tell.
    await hall.tablet('T-01').voteThrough(voter, 3, (numbers) => [...numbers].sort((a, b) => a - b).slice(0, 3));
    tablet = hall.tablet('T-02');
    await tablet.checkIn(sitting);
    await test.app.listen(0, '127.0.0.1');
    origin = `http://127.0.0.1:${(test.app.getHttpServer().address() as { port: number }).port}`;
    callers = new Map<Caller, Visitor>([
      ['anyone', test.visitor()],
      ['juror', tablet.visitor],
      ['tablet', enrolled.visitor],
      ['author', await test.author()],
      ['organizer', hall.organizer],
      ['host', hall.host],
      ['observer', hall.observer],
      ['moderator', await test.staff('moderator')],
    ]);
  });
  afterAll(async () => {
    await test.close();
    fs.rmSync(webRoot, { recursive: true });
  });

  const rows = (who: Caller) =>
    allEndpoints.filter((row) => row.method === 'GET' && (row.who.includes(who) || row.who.includes('anyone')));

  const addressOf = (row: Endpoint): string => {
    const [entry] = hall.edition.entries;
    const ids: Record<string, string | undefined> = { rounds: round.id, sittings: hall.sitting.id, entries: entry?.id };
    return row.path
      .replace(':key', hall.edition.key)
      .replace(':day', '2026-11-28')
      .replace(':name', `${entry?.photoSha256}-1080.webp`)
      .replace(/\/(\w+)\/:id/, (_, place: string) => `/${place}/${ids[place] ?? round.id}`)
      .replace(/:\w+/g, () => 'nothing');
  };

  /** The first event of a stream. */
  const firstEvent = async (address: string, visitor: Visitor): Promise<{ status: number; body: string }> => {
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const stop = new AbortController();
    const reply = await fetch(origin + address, { headers: { cookie, 'x-zuimei': '1' }, signal: stop.signal });
    let body = '';
    for await (const chunk of reply.body as unknown as AsyncIterable<Uint8Array>) {
      body += Buffer.from(chunk).toString();
      if (body.includes('data: ') && body.endsWith('\n\n')) break;
    }
    stop.abort();
    return { status: reply.status, body: body.split('data: ').slice(1).join('').trim() };
  };

  /** Every reply that the caller gets something in, by the row's id. */
  const walk = async (who: Caller): Promise<Map<string, string>> => {
    const visitor = callers.get(who) as Visitor;
    const found = new Map<string, string>();
    for (const row of rows(who)) {
      const address = addressOf(row);
      const sent = row.reply.kind === 'sse' ? undefined : await visitor.send('GET', address);
      const { status, body } = sent ? { status: sent.statusCode, body: sent.body } : await firstEvent(address, visitor);
      expect([row.id, status < 500]).toEqual([row.id, true]);
      if (status === 200) found.set(row.id, body);
    }
    return found;
  };

  const scoresIn = (value: unknown, at: string): string[] => {
    if (Array.isArray(value)) return value.flatMap((item, i) => scoresIn(item, `${at}/${i}`));
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, inner]) => [
      ...(SCORES.test(key) && inner !== null && inner !== undefined ? [`${at}/${key}`] : []),
      // A method says how many are to be picked.
      ...(key === 'picks' && !('kind' in value) ? [`${at}/picks`] : []),
      ...scoresIn(inner, `${at}/${key}`),
    ]);
  };

  it.each(['juror', 'tablet', 'anyone'] as const)(
    'tells the caller %s neither whose a photo is nor how it does',
    async (who) => {
      const found = await walk(who);
      const must = {
        juror: ['getSeat', 'getEntry', 'getTurnout', 'streamTurnout'],
        tablet: ['getPreload'],
        anyone: [],
      };
      expect([...found.keys()]).toEqual(expect.arrayContaining(['listEntries', 'getHall', ...must[who]]));
      expect(JSON.parse(found.get('getEntry') ?? '')).toMatchObject({ number: 1 });
      const secrets = hall.edition.authors.flatMap(({ id, displayName, company }) => [id, displayName, company ?? id]);
      for (const [row, body] of found) {
        if (row === 'getOpenApi') continue;
        for (const secret of [...secrets, '夜里十一点', '三号车间'])
          expect([row, secret, body.includes(secret)]).toEqual([row, secret, false]);
        if (body.startsWith('{')) expect([row, scoresIn(JSON.parse(body), '')]).toEqual([row, []]);
      }
    },
  );

  it.each(['author', ...STAFF_ROLES] as const)('tells the caller %s nothing of how an entry does', async (who) => {
    const found = await walk(who);
    const figures = ['getRoundProgress', 'streamRoundProgress'];
    expect([...found.keys()]).toEqual(
      expect.arrayContaining(who === 'author' || who === 'moderator' ? ['listEntries'] : figures),
    );
    for (const row of ['getResult', 'getResultInsight', 'getReveal', 'getBundle', 'listReceipts', 'listWinners'])
      expect([row, found.has(row)]).toEqual([row, false]);
    for (const [row, body] of found)
      if (body.startsWith('{') && row !== 'getOpenApi')
        expect([row, scoresIn(JSON.parse(body), '')]).toEqual([row, []]);
  });

  it('is on no page either: a page knows nothing but winners', async () => {
    const entryPages = hall.edition.entries.map(({ id }) => `/entries/${id}`);
    for (const page of ['/', `/winners/${hall.edition.key}`, ...entryPages]) {
      const { statusCode, body } = await tablet.visitor.send('GET', page);
      expect([page, statusCode, body]).toEqual([page, 200, PAGE]);
    }
  });
});
