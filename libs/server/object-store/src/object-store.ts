import { type Readable } from 'node:stream';

/** What is known of a stored object: its size in bytes and its media type (RFC 6838), as given when it was put. */
export interface ObjectInfo {
  size: number;
  contentType: string;
}

/** A part of an object: zero-based byte offsets, both ends included, as in an HTTP `Range` header (RFC 9110 §14). */
export interface ByteRange {
  start: number;
  end: number;
}

/** One row of a listing. */
export interface ListedObject {
  key: string;
  size: number;
  lastModified: Date;
}

/**
 * Where pictures and other files live. Two adapters hold to one contract: a folder on a disk, and an S3 server.
 *
 * Keys are paths of lower-case segments (see `assertKey`). No key may lie below another (`a` and `a/b`). Every operation
 * can be repeated safely. What is expected to be absent is `null` or `false`; a store that fails makes the promise reject.
 */
export interface ObjectStore {
  /**
   * Stores the bytes of a file (a path) or of memory under `key`, replacing what was there. Atomic and durable: a reader
   * sees the old object or the new one, whole, and once the promise is fulfilled the new one survives a crash.
   */
  put(key: string, source: string | Uint8Array, meta: { contentType: string }): Promise<void>;

  /** Size and type of an object, or `null` when there is none. */
  stat(key: string): Promise<ObjectInfo | null>;

  /**
   * Opens an object for reading, or `null` when there is none. `size` is that of the whole object, also with a range; an
   * `end` behind the last byte is cut. The stream must be read or destroyed.
   *
   * @throws RangeError when no byte of the object lies in the range (HTTP 416).
   */
  open(key: string, range?: ByteRange): Promise<(ObjectInfo & { stream: Readable }) | null>;

  /** Copies an object to a file, which appears whole or not at all. `false` when there is no such object. */
  download(key: string, toPath: string): Promise<boolean>;

  /** Removes an object. Removing what is not there is fine. */
  delete(key: string): Promise<void>;

  /** All objects whose key begins with `prefix` (`''` for all), ascending by key. */
  list(prefix: string): AsyncIterable<ListedObject>;

  /** A link by which anyone who has it can read the object for `seconds`. Absent where the store has no such links. */
  presignGet?(key: string, seconds: number): Promise<string>;

  /** A link by which anyone who has it can put the object for `seconds`. Absent where the store has no such links. */
  presignPut?(key: string, seconds: number): Promise<string>;

  /** Fulfilled when the store can be written to; rejects with the reason otherwise. For health checks. */
  check(): Promise<void>;
}
