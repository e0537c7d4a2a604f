import { PHOTO_STORE, type PhotoStore } from '@zuimei/contest';
import { allEndpoints, type Endpoint, type RoundView, type WinnersView } from '@zuimei/contracts';
import { type ResultBundle, verifyBundle } from '@zuimei/domain';
import { LiveRounds } from '@zuimei/judging';
import { UnitOfWork } from '@zuimei/persistence';
import { findEdition } from '@zuimei/persistence/contest';
import { aPng, aSubmission, type BuiltSubmission } from '@zuimei/testing';
import { createHash } from 'node:crypto';
import { startTestApp, type TestApp, type Visitor } from '../app/api.testing.js';
import { Hall } from '../judging/judging.testing.js';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();

/** What would show that the photo is still there: its files, its words, its author. */
const TITLE = '只此一幅的题目';
const STORY = '只此一幅的故事';
const PLACE = '只此一处的厂房';
const MAKER = '欧阳只此';
const COMPANY = '只此一家分厂';
const ORIGINAL = 'the bytes of the only original';

/** Pictures that a winner’s words are drawn into. */
const DRAWN = new Set(['getPoster', 'getSharePicture']);

describe('a consent that is taken back', () => {
  let test: TestApp;
  let hall: Hall;
  let author: Visitor;
  let built: BuiltSubmission;
  let round: RoundView;
  let traces: string[];
  let bundleBefore: string;
  let originalLink: string;

  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
    hall = await Hall.open(test, { entries: 9, authors: 3 });
    author = await test.author();
    await author.expect(200, 'PUT', '/v1/authors/me', { displayName: MAKER, company: COMPANY });
    const { id } = await author.expect<{ id: string }>(200, 'GET', '/v1/author-sessions/current');
    const unit = test.app.get(UnitOfWork, { strict: false });
    const edition = await unit.run((tx) => findEdition(tx, hall.edition.key));
    if (!edition) throw new Error('no edition');
    const caller = { kind: 'author', authorId: id, sessionId: id, displayName: MAKER, company: COMPANY } as const;
    await unit.run((tx) =>
      tx.execute('UPDATE editions SET next_number = 10, entry_count = 9 WHERE id = $1', [edition.id]),
    );
    built = await aSubmission()
      .by({ ...caller, phoneTail: '0000' })
      .to(edition)
      .titled(TITLE)
      .approved()
      .create(unit);
    await unit.run((tx) =>
      tx.execute('UPDATE submissions SET story = $2, place = $3 WHERE id = $1', [built.id, STORY, PLACE]),
    );
    const names = built.photo?.names ?? [];
    const store = test.app.get<PhotoStore>(PHOTO_STORE, { strict: false });
    for (const name of names) await store.put(`derived/${name}`, Buffer.alloc(100, 1), { contentType: 'image/webp' });
    // What posters are drawn from must be a picture.
    const [drawn] = await unit.run((tx) =>
      tx.query<{ key: string }>(
        `SELECT d.key FROM derivatives d JOIN photos p ON p.id = d.photo_id
          WHERE p.submission_id = $1 AND d.variant = 'share1080'`,
        [built.id],
      ),
    );
    await store.put(drawn?.key ?? '', aPng({ width: 320, height: 240 }), { contentType: 'image/jpeg' });
    const { sha256: whole } = built.photo ?? { sha256: '' };
    await store.put(`originals/${whole.slice(0, 2)}/${built.id}`, Buffer.from(ORIGINAL.padEnd(1000, '.')), {
      contentType: 'image/jpeg',
    });
    const moderator = await test.staff('moderator');
    const link = await moderator.expect<{ url: string }>(201, 'POST', `/v1/submissions/${built.id}/original-link`, {});
    originalLink = link.url;
    traces = [ORIGINAL, ...names, TITLE, STORY, PLACE, MAKER, COMPANY];

    // Everybody prefers the newest, so it wins; and it is chosen for the cover.
    round = await hall.openRound({ method: { kind: 'approve', max: 3 } });
    for (const pass of await hall.passes(3)) {
      await hall.tablet('T-01').voteThrough(pass, 1, (all) => [Math.max(...all)]);
    }
    await hall.close(round.id);
    await hall.move(hall.organizer, round.id, 'tally');
    await hall.move(hall.second, round.id, 'certify');
    await hall.move(hall.organizer, round.id, 'publish');
    await unit.run((tx) =>
      tx.execute('UPDATE editions SET cover_entry_id = $2 WHERE id = $1', [edition.id, built.entry?.id]),
    );
  });
  afterAll(() => test.close());

  /** Where a public row is found for this photo: every address that a visitor could ask. */
  const addressesOf = (row: Endpoint): string[] => {
    const fill = (name: string, value: string) => row.path.replace(`:${name}`, value);
    const [parameter] = Object.keys(row.params?.shape ?? {});
    if (parameter === 'key') return [fill('key', hall.edition.key)];
    if (parameter === 'name') return (built.photo?.names ?? []).map((name) => fill('name', name));
    if (parameter === 'id' && row.path.startsWith('/v1/entries')) return [fill('id', built.entry?.id ?? '')];
    if (parameter === 'id' && row.path.startsWith('/v1/rounds')) return [fill('id', round.id)];
    if (parameter === 'token') return [originalLink];
    if (parameter !== undefined) throw new Error(`say here how ${row.id} is asked for this photo`);
    return [row.id === 'listMoments' ? `${row.path}?year=${hall.edition.key.slice(0, 4)}` : row.path];
  };

  const PUBLIC = allEndpoints.filter(({ method, who }) => method === 'GET' && who.includes('anyone'));

  /** A stream never ends: its first event is taken where the api takes it. */
  const firstEvent = (): Promise<string> =>
    new Promise((resolve) => {
      const stop = test.app.get(LiveRounds, { strict: false }).watch('turnout', round.id, (event) => {
        resolve(JSON.stringify(event));
        setImmediate(() => stop());
        return true;
      });
    });

  /** For every public row the traces that its answers hold; a picture that is served counts by its name. */
  const walk = async (visitor: Visitor): Promise<Record<string, string[]>> => {
    const found: Record<string, string[]> = {};
    for (const row of PUBLIC) {
      const texts: string[] = [];
      for (const address of addressesOf(row)) {
        if (row.reply.kind === 'sse') {
          texts.push(await firstEvent());
          continue;
        }
        const reply = await visitor.send('GET', address);
        expect([row.id, reply.statusCode < 500]).toEqual([row.id, true]);
        texts.push(reply.body, row.id === 'getMedia' && reply.statusCode === 200 ? address : '');
        // A poster and a card show the title, as drawn letters.
        if (DRAWN.has(row.id) && reply.statusCode === 200) texts.push(TITLE);
      }
      found[row.id] = traces.filter((trace) => texts.some((text) => text.includes(trace)));
    }
    return found;
  };

  it('is to be seen on the public surfaces before', async () => {
    const found = await walk(test.visitor());
    const where = Object.keys(found).filter((id) => found[id]?.length);
    expect(where.sort()).toEqual(
      [
        'getEdition',
        'getEntry',
        'getMedia',
        'getOriginal',
        'getPoster',
        'getSharePicture',
        'listEditions',
        'listEntries',
        'listMoments',
        'listWinners',
      ].sort(),
    );
    expect(new Set(Object.values(found).flat())).toEqual(new Set(traces));
    bundleBefore = (await test.visitor().send('GET', `/v1/rounds/${round.id}/bundle.json`)).body;
    // No cache between us and a visitor may go on serving the picture for longer than a minute.
    const picture = await test.visitor().send('GET', `/media/${built.photo?.names[0]}`);
    expect(picture.headers['cache-control']).toBe('public, max-age=31536000, s-maxage=60, immutable');
  });

  it('leaves no trace on any of them, with the commit that takes it back', async () => {
    await author.expect(200, 'POST', `/v1/submissions/${built.id}/withdraw`, {});
    const found = await walk(test.visitor());
    expect(Object.values(found).flat()).toEqual([]);
    // Known validators confirm nothing either.
    const name = built.photo?.names[0] ?? '';
    const again = await test
      .visitor()
      .send('GET', `/media/${name}`, undefined, { 'if-none-match': `"${name.slice(0, 64)}"` });
    expect(again.statusCode).toBe(404);
    expect(again.headers['cache-control']).toBe('no-store');
  });

  it('leaves the place of the winner standing, said to have left', async () => {
    const winners = await test.visitor().expect<WinnersView>(200, 'GET', `/v1/editions/${hall.edition.key}/winners`);
    expect(winners.items[0]).toMatchObject({
      rank: 1,
      number: built.entry?.number,
      prize: '第一名',
      picks: 3,
      exposures: 3,
      left: { state: 'withdrawn', at: test.clock.now().toISOString() },
      photo: null,
      maker: null,
    });
    expect(winners.items.slice(1).filter(({ left, photo }) => left !== null || photo === null)).toEqual([]);
    const reveal = await hall.host.expect<{ items: { photo: unknown; title: string; maker: string }[] }>(
      200,
      'GET',
      `/v1/rounds/${round.id}/reveal`,
    );
    expect(reveal.items[0]).toMatchObject({ photo: null, title: '', maker: '' });
  });

  it('changes no byte of the published bundle, which still counts to the same ranking', async () => {
    const bytes = (await test.visitor().send('GET', `/v1/rounds/${round.id}/bundle.json`)).body;
    expect(bytes).toBe(bundleBefore);
    const bundle = JSON.parse(bytes) as ResultBundle;
    const checks = verifyBundle(bundle, { sha256, verifySignature: () => true });
    expect(checks.filter(({ passed }) => !passed)).toEqual([]);
    expect(bundle.tally.winners[0]?.entryId).toBe(String(built.entry?.number));
  });
});
