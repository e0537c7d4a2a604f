import { randomUUID } from 'node:crypto';
import type { AuthorCaller } from '@zuimei/identity';
import { withClient } from '@zuimei/persistence';
import { type EditionRow, GALLERY_PAGE_SQL, leaveEntry } from '@zuimei/persistence/contest';
import { anAuthor, anEdition, aSubmission, type BuiltSubmission } from '@zuimei/testing';
import { openTestContest, type TestContest } from '../contest.testing.js';
import { Gallery } from './gallery.query.js';

interface PlanNode {
  'Node Type': string;
  'Index Name'?: string;
  'Index Cond'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Relation Name'?: string;
  Plans?: PlanNode[];
}

jest.setTimeout(30_000);

describe('the gallery', () => {
  let contest: TestContest;
  let author: AuthorCaller;
  let gallery: Gallery;

  beforeAll(async () => {
    contest = await openTestContest();
    author = await anAuthor().create(contest.unit);
    gallery = contest.get(Gallery);
  });
  afterAll(() => contest.close());

  const walk = async (editionKey: string, limit: number, between: () => Promise<void> = async () => undefined) => {
    const numbers: number[] = [];
    let cursor: string | undefined;
    do {
      const page = await gallery.page({ editionKey, limit, ...(cursor && { cursor }) });
      if (!page.ok) throw new Error(page.error.code);
      expect(page.value.items.length).toBeLessThanOrEqual(limit);
      numbers.push(...page.value.items.map((item) => item.number));
      cursor = page.value.nextCursor ?? undefined;
      if (cursor) await between();
    } while (cursor);
    return numbers;
  };
  const approved = (edition: EditionRow) => aSubmission().by(author).to(edition).approved().create(contest.unit);

  it.each([1, 2, 5, 6, 12, 13])(
    'shows every entry once, newest number first, in pages of %i, while entries are added and leave',
    async (limit) => {
      const edition = await anEdition(`${2030 + limit}-01`).create(contest.unit);
      const before: BuiltSubmission[] = [];
      for (let i = 0; i < 12; i += 1) before.push(await approved(edition));
      const numbers = await walk(edition.key, limit, async () => {
        await approved(edition);
        // One that was shown already leaves: nothing after it may move.
        const gone = before.pop();
        await contest.unit.run((tx) => leaveEntry(tx, gone?.entry?.id ?? '', 'withdrawn', null));
      });
      expect(numbers).toEqual(Array.from({ length: 12 }, (_, i) => 12 - i));
    },
  );

  it('tells an empty edition from an unknown one, and a cursor from nonsense', async () => {
    await anEdition('2027-01').create(contest.unit);
    expect(await gallery.page({ editionKey: '2027-01', limit: 5 })).toEqual({
      ok: true,
      value: { items: [], nextCursor: null },
    });
    expect(await gallery.page({ editionKey: '2027-02', limit: 5 })).toMatchObject({ error: { code: 'NOT_FOUND' } });
    for (const cursor of ['nonsense', 'WyJhIl0', 'Wy0xXQ', 'WzFlOTld']) {
      expect(await gallery.page({ editionKey: '2027-01', cursor, limit: 5 })).toMatchObject({
        error: { code: 'VALIDATION_FAILED' },
      });
    }
  });

  it('shows an entry with its neighbours, and not who made it', async () => {
    const edition = await anEdition('2027-03').create(contest.unit);
    const [one, two, three] = [await approved(edition), await approved(edition), await approved(edition)];
    const shown = await gallery.entry(two.entry?.id ?? '');
    expect(shown).toMatchObject({
      value: { number: 2, maker: null, award: null, previousId: three.entry?.id, nextId: one.entry?.id },
    });
    expect(JSON.stringify(shown)).not.toContain(author.authorId);
    expect(JSON.stringify(shown)).not.toContain(author.displayName);
    expect(await gallery.entry(three.entry?.id ?? '')).toMatchObject({ value: { previousId: null } });
    expect(await gallery.entry(one.entry?.id ?? '')).toMatchObject({ value: { nextId: null } });
    expect(await gallery.entry(randomUUID())).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  it('withholds story and place from the end of collecting until publication', async () => {
    const edition = await anEdition('2027-05').create(contest.unit);
    const { entry } = await approved(edition);
    await contest.unit.run((tx) => tx.execute(`UPDATE submissions SET story = '炉前三十年', place = '二号高炉'`));
    const at = (from: string, until: string, published: string | null) =>
      contest.unit.run((tx) =>
        tx.execute(
          `UPDATE editions SET collecting_from = now() + $2::interval, collecting_until = now() + $3::interval,
                  judging_from = now() + $3::interval + interval '1 hour', published_at = now() + $4::interval WHERE id = $1`,
          [edition.id, from, until, published],
        ),
      );
    const told = { value: { story: '炉前三十年', place: '二号高炉' } };
    const withheld = { value: { story: '', place: '' } };
    await at('-1 day', '1 day', null);
    expect(await gallery.entry(entry?.id ?? '')).toMatchObject(told);
    await at('-2 days', '-1 minute', null);
    expect(await gallery.entry(entry?.id ?? '')).toMatchObject(withheld);
    await at('-2 days', '-1 day', '1 day');
    expect(await gallery.entry(entry?.id ?? '')).toMatchObject(withheld);
    await at('-2 days', '-1 day', '-1 minute');
    expect(await gallery.entry(entry?.id ?? '')).toMatchObject(told);
  });

  it('reads as many rows on a deep page as on the first, from the index alone', async () => {
    const edition = await anEdition('2027-04').create(contest.unit);
    await contest.unit.run((tx) => tx.execute(MANY_ENTRIES, [edition.id, author.authorId, 5000]));
    await contest.unit.run((tx) => tx.execute('UPDATE editions SET next_number = 5001 WHERE id = $1', [edition.id]));
    for (const table of ['entries', 'submissions', 'photos']) await analyze(contest, table);
    const touched = async (below: number): Promise<number> => {
      const [row] = await contest.db.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(
        `EXPLAIN (ANALYZE, FORMAT JSON) ${GALLERY_PAGE_SQL}`,
        [edition.key, below, 31],
      );
      const nodes = flatten(row?.['QUERY PLAN'][0]?.Plan as PlanNode);
      const scan = nodes.find((node) => node['Relation Name'] === 'entries');
      expect(scan).toMatchObject({ 'Index Name': 'entries_gallery_idx' });
      expect(scan?.['Index Cond']).toContain('number <');
      expect(nodes.map((node) => node['Node Type'])).not.toContain('Sort');
      expect(nodes.filter((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] !== 'editions')).toEqual(
        [],
      );
      return nodes.reduce((sum, node) => sum + node['Actual Rows'] * node['Actual Loops'], 0);
    };
    expect(await touched(1000)).toBe(await touched(2_147_483_647));
  });
});

const flatten = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flatten)];

