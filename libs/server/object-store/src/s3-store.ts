import http from 'node:http';
import https from 'node:https';
import { type Duplex, type Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, S3Error, type BucketItem } from 'minio';
import { assertKey, assertPrefix } from './key.js';
import { type ByteRange, type ListedObject, type ObjectInfo, type ObjectStore } from './object-store.js';
import { putFile, PutRefusedError } from './presigned-put.js';
import { assertRange } from './range.js';
import { receiveFile } from './whole-file.js';

export interface S3StoreOptions {
  /** `http://host:port` or `https://host:port`, without a path; buckets are addressed by path. */
  endpoint: string;
  accessKey: string;
  secretKey: string;
  /** Made if it is missing. */
  bucket: string;
  /** Default `us-east-1`, which servers other than Amazon's ignore. */
  region?: string;
  /** How long a connection may stay silent before it is given up, in milliseconds. Default 60 s. */
  silenceMs?: number;
}

/** Waits between the tries of one operation, in milliseconds. Each operation can be repeated safely. */
const PAUSES_MS = [100, 400];

/** How long the store's own links to itself are good for; each try makes its own. */
const LINK_SECONDS = 3600;

/** What an S3 server answers when another try may succeed; every other answer of its own is final. */
const PASSING_CODES = new Set([
  'InternalError',
  'RequestTimeout',
  'ServiceUnavailable',
  'SlowDown',
  'OperationAborted',
]);

class S3Store implements ObjectStore {
  readonly #client: Client;
  readonly #agent: http.Agent;
  readonly #bucket: string;
  readonly #region: string;
  #ready: Promise<void> | undefined;

