import { exportColumns, type ExportedEntry, exportFile } from '@zuimei/contracts';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { columnsOf, type TableFile, tableOf, tableText } from './table-file.js';

const FORMULA = /^[=+\-@\t\r＝＋－＠]/;

async function whole(text: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const piece of text) all += piece;
  return all;
}

async function* inBatches<T>(rows: readonly T[], size: number): AsyncGenerator<T[]> {
  for (let i = 0; i < rows.length; i += size) yield rows.slice(i, i + size);
}

const entry = (over: Partial<ExportedEntry> = {}): ExportedEntry => ({
  edition: '2026-11',
  number: 7,
  entryId: '0190f3a0-0000-7000-8000-000000000001',
  state: 'active',
  stateReason: null,
  title: '夜班',
  story: '凌晨三点',
  place: '三号车间',
  district: null,
  author: '冯𠮷',
  company: '一分厂',
  receivedAt: '2026-11-02T03:04:05.000Z',
  approvedAt: '2026-11-03T03:04:05.000Z',
  width: 4000,
  height: 3000,
  bytes: 1_234_567,
  mime: 'image/jpeg',
  photoSha256: 'ab'.repeat(32),
  ...over,
});

const file = (over: Partial<TableFile<'entries'>> = {}): TableFile<'entries'> => ({
  name: 'entries',
  format: 'csv',
  headings: 'en',
  of: { edition: '2026-11' },
  people: true,
  ...over,
});
const csvOf = (rows: ExportedEntry[], over: Partial<TableFile<'entries'>> = {}) =>
  whole(tableText(file(over), inBatches(rows, 2)));
const lines = (csv: string) => parse(csv, { bom: true, record_delimiter: '\r\n' }) as string[][];

/** What people type: Chinese, rare characters, emoji, quotes, commas, breaks, and what spreadsheets take for formulas. */
const typed = fc.string({
  unit: fc.constantFrom(
    ...[
      '工',
      '人',
      '𠮷',
      '龘',
      '👷🏽‍♀️',
      '🌙',
      '"',
      "'",
      ',',
      '，',
      ';',
      '\n',
      '\r',
      '\r\n',
      '\t',
      ' ',
      '\u3000',
      '\ufeff',
    ],
    ...['=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '\\', '0', 'A', '\u0000'],
  ),
  maxLength: 12,
});

describe('a table as CSV', () => {
  it('begins with a byte order mark and stable names, and ends its lines as RFC 4180 says', async () => {
    const csv = await csvOf([entry({ title: '他说："上！"', story: '一行\n两行', place: 'A,B' })]);
    expect(csv).toBe(
      '\ufeffedition,number,entry_id,state,state_reason,title,story,place,district,author,company,received_at,' +
        'approved_at,width,height,bytes,mime,photo_sha256\r\n' +
        '2026-11,7,0190f3a0-0000-7000-8000-000000000001,active,,"他说：""上！""","一行\n两行","A,B",,冯𠮷,一分厂,' +
        `2026-11-02T03:04:05.000Z,2026-11-03T03:04:05.000Z,4000,3000,1234567,image/jpeg,${'ab'.repeat(32)}\r\n`,
    );
  });

  it('is a heading where there are no rows, in Chinese where that was asked for', async () => {
    const [head, ...rest] = lines(await csvOf([], { headings: 'zh' }));
    expect(head?.slice(0, 6)).toEqual(['期', '作品编号', '作品标识', '状态', '状态说明', '标题']);
    expect(rest).toEqual([]);
  });

  it('leaves out who made an entry, unless told', async () => {
    const csv = await csvOf([entry()], { people: false });
    expect(csv).not.toMatch(/author|company|冯|一分厂/);
    expect(lines(csv)[0]).toHaveLength(exportColumns('entries').length - 2);
  });

  it.each(['=1+1', '+86', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '＝1'])('takes the formula out of %j', async (title) => {
    const [head, row] = lines(await csvOf([entry({ title })]));
    expect(row?.[head?.indexOf('title') ?? -1]).toBe(`'${title}`);
  });

  it('reads back as it was written, whatever people typed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(typed, typed, typed), { maxLength: 7 }), async (texts) => {
        const rows = texts.map(([title, story, author], i) => entry({ number: i, title, story, author }));
        const [head, ...read] = lines(await csvOf(rows));
        const at = (name: string) => head?.indexOf(name) ?? -1;
        const safe = (text: string) => (FORMULA.test(text) ? `'${text}` : text);
        expect(read.map((cells) => [cells[at('title')], cells[at('story')], cells[at('author')]])).toEqual(
          texts.map((row) => row.map(safe)),
        );
        expect(read.flat().some((cell) => FORMULA.test(cell))).toBe(false);
      }),
    );
  });

  it('writes lists of numbers with spaces, and a number below zero as a number', async () => {
    async function* answers() {
      yield [
        {
          pseudonym: 'p',
          screen: 's',
          ordinal: null,
          entries: [3, 12, 7],
          kind: 'picks' as const,
          picks: [12],
          verdict: null,
          grade: -1,
          order: [],
        },
      ];
    }
    const csv = await whole(tableText({ ...file(), name: 'answers' }, answers()));
    expect(lines(csv)[1]).toEqual(['p', 's', '', '3 12 7', 'picks', '12', '', '-1', '']);
  });
});

describe('a table as JSON', () => {
  it('has its documented shape and the same rows, whatever people typed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(typed, { maxLength: 5 }), async (titles) => {
        const rows = titles.map((title, number) => entry({ number, title }));
        const text = await csvOf(rows, { format: 'json' });
        expect(exportFile('entries').strict().parse(JSON.parse(text))).toEqual({
          format: 'zuimei-entries-1',
          edition: '2026-11',
          items: rows,
          count: rows.length,
        });
      }),
    );
  });

  it('is not JSON where it ends early', async () => {
    const pieces: string[] = [];
    for await (const piece of tableText(
      file({ format: 'json' }),
      inBatches(
        [1, 2, 3, 4, 5].map((number) => entry({ number })),
        2,
      ),
    ))
      pieces.push(piece);
    expect(pieces.length).toBeGreaterThan(3);
    for (let n = 1; n < pieces.length; n += 1) expect(() => JSON.parse(pieces.slice(0, n).join(''))).toThrow();
  });
});

it('names its file after what it is of', () => {
  const made = tableOf({ ...file(), name: 'winnerContacts', of: { edition: '2026-11', version: 2 } }, inBatches([], 1));
  expect(made.fileName).toBe('zuimei-2026-11-winner-contacts-v2.csv');
});

it('has every column of its rows, each with words', () => {
  for (const name of ['entries', 'answers', 'result', 'winnerContacts'] as const)
    for (const { csv, zh, about } of columnsOf({ name, people: true }))
      expect([csv, zh, about].every((word) => word.length > 0) && /^[a-z0-9_]+$/.test(csv)).toBe(true);
});
