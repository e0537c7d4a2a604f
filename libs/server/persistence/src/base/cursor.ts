import type { DataSource } from 'typeorm';
import { poolOf } from './data-source.js';
import type { Statement } from './sql.js';

export interface CursorSettings {
  /** Rows fetched at a time; 1,000 unless told. */
  batch?: number;
  /** Milliseconds for one fetch, the first with its sort included; five minutes unless told. */
  statementTimeout?: number;
  /** Milliseconds that the reader may take over a batch before the database gives up on it; one minute unless told. */
  idleTimeout?: number;
}

/**
 * The rows of one statement from a cursor, batch by batch, as one snapshot: memory does not grow with their number. Holds
 * a connection until it was read to its end or given up (`return`, which `break` in `for await` does).
 */
export async function* readCursor<Row extends object>(
  source: DataSource,
  [text, params]: Statement,
  { batch = 1_000, statementTimeout = 300_000, idleTimeout = 60_000 }: CursorSettings = {},
): AsyncGenerator<Row[]> {
  const client = await poolOf(source).connect();
  let broken: Error | undefined;
  // Without a listener a connection that the server ends between two fetches would end the process.
  const noteBreak = (error: Error): void => void (broken = error);
  client.on('error', noteBreak);
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(`SET LOCAL statement_timeout = ${Number(statementTimeout)}`);
    await client.query(`SET LOCAL idle_in_transaction_session_timeout = ${Number(idleTimeout)}`);
    await client.query(`DECLARE rows_to_read NO SCROLL CURSOR FOR ${text}`, params);
    for (;;) {
      const { rows } = await client.query<Row>(`FETCH ${Number(batch)} FROM rows_to_read`);
      if (rows.length > 0) yield rows;
      if (rows.length < batch) return;
    }
  } finally {
    await client.query('ROLLBACK').catch((error: Error) => (broken ??= error));
    client.off('error', noteBreak);
    client.release(broken);
  }
}