  constructor(options: S3StoreOptions) {
    const url = new URL(options.endpoint);
    const secure = url.protocol === 'https:';
    if (!secure && url.protocol !== 'http:') throw new Error('the S3 endpoint must begin with http:// or https://');
    if (url.pathname !== '/' || url.search) throw new Error('the S3 endpoint must have no path');
    this.#bucket = options.bucket;
    this.#region = options.region ?? 'us-east-1';
    this.#agent = impatientAgent(secure, options.silenceMs ?? 60_000);
    this.#client = new Client({
      endPoint: url.hostname,
      port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
      useSSL: secure,
      accessKey: options.accessKey,
      secretKey: options.secretKey,
      region: this.#region,
      pathStyle: true,
      transportAgent: this.#agent,
      // The client's own retry would send a half-read body again; ours starts each operation from its source.
      retryOptions: { disableRetry: true },
    });
  }

  async put(key: string, source: string | Uint8Array, meta: { contentType: string }): Promise<void> {
    assertKey(key);
    await this.#try(async () => {
      if (typeof source === 'string') return this.#putFile(key, source, meta.contentType);
      const bytes = Buffer.from(source.buffer, source.byteOffset, source.byteLength);
      await this.#client.putObject(this.#bucket, key, bytes, bytes.length, { 'Content-Type': meta.contentType });
    });
  }

  /** By a presigned address: the client would read the file into memory and hash it twice. */
  async #putFile(key: string, file: string, contentType: string): Promise<void> {
    const address = await this.#client.presignedPutObject(this.#bucket, key, LINK_SECONDS);
    const sent = await putFile(address, file, { contentType, agent: this.#agent });
    const stored = await this.#client.statObject(this.#bucket, key);
    // Another etag is another writer's object, whole in its own way.
    if (stored.size !== sent.size && stored.etag === sent.etag) {
      throw new Error(`the object store holds ${stored.size} bytes of ${sent.size}`);
    }
  }

  async stat(key: string): Promise<ObjectInfo | null> {
    assertKey(key);
    return this.#try(async () => {
      try {
        const found = await this.#client.statObject(this.#bucket, key);
        return { size: found.size, contentType: String(found.metaData['content-type'] ?? 'application/octet-stream') };
      } catch (error) {
        if (isNoSuchKey(error)) return null;
        throw error;
      }
    });
  }

  async open(key: string, range?: ByteRange): Promise<(ObjectInfo & { stream: Readable }) | null> {
    assertKey(key);
    if (range) assertRange(range);
    return this.#try(() => this.#get(key, range));
  }

  async download(key: string, toPath: string): Promise<boolean> {
    assertKey(key);
    return this.#try(async () => {
      const opened = await this.#get(key);
      if (opened) await receiveFile(opened.stream, toPath);
      return opened !== null;
    });
  }

  async delete(key: string): Promise<void> {
    assertKey(key);
    await this.#try(async () => {
      await this.#client.removeObject(this.#bucket, key);
    });
  }

  async *list(prefix: string): AsyncIterable<ListedObject> {
    assertPrefix(prefix);
    await this.#try(async () => undefined);
    const rows: AsyncIterable<BucketItem> = this.#client.listObjectsV2(this.#bucket, prefix, true);
    for await (const row of rows) {
      if (row.name !== undefined) yield { key: row.name, size: row.size, lastModified: row.lastModified };
    }
  }

  async presignGet(key: string, seconds: number): Promise<string> {
    assertKey(key);
    return this.#client.presignedGetObject(this.#bucket, key, seconds);
  }

  async presignPut(key: string, seconds: number): Promise<string> {
    assertKey(key);
    await this.#try(async () => undefined);
    return this.#client.presignedPutObject(this.#bucket, key, seconds);
  }

  async check(): Promise<void> {
    await this.#try(async () => {
      if (!(await this.#client.bucketExists(this.#bucket))) throw new Error(`the bucket ${this.#bucket} is gone`);
    });
  }

  async #get(key: string, range?: ByteRange): Promise<(ObjectInfo & { stream: Readable }) | null> {
    try {
      const stream = (await (range
        ? this.#client.getPartialObject(this.#bucket, key, range.start, range.end - range.start + 1)
        : this.#client.getObject(this.#bucket, key))) as http.IncomingMessage;
      return { stream, ...describe(stream.headers) };
    } catch (error) {
      if (isNoSuchKey(error)) return null;
      if (error instanceof S3Error && error.code === 'InvalidRange') {
        throw new RangeError(`no byte of the object lies in ${range?.start}-${range?.end}`);
      }
      throw error;
    }
  }

  /** Runs an operation once the bucket is there, and again after a pause where the store may have only stumbled. */
  async #try<T>(operation: () => Promise<T>): Promise<T> {
    for (const pause of PAUSES_MS) {
      try {
        return await this.#once(operation);
      } catch (error) {
        if (isFinal(error)) throw error;
        await sleep(pause);
      }
    }
    return this.#once(operation);
  }

  async #once<T>(operation: () => Promise<T>): Promise<T> {
    this.#ready ??= this.#ensureBucket();
    try {
      await this.#ready;
    } catch (error) {
      this.#ready = undefined;
      throw error;
    }
    return operation();
  }

  async #ensureBucket(): Promise<void> {
    if (await this.#client.bucketExists(this.#bucket)) return;
    try {
      await this.#client.makeBucket(this.#bucket, this.#region);
    } catch (error) {
      // Two processes may start at the same time.
      if (!(error instanceof S3Error) || !/^BucketAlready/.test(error.code ?? '')) throw error;
    }
  }
}

function isNoSuchKey(error: unknown): boolean {
  return error instanceof S3Error && (error.code === 'NoSuchKey' || error.code === 'NotFound');
}

/** Errors that the same request would meet again: the store's own refusals, ours, and those of the local disk. */
function isFinal(error: unknown): boolean {
  if (error instanceof S3Error) return !PASSING_CODES.has(error.code ?? '');
  if (error instanceof PutRefusedError) return error.status < 500 && !PASSING_CODES.has(error.code);
  return error instanceof RangeError || typeof (error as NodeJS.ErrnoException).path === 'string';
}

function describe(headers: http.IncomingHttpHeaders): ObjectInfo {
  const whole = /\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1] ?? headers['content-length'];
  return { size: Number(whole), contentType: headers['content-type'] ?? 'application/octet-stream' };
}

/** Keeps connections open between requests, and ends one on which nothing has moved for `silenceMs`. */
function impatientAgent(secure: boolean, silenceMs: number): http.Agent {
  const agent = secure
    ? new https.Agent({ keepAlive: true, timeout: silenceMs })
    : new http.Agent({ keepAlive: true, timeout: silenceMs });
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback): Duplex | null | undefined => {
    const socket = connect(options, callback);
    socket?.on('timeout', () => socket.destroy(new Error(`the object store was silent for ${silenceMs} ms`)));
    return socket;
  };
  return agent;
}

/** An object store in one bucket of an S3 server. Nothing is asked of the server before the first operation. */
export function s3Store(options: S3StoreOptions): ObjectStore {
  return new S3Store(options);
}
