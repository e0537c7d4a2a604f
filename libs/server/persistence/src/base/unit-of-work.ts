import type { DataSource, EntityManager } from 'typeorm';
import type pg from 'pg';
import { type CursorSettings, readCursor } from './cursor.js';
import { poolOf } from './data-source.js';
import type { Statement } from './sql.js';

/** Something SQL can be read from: the pool, or a transaction. */
export interface Queryable {
  /** Rows of one statement; `$1`, `$2` … stand for `params`. */
  query<Row extends object = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<Row[]>;
}

declare const transaction: unique symbol;

/**
 * A running transaction. Whatever writes takes one as an argument that cannot be left out: a write outside a unit of
 * work does not compile.
 */
export interface Tx extends Queryable {
  readonly [transaction]: true;
  /** Runs one statement and gives the number of rows it touched. */
  execute(sql: string, params?: readonly unknown[]): Promise<number>;
  /** TypeORM's entity manager on this transaction, for forms. */
  readonly manager: EntityManager;
  /**
   * Runs `work` once the commit is done, never if it is rolled back: jobs and events go here. What `work` throws does
   * not undo the commit; it goes to the unit's `onAfterCommitError`.
   */
  afterCommit(work: () => void | Promise<void>): void;
}

/** Reads outside a transaction, each statement on its own snapshot. */
export class ReadDb implements Queryable {
  constructor(private readonly source: DataSource) {}

  async query<Row extends object = Record<string, unknown>>(
    sql: string,
    params: readonly unknown[] = [],
  ): Promise<Row[]> {
    const { rows } = await poolOf(this.source).query<Row>(sql, params as unknown[]);
    return rows;
  }

  /** The rows of one statement from a cursor, batch by batch, as one snapshot (`readCursor`). */
  batches<Row extends object>(statement: Statement, settings?: CursorSettings): AsyncGenerator<Row[]> {
    return readCursor<Row>(this.source, statement, settings);
  }
}

export interface UnitOfWorkSettings {
  /** `REPEATABLE READ` where several reads must see one snapshot; `READ COMMITTED` unless told. */
  isolation?: 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';
}

const refused = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'ok' in value && value.ok === false;

/** Runs work in a transaction: commits what it returns, rolls back when it throws or returns a refusal. */
export class UnitOfWork {
  constructor(
    private readonly source: DataSource,
    private readonly onAfterCommitError: (error: unknown) => void = () => undefined,
  ) {}

  /**
   * Runs `work` in one transaction. A returned `{ ok: false }` rolls back and is handed on; a thrown error rolls back
   * and is thrown on.
   */
  async run<T>(work: (tx: Tx) => Promise<T>, settings: UnitOfWorkSettings = {}): Promise<T> {
    const runner = this.source.createQueryRunner();
    const later: (() => void | Promise<void>)[] = [];
    let value: T;
    try {
      const client = (await runner.connect()) as pg.PoolClient;
      await runner.startTransaction(settings.isolation ?? 'READ COMMITTED');
      try {
        value = await work(transactionOn(client, runner.manager, later));
        if (refused(value)) {
          await runner.rollbackTransaction();
          return value;
        }
        await runner.commitTransaction();
      } catch (error) {
        // A connection that broke takes its transaction with it: the first error is the one worth telling.
        if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
        throw error;
      }
    } finally {
      await runner.release();
    }
    for (const act of later) {
      try {
        await act();
      } catch (error) {
        this.onAfterCommitError(error);
      }
    }
    return value;
  }
}

function transactionOn(client: pg.PoolClient, manager: EntityManager, later: (() => void | Promise<void>)[]): Tx {
  const tx: Omit<Tx, typeof transaction> = {
    manager,
    async query<Row extends object>(sql: string, params: readonly unknown[] = []) {
      return (await client.query<Row>(sql, params as unknown[])).rows;
    },
    async execute(sql, params = []) {
      return (await client.query(sql, params as unknown[])).rowCount ?? 0;
    },
    afterCommit: (act) => void later.push(act),
  };
  return tx as Tx;
}