/** Only the owner of a table may count its rows for the planner. */
async function analyze(contest: TestContest, table: string): Promise<void> {
  await withClient(contest.data.database.ownerUrl, (client) => client.query(`ANALYZE ${table}`));
}

const MANY_ENTRIES = `
  WITH n AS (SELECT i, gen_random_uuid() AS up, gen_random_uuid() AS su, gen_random_uuid() AS ph
               FROM generate_series(1, $3::int) AS i),
  uploads_made AS (
    INSERT INTO uploads (id, author_id, edition_id, size, created_at) SELECT up, $2, $1, 1, now() FROM n RETURNING id),
  submissions_made AS (
    INSERT INTO submissions (id, edition_id, author_id, upload_id, client_key, title, story, place, recognisable,
                             consent_version, consented_at, consent_original, consent_no_secrets, state, state_at, received_at)
    SELECT su, $1, $2, up, gen_random_uuid(), '题目', '', '厂房', 'self', '1', now(), true, true, 'approved', now(), now() FROM n
    RETURNING id),
  photos_made AS (
    INSERT INTO photos (id, submission_id, original_key, original_sha256, mime, bytes, width, height, thumbhash, phash,
                        facts, name_320, name_1080, name_2048, derived_at)
    SELECT ph, su, 'k', 'h' || i, 'image/jpeg', 1, 4, 3, 't', i, '{}', 'a', 'b', 'c', now() FROM n RETURNING id)
  INSERT INTO entries (id, edition_id, submission_id, photo_id, number, state, created_at)
  SELECT gen_random_uuid(), $1, su, ph, i, 'active', now() FROM n`;
