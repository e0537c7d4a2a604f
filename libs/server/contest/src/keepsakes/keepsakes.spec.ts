import { randomUUID } from 'node:crypto';
import { drawSvg } from '@zuimei/imaging';
import { leaveEntry, type NewAward } from '@zuimei/persistence/contest';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { anAuthor, anEdition, aStaffMember, aSubmission, type BuiltSubmission } from '@zuimei/testing';
import { openTestContest, type TestContest } from '../contest.testing.js';
import { publishWinners } from '../publication/publish-winners.js';
import { articleHtml } from './article.js';
import { Keepsakes } from './keepsakes.query.js';

const KEY = '2026-03';
const ORIGIN = 'https://vote.example';

/** Width and height of a JPEG, from its frame header. */
const sizeOf = (jpeg: Buffer): [number, number] => {
  const at =
    [0xc0, 0xc2].map((mark) => jpeg.indexOf(Buffer.of(0xff, mark, 0x00, 0x11))).find((place) => place > 0) ?? -1;
  return [jpeg.readUInt16BE(at + 7), jpeg.readUInt16BE(at + 5)];
};

describe('keepsakes', () => {
  let contest: TestContest;
  let winner: BuiltSubmission;
  let other: BuiltSubmission;
  let organizer: StaffCaller;
  let photo: Buffer;

  const award = (of: BuiltSubmission, rank: number): NewAward => ({
    entryId: of.entry?.id ?? '',
    rank,
    shared: false,
    prize: rank === 1 ? '一等奖' : '二等奖',
    picks: 120,
    exposures: 200,
    rate: 0.6,
    low: 0.53,
    high: 0.66,
    scale: 'rate',
    value: 0.6,
  });
  const publish = (correctionReason: string | null, winners: NewAward[]) =>
    contest.unit.run((tx) =>
      publishWinners(tx, {
        editionKey: KEY,
        roundId: randomUUID(),
        at: new Date('2026-04-02T04:00:00Z'),
        correctionReason,
        jurors: 30,
        answers: 600,
        merkleRoot: 'ab'.repeat(32),
        winners,
      }),
    );
  const keepsakes = () => contest.get(Keepsakes);
  const picture = (of: BuiltSubmission, kind: 'poster' | 'share' = 'poster') =>
    keepsakes().picture(of.entry?.id ?? '', kind, ORIGIN);

  beforeAll(async () => {
    contest = await openTestContest();
    organizer = await aStaffMember(contest.unit, 'organizer');
    const edition = await anEdition(KEY).closed().create(contest.unit);
    const author = await anAuthor().named('王㛃犇').from('滨海新区环境卫生服务中心').create(contest.unit);
    const make = (title: string) => aSubmission().by(author).to(edition).titled(title).approved().create(contest.unit);
    [winner, other] = [await make('凌晨四点半的环卫工人老王和他那辆骑了二十年的三轮车'), await make('灯 <b>"&"</b>')];
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3" fill="#2255aa"/></svg>';
    photo = await drawSvg(svg, { width: 320, height: 240, format: 'jpeg' });
    const rows = await contest.db.query<{ key: string }>(`SELECT key FROM derivatives WHERE variant = 'share1080'`);
    for (const { key } of rows) await contest.store.put(key, photo, { contentType: 'image/jpeg' });
  });
  afterAll(() => contest.close());

  it('are nobody’s before publication', async () => {
    expect(await picture(winner)).toEqual({ ok: false, error: { code: 'NOT_FOUND' } });
    const refused = { ok: false, error: { code: 'RESULT_NOT_PUBLIC' } };
    expect(await keepsakes().article(KEY, ORIGIN)).toEqual(refused);
    expect(await keepsakes().certificates(organizer, KEY, undefined, ORIGIN)).toEqual(refused);
    expect(await keepsakes().article('1999-01', ORIGIN)).toEqual({ ok: false, error: { code: 'NOT_FOUND' } });
  });

  it('are drawn as JPEG of a fixed size, the same bytes each time, and once however many ask', async () => {
    await publish(null, [award(winner, 1), award(other, 2)]);
    const [first, second] = await Promise.all([picture(winner), picture(winner)]);
    if (!first.ok || !second.ok) throw new Error('no poster');
    expect(sizeOf(first.value.bytes)).toEqual([1080, 1760]);
    expect(first.value.missing).toEqual([]);
    expect(second.value).toBe(first.value);
    expect(first.value.bytes.length).toBeLessThan(600_000);
    // Another process has nothing kept: it draws for itself, and draws the same.
    const elsewhere = new Keepsakes(contest.db, contest.unit, contest.store, contest.get(AuditTrail), contest.clock);
    const third = await elsewhere.picture(winner.entry?.id ?? '', 'poster', ORIGIN);
    expect(third.ok && third.value !== first.value && third.value.bytes.equals(first.value.bytes)).toBe(true);
    const share = await picture(winner, 'share');
    if (!share.ok) throw new Error('no picture');
    expect(sizeOf(share.value.bytes)).toEqual([1200, 630]);
  });

  it('are certificates with a page for each winner, printed on the record', async () => {
    const all = await keepsakes().certificates(organizer, KEY, undefined, ORIGIN);
    if (!all.ok) throw new Error('no certificates');
    expect(all.value.pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(2);
    expect(all.value.missing).toEqual([]);
    const one = await keepsakes().certificates(organizer, KEY, winner.entry?.id, ORIGIN);
    if (!one.ok) throw new Error('no certificate');
    expect(one.value.pdf.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(await contest.actionsOn(KEY)).toEqual(['certificates.printed', 'certificates.printed']);
    const nobody = await keepsakes().certificates(organizer, KEY, randomUUID(), ORIGIN);
    expect(nobody).toEqual({ ok: false, error: { code: 'NOT_FOUND' } });
  });

  it('are an article of plain tags with inline styles, whatever a title holds', async () => {
    const article = await keepsakes().article(KEY, ORIGIN);
    if (!article.ok) throw new Error('no article');
    const { title, html } = article.value;
    expect(title).toBe('2026年3月期《光与手》获奖作品');
    const tags = new Set([...html.matchAll(/<\/?([a-z0-9]+)/g)].map(([, tag]) => tag));
    expect([...tags].sort()).toEqual(['img', 'p', 'section', 'span']);
    const attributes = new Set([...html.matchAll(/\s([a-z-]+)="/g)].map(([, name]) => name));
    expect([...attributes].sort()).toEqual(['alt', 'src', 'style']);
    // What the editor throws away is not used.
    expect(html).not.toMatch(/position|float|@|url\(|<script|class=|id=/);
    expect(html).toContain('灯 &lt;b&gt;&quot;&amp;&quot;&lt;/b&gt;');
    for (const [, src] of html.matchAll(/src="([^"]+)"/g))
      expect(src).toMatch(/^https:\/\/vote\.example\/media\/[0-9a-f]{64}\.jpg$/);
    expect(html).toContain(`${ORIGIN}/winners/${KEY}`);
    expect(html).toContain('　第 1 版</p>');
    expect(article.value).toMatchObject({ origin: ORIGIN, missingGlyphs: [] });
  });

  it('are made anew by a correction, and leave with whoever leaves', async () => {
    await publish('补交说明', [award(other, 1)]);
    expect(await picture(winner)).toEqual({ ok: false, error: { code: 'NOT_FOUND' } });
    const article = await keepsakes().article(KEY, ORIGIN);
    expect(article.ok && article.value.html).toContain('更正：补交说明');
    expect(article.ok && article.value.html).toContain('　第 2 版</p>');
    await contest.unit.run((tx) => leaveEntry(tx, other.entry?.id ?? '', 'withdrawn', null));
    expect(await picture(other)).toEqual({ ok: false, error: { code: 'NOT_FOUND' } });
  });

  it('name the characters that no font here has, on posters and before anything is handed on', async () => {
    const edition = await anEdition('2026-05').closed().create(contest.unit);
    const author = await anAuthor().named('王\u{F0123}').create(contest.unit);
    const rare = await aSubmission().by(author).to(edition).titled('无字').approved().create(contest.unit);
    const [row] = await contest.db.query<{ key: string }>(
      `SELECT d.key FROM derivatives d JOIN entries e ON e.photo_id = d.photo_id WHERE d.variant = 'share1080' AND e.id = $1`,
      [rare.entry?.id],
    );
    await contest.store.put(row?.key ?? '', photo, { contentType: 'image/jpeg' });
    await contest.unit.run((tx) =>
      publishWinners(tx, {
        editionKey: '2026-05',
        roundId: randomUUID(),
        at: contest.clock.now(),
        correctionReason: null,
        jurors: 1,
        answers: 1,
        merkleRoot: 'ab'.repeat(32),
        winners: [award(rare, 1)],
      }),
    );
    const [poster, article] = [await picture(rare), await keepsakes().article('2026-05', ORIGIN)];
    expect(poster.ok && poster.value.missing).toEqual(['\u{F0123}']);
    expect(article.ok && article.value.missingGlyphs).toEqual(['\u{F0123}']);
  });

  it('say that a photo’s file is missing', async () => {
    const edition = await anEdition('2026-04').closed().create(contest.unit);
    const lost = await aSubmission().to(edition).titled('没有文件').approved().create(contest.unit);
    await contest.unit.run((tx) =>
      publishWinners(tx, {
        editionKey: '2026-04',
        roundId: randomUUID(),
        at: contest.clock.now(),
        correctionReason: null,
        jurors: 1,
        answers: 1,
        merkleRoot: 'ab'.repeat(32),
        winners: [award(lost, 1)],
      }),
    );
    expect(await picture(lost)).toEqual({ ok: false, error: { code: 'PICTURE_MISSING' } });
  });
});

it('an article escapes what people wrote', () => {
  const html = articleHtml({
    editionKey: KEY,
    theme: '<i>',
    contestName: 'A & B',
    link: 'https://x',
    version: 1,
    correction: null,
    winners: [],
  });
  expect(html).toContain('《&lt;i&gt;》');
  expect(html).toContain('A &amp; B');
});
