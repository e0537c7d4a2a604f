export interface TestPostgres {
  /** A superuser's address of the database `postgres`. */
  readonly url: string;
  readonly dataDir: string;
  readonly pid: number;
  stop(): Promise<void>;
  kill(): Promise<void>;
  restart(): Promise<void>;
}

export function startTestPostgres(options?: { durable?: boolean }): Promise<TestPostgres>;
