import { exportedEntries } from '@zuimei/contest';
import type { ExportFormat, ExportName } from '@zuimei/contracts';
import { exportedAnswers, exportedResult, type JudgingKeys } from '@zuimei/judging';
import type { ReadDb } from '@zuimei/persistence';
import { type PublishedBundle, ResultRepository, RoundRepository } from '@zuimei/persistence/judging';
import { tableText } from '@zuimei/platform';
import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type CommandInput, UsageError } from '../command.js';

type TableName = Exclude<ExportName, 'winnerContacts'>;
const TABLES: readonly TableName[] = ['entries', 'answers', 'result'];
const FORMATS: Record<string, ExportFormat> = { '.csv': 'csv', '.json': 'json' };

export interface TableAsked {
  name: TableName;
  file: string;
  format: ExportFormat;
}

/**
 * The tables that the command line asks for.
 * @throws UsageError for a file whose name says no format
 */
export const tablesAsked = (values: CommandInput['values']): TableAsked[] =>
  TABLES.flatMap((name) => {
    const file = values[name];
    if (typeof file !== 'string') return [];
    const format = FORMATS[path.extname(file).toLowerCase()];
    if (!format) throw new UsageError(`--${name} wants a file that ends in .csv or .json, not ${file}`);
    return [{ name, file, format }];
  });

/** Writes one table of a published result. Only a whole one gets its name: a run that breaks leaves none. */
export async function writeTable(
  db: ReadDb,
  keys: JudgingKeys,
  { roundId, editionKey, roundName }: PublishedBundle,
  { name, file, format }: TableAsked,
): Promise<void> {
  const part = `${file}.part`;
  const form = { format, headings: 'en', people: false } as const;
  const round = { id: roundId, name: roundName };
  try {
    await pipeline(Readable.from(await text()), fs.createWriteStream(part));
    fs.renameSync(part, file);
  } finally {
    fs.rmSync(part, { force: true });
  }

  async function text(): Promise<AsyncGenerator<string>> {
    const results = new ResultRepository();
    if (name === 'entries')
      return tableText({ ...form, name, of: { edition: editionKey } }, exportedEntries(db, editionKey));
    if (name === 'answers')
      return tableText(
        { ...form, name, of: { edition: editionKey, round } },
        exportedAnswers(db, { roundId, results, keys }),
      );
    const rounds = new RoundRepository();
    const row = await rounds.byId(db, roundId);
    const published = row && (await exportedResult(db, { round: row, rounds, results, people: false }));
    if (!published) throw new Error(`round ${roundName} has no published result`);
    const { version, rows } = published;
    return tableText({ ...form, name, of: { edition: editionKey, round, version } }, [rows]);
  }
}
