import { randomUUID } from 'node:crypto';
import { entriesForRound, leaveEntry, type NewAward } from '@zuimei/persistence/contest';
import { anAuthor, anEdition, aSubmission, type BuiltSubmission } from '@zuimei/testing';
import { openTestContest, type TestContest } from '../contest.testing.js';
import { Editions } from '../editions/editions.query.js';
import { Gallery } from '../gallery/gallery.query.js';
import { Winners } from '../results/winners.query.js';
import { MySubmissions } from '../submissions/my-submissions.query.js';
import { Wall } from '../wall/wall.query.js';
import { placeMoments, publishWinners } from './publish-winners.js';

describe('what becomes public', () => {
  let contest: TestContest;
  beforeAll(async () => {
    contest = await openTestContest();
  });
  afterAll(() => contest.close());

  const award = (of: BuiltSubmission, rank: number): NewAward => ({
    entryId: of.entry?.id ?? '',
    rank,
    shared: false,
    prize: ['一等奖', '二等奖', '三等奖'][rank - 1] ?? '优秀奖',
    picks: 120,
    exposures: 200,
    rate: 0.6,
    low: 0.530837,
    high: 0.665428,
    scale: 'rate',
    value: 0.6,
  });
  const publish = (editionKey: string, winners: NewAward[], correctionReason: string | null = null) =>
    contest.unit.run(async (tx) => {
      const at = contest.clock.now();
      const made = await publishWinners(tx, {
        editionKey,
        roundId: randomUUID(),
        at,
        correctionReason,
        jurors: 30,
        answers: 600,
        merkleRoot: 'ab'.repeat(32),
        winners,
      });
      const { withoutDay } = await placeMoments(tx, { editionKey, entryIds: winners.map((w) => w.entryId), at });
      return { ...made, withoutDay };
    });

  it('shows winners and makers only once published, and the newest version after a correction', async () => {
    const edition = await anEdition('2026-02').closed().create(contest.unit);
    const author = await anAuthor().named('王㐱').from('动力车间').create(contest.unit);
    const unnamed = await anAuthor().named(null).from(null).create(contest.unit);
    const [first, second, third] = [
      await aSubmission().by(author).to(edition).titled('第一').approved().create(contest.unit),
      await aSubmission().by(unnamed).to(edition).titled('第二').approved().create(contest.unit),
      await aSubmission().to(edition).titled('第三').approved().create(contest.unit),
    ];
    const winners = contest.get(Winners);
    expect(await winners.of('2026-02')).toEqual({ ok: false, error: { code: 'RESULT_NOT_PUBLIC' } });
    expect(await winners.of('1999-02')).toEqual({ ok: false, error: { code: 'NOT_FOUND' } });
    const editions = contest.get(Editions);
    expect(await editions.get('2026-02')).toMatchObject({ value: { coverCredit: { title: '第一', maker: null } } });

    expect(await publish('2026-02', [award(second, 1), award(first, 2)])).toMatchObject({ version: 1, withoutDay: 0 });
    const shown = await winners.of('2026-02');
    expect(shown).toMatchObject({
      value: {
        version: 1,
        correctionReason: null,
        jurors: 30,
        items: [
          { rank: 1, title: '第二', maker: { displayName: '一位职工', company: null }, low: 0.530837 },
          { rank: 2, title: '第一', maker: { displayName: '王㐱', company: '动力车间' } },
        ],
      },
    });
    expect(await editions.get('2026-02')).toMatchObject({
      value: { phase: 'published', coverCredit: { maker: '王㐱' } },
    });
    expect(await contest.get(Gallery).entry(first.entry?.id ?? '')).toMatchObject({
      value: { award: { rank: 2, prize: '二等奖' }, maker: { displayName: '王㐱' } },
    });
    expect(await contest.get(Gallery).entry(third.entry?.id ?? '')).toMatchObject({
      value: { award: null, maker: null },
    });
    expect(await contest.get(MySubmissions).get(author, first.id)).toMatchObject({ value: { award: { rank: 2 } } });

    await publish('2026-02', [award(first, 1), award(third, 2)], '第一名非本人拍摄');
    expect(await winners.of('2026-02')).toMatchObject({
      value: {
        version: 2,
        correctionReason: '第一名非本人拍摄',
        items: [{ title: '第一', rank: 1 }, { title: '第三' }],
      },
    });
    const moments = await contest.get(Wall).year(2026);
    expect(moments.items.map(({ day, title, rank }) => [day, title, rank])).toEqual([
      ['2026-02-01', '第三', 2],
      ['2026-02-02', '第一', 1],
    ]);
  });

  it('gives the i-th winner the i-th free day, and tells how many found none', async () => {
    const edition = await anEdition('2027-02').closed().create(contest.unit);
    const built: BuiltSubmission[] = [];
    for (let i = 0; i < 30; i += 1) built.push(await aSubmission().to(edition).approved().create(contest.unit));
    expect(await publish('2027-02', built.map(award))).toMatchObject({ withoutDay: 2 });
    const { items } = await contest.get(Wall).year(2027);
    expect(items.map((item) => item.number)).toEqual(Array.from({ length: 28 }, (_, i) => i + 1));
    expect(items.at(0)?.day).toBe('2027-02-01');
    expect(items.at(-1)?.day).toBe('2027-02-28');
    expect((await contest.get(Wall).year(2026)).items.every(({ day }) => day.startsWith('2026'))).toBe(true);
  });

  it('keeps the place of a winner whose consent was taken back, and nothing that shows who it was', async () => {
    const edition = await anEdition('2028-03').closed().create(contest.unit);
    const built = await aSubmission().to(edition).approved().create(contest.unit);
    await publish('2028-03', [award(built, 1)]);
    await contest.unit.run((tx) => leaveEntry(tx, built.entry?.id ?? '', 'withdrawn', 'consent-withdrawn'));
    expect(await contest.get(Winners).of('2028-03')).toMatchObject({
      value: {
        items: [{ rank: 1, left: { state: 'withdrawn' }, title: '', story: '', place: '', photo: null, maker: null }],
      },
    });
    expect((await contest.get(Wall).year(2028)).items).toEqual([]);
  });

  it('does not let what was published be changed', async () => {
    for (const sql of ['UPDATE publications SET version = 9', 'DELETE FROM awards', 'UPDATE awards SET rank = 1']) {
      await expect(contest.unit.run((tx) => tx.execute(sql))).rejects.toThrow(/permission denied/);
    }
  });

  it('hands a round its entries by number, of the edition or as asked', async () => {
    const edition = await anEdition('2028-04').closed().create(contest.unit);
    const author = await anAuthor().named('赵敏').from('第三车间').create(contest.unit);
    const one = await aSubmission().by(author).to(edition).ofBytes('c'.repeat(64)).approved().create(contest.unit);
    const two = await aSubmission().to(edition).approved().create(contest.unit);
    await contest.unit.run((tx) => leaveEntry(tx, two.entry?.id ?? '', 'disqualified', '无'));
    expect(await entriesForRound(contest.db, { editionKey: '2028-04' })).toEqual([
      {
        entryId: one.entry?.id,
        editionId: edition.id,
        number: 1,
        state: 'active',
        authorId: author.authorId,
        company: '第三车间',
        title: '晨光里的焊花',
        makerName: '赵敏',
        photoSha256: 'c'.repeat(64),
        photo: expect.objectContaining({ width: 4000, src320: `/media/${one.photo?.names[0]}` }),
      },
    ]);
    const asked = await entriesForRound(contest.db, { ids: [two.entry?.id ?? '', one.entry?.id ?? '', randomUUID()] });
    expect(asked.map(({ number, state }) => [number, state])).toEqual([
      [1, 'active'],
      [2, 'disqualified'],
    ]);
  });
});
