import {
  type AuditEventView,
  type ExportedAnswer,
  exportFile,
  type ResultView,
  type RoundView,
  type WinnersView,
} from '@zuimei/contracts';
import { canonicalJson, type ResultBundle } from '@zuimei/domain';
import { withClient } from '@zuimei/persistence';
import { parse } from 'csv-parse/sync';
import { startTestApp, type TestApp, type Visitor } from '../app/api.testing.js';
import { Hall, problemOf } from './judging.testing.js';

const table = (csv: string) =>
  parse(csv, { bom: true, columns: true, record_delimiter: '\r\n' }) as Record<string, string>[];

const phoneOf = (author: number) => `1390000${String(author).padStart(4, '0')}`;

describe('exports', () => {
  let test: TestApp;
  let hall: Hall;
  let round: RoundView;
  let ofEdition: string;
  let ofRound: string;

  beforeAll(async () => {
    test = await startTestApp({}, { rateLimits: false });
    hall = await Hall.open(test);
    ofEdition = `/v1/editions/${hall.edition.key}/exports`;
    const [first, second] = hall.edition.entries;
    await withClient(test.database.ownerUrl, async (owner) => {
      const words = `UPDATE submissions SET title = $2, story = $3 FROM entries e WHERE e.submission_id = submissions.id AND e.id = $1`;
      await owner.query(words, [first?.id, '=HYPERLINK("http://x")', '第一行\n"第二行"，𠮷🌙']);
      await owner.query(words, [second?.id, '已撤回的标题', '已撤回的文字']);
      await owner.query(
        `UPDATE submissions SET state = 'withdrawn' FROM entries e WHERE e.submission_id = submissions.id AND e.id = $1`,
        [second?.id],
      );
      await owner.query(`UPDATE entries SET state = 'withdrawn' WHERE id = $1`, [second?.id]);
      for (const [i, { id }] of hall.edition.authors.entries())
        await owner.query('UPDATE authors SET phone = $2 WHERE id = $1', [id, phoneOf(i + 1)]);
    });
    round = await hall.openRound();
    ofRound = `/v1/rounds/${round.id}/exports`;
    for (const pass of await hall.passes(4))
      await hall.tablet('T-01').voteThrough(pass, 3, (numbers) => [...numbers].sort((a, b) => a - b).slice(0, 3));
    // One who is unsure of a screen: a skip is an answer too.
    const unsure = hall.tablet('T-02');
    await unsure.checkIn((await hall.passes(1))[0]!);
    const [screen, other] = (await unsure.deck()).screens;
    await unsure.submit([
      { ...unsure.answer(screen!), answer: { kind: 'skip' } },
      { ...unsure.answer(other!), shownMs: 9_000 },
    ]);
    await unsure.submit([{ ...unsure.answer(other!, 3, (numbers) => numbers.slice(-3)), revision: 2 }]);
    await unsure.complete();
  });
  afterAll(() => test.close());

  const get = async (who: Visitor, path: string) => {
    const reply = await who.send('GET', path);
    expect([path, reply.statusCode]).toEqual([path, 200]);
    return reply.body;
  };
  const refusal = async (who: Visitor, path: string) => {
    const reply = await who.send('GET', path);
    return [reply.statusCode, problemOf(reply).code];
  };

  it('give the entries at any time, without the people behind them', async () => {
    const csv = await get(hall.observer, `${ofEdition}/entries`);
    const rows = table(csv);
    expect(csv.startsWith('\ufeffedition,number,entry_id,')).toBe(true);
    expect(rows).toHaveLength(18);
    expect(rows[0]).toMatchObject({
      number: '1',
      state: 'active',
      title: `'=HYPERLINK("http://x")`,
      story: '第一行\n"第二行"，𠮷🌙',
    });
    expect(rows[1]).toMatchObject({ number: '2', state: 'withdrawn', title: '', story: '', place: '' });
    expect(csv).not.toMatch(/作者1|一分厂|1390000|已撤回的/);
    expect(csv.split('\r\n')[0]).not.toMatch(/author|phone|company/);
  });

  it('name who made an entry to organizers who ask for it, and to nobody else', async () => {
    const file = exportFile('entries')
      .strict()
      .parse(JSON.parse(await get(hall.organizer, `${ofEdition}/entries?people=true&format=json`)));
    expect(file.items[0]).toMatchObject({ number: 1, author: '作者1', company: '一分厂' });
    expect(file.items[1]).toMatchObject({ number: 2, author: null, company: null });
    expect(JSON.stringify(file)).not.toContain('1390000');
    for (const path of [`${ofEdition}/entries?people=true`, `${ofRound}/result?people=true`])
      expect(await refusal(hall.observer, path)).toEqual([403, 'FORBIDDEN']);
  });

  it('give no answer, no result and no phone before publication, whatever stage the count has reached', async () => {
    const closed = [`${ofRound}/answers`, `${ofRound}/result`, `${ofEdition}/winner-contacts`];
    const nothing = async () => {
      for (const path of closed)
        expect([path, ...(await refusal(hall.organizer, path))]).toEqual([path, 404, 'RESULT_NOT_PUBLIC']);
    };
    await nothing();
    await hall.close(round.id);
    await nothing();
    await hall.move(hall.organizer, round.id, 'tally');
    await nothing();
    await hall.move(hall.second, round.id, 'certify');
    await nothing();
    await hall.move(hall.organizer, round.id, 'publish');
  });

  it('give the answers as the public bundle has them, and nothing that it does not have', async () => {
    const bundle = JSON.parse(await get(test.visitor(), `/v1/rounds/${round.id}/bundle.json`)) as ResultBundle;
    const text = await get(hall.observer, `${ofRound}/answers?format=json`);
    const file = exportFile('answers').strict().parse(JSON.parse(text));
    const leafOf = ({ pseudonym, screen, ordinal, entries, kind, picks }: ExportedAnswer) =>
      canonicalJson({
        pseudonym,
        screen: { id: screen, entries: entries.map(String), ...(ordinal === null ? {} : { ordinal }) },
        answer: kind === 'picks' ? { kind, picks: (picks ?? []).map(String) } : { kind },
      } as never);
    expect(file.items.map(leafOf).sort()).toEqual(bundle.leaves.map((leaf) => canonicalJson(leaf as never)).sort());
    expect(file.items.some(({ kind }) => kind === 'skip')).toBe(true);
    expect(text).not.toMatch(/receivedAt|shownMs|answerId|seat|device/);
    const { rows: chain } = await withClient(test.database.ownerUrl, (owner) =>
      owner.query<{ body: string }>('SELECT body FROM answers WHERE round_id = $1 ORDER BY seq', [round.id]),
    );
    const asTheyCame = chain.map(({ body }) => (JSON.parse(body) as { pseudonym: string }).pseudonym);
    expect(file.items.map(({ pseudonym }) => pseudonym)).not.toEqual(asTheyCame);
    const csv = table(await get(hall.organizer, `${ofRound}/answers`));
    expect(csv.map(({ screen }) => screen).sort()).toEqual(file.items.map(({ screen }) => screen).sort());
    const picked = file.items.find(({ kind }) => kind === 'picks');
    expect(csv.find(({ screen }) => screen === picked?.screen)).toMatchObject({
      picks: picked?.picks?.join(' '),
      entries: picked?.entries.join(' '),
    });
  });

  it('give the result as it was published, with the names that are public and no others', async () => {
    const [view, winners] = [
      await hall.observer.expect<ResultView>(200, 'GET', `/v1/rounds/${round.id}/result`),
      await test.visitor().expect<WinnersView>(200, 'GET', `/v1/editions/${hall.edition.key}/winners`),
    ];
    const { items, version } = exportFile('result')
      .strict()
      .parse(JSON.parse(await get(hall.observer, `${ofRound}/result?format=json`)));
    expect(version).toBe(1);
    expect(items.map(({ rank, number, picks, exposures }) => [rank, number, picks, exposures])).toEqual(
      view.items.map(({ rank, number, picks, exposures }) => [rank, number, picks, exposures]),
    );
    const named = items.filter(({ author }) => author !== null);
    expect(named.map(({ number, prize, author }) => [number, prize, author])).toEqual(
      winners.items.map(({ number, prize, maker }) => [number, prize, maker?.displayName]),
    );
    const all = table(await get(hall.organizer, `${ofRound}/result?people=true&headings=zh`));
    expect(all[0]).toMatchObject({ 名次: '1', 作品编号: String(items[0]?.number), 作者: items[0]?.author });
    expect(all.map((row) => row['作者'])).not.toContain('');
  });

  it('give phones of winners to an organizer who has just confirmed the password, and only those', async () => {
    const rows = table(await get(hall.organizer, `${ofEdition}/winner-contacts`));
    const winners = await test.visitor().expect<WinnersView>(200, 'GET', `/v1/editions/${hall.edition.key}/winners`);
    // Of six authors, the first made entries 1, 7 and 13.
    expect(rows.map(({ number, author, phone }) => [Number(number), author, phone])).toEqual(
      winners.items.map(({ number, maker }) => [number, maker?.displayName, phoneOf(((number - 1) % 6) + 1)]),
    );
    expect(rows).toHaveLength(winners.items.length);
    expect(rows.length).toBeGreaterThan(0);
    test.clock.advance(11 * 60_000);
    expect(await refusal(hall.organizer, `${ofEdition}/winner-contacts`)).toEqual([403, 'FRESH_LOGIN_REQUIRED']);
  });

  it('are on record, each with who asked for what', async () => {
    const { items } = await hall.observer.expect<{ items: AuditEventView[] }>(200, 'GET', '/v1/audit-events?limit=100');
    const exported = items.filter(({ action }) => action.endsWith('.exported'));
    expect(exported.map(({ action, facts }) => [action, facts.format, facts.people ?? null]).reverse()).toEqual([
      ['entries.exported', 'csv', false],
      ['entries.exported', 'json', true],
      ['answers.exported', 'json', null],
      ['answers.exported', 'csv', null],
      ['result.exported', 'json', false],
      ['result.exported', 'csv', true],
      ['winner-contacts.exported', 'csv', null],
    ]);
    expect(JSON.stringify(exported)).not.toContain('1390000');
  });
});
