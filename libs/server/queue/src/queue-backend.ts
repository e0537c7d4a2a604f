import {
  createPostgresBackend,
  Queue,
  Worker,
  type PostgresConnectionOptions,
  type PostgresQueueBackend,
  type Processor,
  type QueueOptions,
  type WorkerOptions,
} from 'bullmq';
import { Redis } from 'ioredis';

/** Where the jobs wait: in Redis (or Valkey), or in a schema of a PostgreSQL database. */
export type QueueConfig =
  | {
      redisUrl: string;
      /** What every key begins with. Default `zuimei`. */
      prefix?: string;
    }
  | {
      databaseUrl: string;
      /** The schema that holds nothing but the queue's own tables. */
      schema: string;
      /** Whether `ready` makes and upgrades the tables; else it refuses where they are missing. Default true. */
      migrate?: boolean;
    };

/** How long a first connection may take, in milliseconds. */
const CONNECT_MS = 10_000;

/** BullMQ's queues and workers, bound to one of its two stores. Everything made by it ends with `close`. */
export interface QueueBackend {
  queue(name: string): Queue;
  worker(name: string, processor: Processor, options: Omit<WorkerOptions, 'connection'>): Worker;
  close(): Promise<void>;
}

/**
 * @param onError hears of lost connections and the like. The store's clients reconnect by themselves, so there is nothing
 *   to do but to log; without a listener Node would end the process.
 */
export function openBackend(config: QueueConfig, onError: (error: Error) => void): QueueBackend {
  return 'redisUrl' in config ? redisBackend(config, onError) : postgresBackend(config, onError);
}

function redisBackend(
  { redisUrl, prefix = 'zuimei' }: Extract<QueueConfig, { redisUrl: string }>,
  onError: (error: Error) => void,
): QueueBackend {
  const connections: Redis[] = [];
  const connect = (offlineQueue: boolean): Redis => {
    const connection = new Redis(redisUrl, {
      // BullMQ demands it of workers: their blocking call must outlive a restart of Redis.
      maxRetriesPerRequest: null,
      // A producer must hear at once that its job was not queued, instead of waiting for Redis to come back.
      enableOfflineQueue: offlineQueue,
      connectTimeout: CONNECT_MS,
      disconnectTimeout: 500,
    });
    connection.on('error', onError);
    connections.push(connection);
    return connection;
  };
  let producers: Redis | undefined;
  let workers: Redis | undefined;
  return {
    queue: (name) => watched(new Queue(name, { connection: (producers ??= connect(false)), prefix }), onError),
    worker: (name, processor, options) =>
      watched(new Worker(name, processor, { ...options, connection: (workers ??= connect(true)), prefix }), onError),
    close: async () => {
      for (const connection of connections) connection.disconnect();
    },
  };
}

function postgresBackend(
  { databaseUrl, schema, migrate = true }: Extract<QueueConfig, { databaseUrl: string }>,
  onError: (error: Error) => void,
): QueueBackend {
  // Schema and migration work only in this object form of a connection, not on a pool that is handed in.
  const connection = (max: number, migrates: boolean): PostgresConnectionOptions => ({
    connectionString: databaseUrl,
    connectionTimeoutMillis: CONNECT_MS,
    schema,
    migrate: migrates,
    max,
  });
  let producers: PostgresQueueBackend | undefined;
  return {
    queue: (name) => {
      // All queues share one pool; each on its own would hold up to three connections.
      const options = { connection: connection(4, migrate) };
      const shared = (producers ??= watched(createPostgresBackend(name, options), onError));
      return watched(
        new Queue(name, options as QueueOptions, () => shared.forQueue(name)) as unknown as Queue,
        onError,
      );
    },
    worker: (name, processor, options) =>
      watched(
        new Worker(
          name,
          processor,
          { ...options, connection: connection(2, false) } as WorkerOptions<PostgresConnectionOptions>,
          createPostgresBackend,
        ) as unknown as Worker,
        onError,
      ),
    close: async () => {
      await producers?.close();
    },
  };
}

/** Listens for errors from the first moment on; also a closed queue may still emit one. */
function watched<T extends object>(emitter: T, onError: (error: Error) => void): T {
  (emitter as unknown as NodeJS.EventEmitter).on('error', onError);
  return emitter;
}
