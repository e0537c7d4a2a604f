import {
  EXPORT_FORMAT_NAMES,
  type ExportColumn,
  type ExportedRow,
  type ExportFormat,
  type ExportName,
  exportColumns,
} from '@zuimei/contracts';
import { stringify } from 'csv-stringify/sync';

/** The rows of a table as they come, some at a time. */
export type RowBatches<Row> = AsyncIterable<readonly Row[]> | Iterable<readonly Row[]>;

export interface TableFile<N extends ExportName> {
  name: N;
  format: ExportFormat;
  /** Of a CSV file, the language of its first line. */
  headings: 'en' | 'zh';
  /** What the file is of: members of its JSON that stand before the rows. */
  of: { edition: string; round?: { id: string; name: string }; version?: number };
  /** The columns that say who made an entry are left out, unless told. */
  people: boolean;
}

/** What whoever asks for a table says about its form. */
export type TableForm = Pick<TableFile<ExportName>, 'format' | 'headings' | 'people'>;

/** A table that is ready to be read: nothing of it was read yet. */
export interface MadeTable {
  /** ASCII, without quotes. */
  fileName: string;
  format: ExportFormat;
  text: AsyncGenerator<string>;
}

/** A table with the name of its file. */
export function tableOf<N extends ExportName>(file: TableFile<N>, rows: RowBatches<ExportedRow<N>>): MadeTable {
  const { of, format, name } = file;
  const version = of.version === undefined ? '' : `-v${of.version}`;
  const fileName = `zuimei-${of.edition}-${FILE_WORDS[name]}${version}.${format}`;
  return { fileName, format, text: tableText(file, rows) };
}
const FILE_WORDS: Record<ExportName, string> = {
  entries: 'entries',
  answers: 'answers',
  result: 'result',
  winnerContacts: 'winner-contacts',
};

const PEOPLE: readonly string[] = ['author', 'company'];
/** Tables without such columns that could be left out. */
const ALWAYS_WITH_PEOPLE: ReadonlySet<ExportName> = new Set(['winnerContacts', 'result']);

/** The columns of a file: without those of the people where it has none. */
export const columnsOf = ({ name, people }: { name: ExportName; people: boolean }): ExportColumn[] =>
  exportColumns(name).filter(({ key }) => people || ALWAYS_WITH_PEOPLE.has(name) || !PEOPLE.includes(key));

/** The text of a table, piece by piece: never more of it in memory than a batch. */
export function tableText<N extends ExportName>(
  file: TableFile<N>,
  rows: RowBatches<ExportedRow<N>>,
): AsyncGenerator<string> {
  return file.format === 'csv' ? csvText(file, rows) : jsonText(file, rows);
}

/**
 * CSV by RFC 4180: CRLF, quotes where a cell needs them, a byte order mark so that spreadsheets read UTF-8. A text that a
 * spreadsheet would take for a formula (`= + - @`, their full-width forms, tab, carriage return) gets `'` before it.
 */
async function* csvText<N extends ExportName>(
  file: TableFile<N>,
  rows: RowBatches<ExportedRow<N>>,
): AsyncGenerator<string> {
  const columns = columnsOf(file).map(({ key, csv, zh }) => ({ key, header: file.headings === 'zh' ? zh : csv }));
  const write = (batch: readonly ExportedRow<N>[], first: boolean): string =>
    stringify([...batch], {
      columns,
      header: first,
      bom: first,
      record_delimiter: 'windows',
      // A lone line feed or carriage return within a cell too.
      quote_record_delimiter: true,
      escape_formulas: true,
      cast: { boolean: String, object: (value) => Object.values(value).join(' ') },
    });
  let first = true;
  for await (const batch of rows) {
    if (batch.length === 0) continue;
    yield write(batch, first);
    first = false;
  }
  if (first) yield write([], true);
}

/** One object; its rows one a line; `count` as its last member, so that a file that ends early is not JSON. */
async function* jsonText<N extends ExportName>(
  file: TableFile<N>,
  rows: RowBatches<ExportedRow<N>>,
): AsyncGenerator<string> {
  const keys = columnsOf(file).map(({ key }) => key);
  const head = JSON.stringify({ format: EXPORT_FORMAT_NAMES[file.name], ...file.of });
  const opening = `${head.slice(0, -1)},"items":[`;
  let count = 0;
  for await (const batch of rows) {
    if (batch.length === 0) continue;
    yield `${count === 0 ? opening : ','}\n${batch.map((row) => JSON.stringify(row, keys)).join(',\n')}`;
    count += batch.length;
  }
  yield `${count === 0 ? opening : ''}\n],"count":${count}}\n`;
}
