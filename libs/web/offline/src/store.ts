import { type Database, openDatabase, type StoreName } from './database.js';
import {
  FORM,
  inOrder,
  isUnderstood,
  type OutboxGroup,
  type OutboxItem,
  type ParkedItem,
  type StoredItem,
  toItem,
} from './items.js';

/** Changes that become durable together or not at all. */
export interface Commit {
  put?: readonly OutboxItem[];
  /** Opens groups, or changes their `meta`; one that was closed stays closed. */
  groups?: Readonly<Record<string, unknown>>;
  /** Groups that take nothing more: each row is deleted with its last item. */
  close?: readonly string[];
  /** Named values of the program; `undefined` deletes one. */
  values?: Readonly<Record<string, unknown>>;
}

export interface Settlement {
  /** Ids that the server has taken. */
  done: readonly string[];
  refused: readonly { id: string; reason: unknown }[];
}

export interface Counts {
  /** Not delivered yet. */
  pending: number;
  /** Refused by the server, kept to be seen. */
  parked: number;
  /** Left by a newer program: kept, not delivered by this one. */
  unknown: number;
}

/**
 * What a page keeps through reloads, crashes and lost networks: an outbox and a few named values, in one IndexedDB
 * database. A write resolves only when the browser says that it is on the disk (`durability: 'strict'`).
 */
export interface OfflineStore {
  commit(changes: Commit): Promise<void>;
  settle(settlement: Settlement): Promise<void>;
  /** Items to deliver, in order; of all groups the oldest group first. */
  pending(group?: string): Promise<OutboxItem[]>;
  parked(group?: string): Promise<ParkedItem[]>;
  /** Puts refused items back among the pending. */
  release(ids: readonly string[]): Promise<void>;
  /** Deletes refused items, once a person has seen why. Others stay. */
  dismiss(ids: readonly string[]): Promise<void>;
  group(group: string): Promise<OutboxGroup | undefined>;
  counts(group?: string): Promise<Counts>;
  value<T>(key: string): Promise<T | undefined>;
  /** Tells of changes, those of other tabs included. */
  subscribe(listener: () => void): () => void;
  close(): Promise<void>;
}

export function openOfflineStore(name: string): OfflineStore {
  let opened: Promise<Database> | undefined;
  let ended = false;
  const listeners = new Set<() => void>();
  const channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(`${name}.changed`) : undefined;
  const tell = () => listeners.forEach((listener) => listener());
  if (channel) channel.onmessage = tell;

  const database = () => {
    if (ended) throw new Error(`the store ${name} is closed`);
    return (opened ??= openDatabase(name, () => (opened = undefined)).catch((error) => {
      opened = undefined;
      throw error;
    }));
  };

  /** A connection that another tab's upgrade has just closed is opened once more. */
  const withDatabase = async <T>(work: (db: Database) => Promise<T>): Promise<T> => {
    try {
      return await work(await database());
    } catch (error) {
      if ((error as DOMException).name !== 'InvalidStateError') throw error;
      opened = undefined;
      return work(await database());
    }
  };

  const write = async (stores: StoreName[], work: (tx: ReturnType<typeof strict>) => Promise<void>): Promise<void> => {
    await withDatabase(async (db) => {
      const tx = strict(db, stores);
      try {
        await work(tx);
      } catch (error) {
        try {
          tx.abort();
        } catch {
          // already aborted by what went wrong
        }
        await tx.done.catch(() => undefined);
        throw error;
      }
      await tx.done;
    });
    if (ended) return;
    tell();
    channel?.postMessage(null);
  };

  const read = (group?: string): Promise<StoredItem[]> =>
    withDatabase((db) => (group === undefined ? db.getAll('items') : db.getAllFromIndex('items', 'group', group)));

  const sweep = async (tx: ReturnType<typeof strict>, groups: Iterable<string>) => {
    for (const group of new Set(groups)) {
      const row = await tx.objectStore('groups').get(group);
      if (row?.closed && (await tx.objectStore('items').index('group').count(group)) === 0)
        await tx.objectStore('groups').delete(group);
    }
  };

  /** Deletes those of the items that this program understands and `only` allows, and their groups when they are empty. */
  const remove = async (tx: ReturnType<typeof strict>, ids: readonly string[], only: (item: StoredItem) => boolean) => {
    const touched: string[] = [];
    for (const id of ids) {
      const item = await tx.objectStore('items').get(id);
      if (!item || !isUnderstood(item) || !only(item)) continue;
      await tx.objectStore('items').delete(id);
      touched.push(item.group);
    }
    await sweep(tx, touched);
  };

  const change = async (tx: ReturnType<typeof strict>, id: string, parked: StoredItem['parked']) => {
    const item = await tx.objectStore('items').get(id);
    if (item && isUnderstood(item)) await tx.objectStore('items').put({ ...item, parked });
  };

  return {
    commit: ({ put = [], groups = {}, close = [], values = {} }) =>
      write(['items', 'groups', 'values'], async (tx) => {
        for (const item of put) {
          if (await tx.objectStore('items').get(item.id)) continue;
          await tx.objectStore('items').put({ ...item, form: FORM, parked: null });
        }
        for (const [group, meta] of Object.entries(groups)) {
          const closed = (await tx.objectStore('groups').get(group))?.closed ?? false;
          await tx.objectStore('groups').put({ group, meta, closed });
        }
        for (const group of close) {
          const row = await tx.objectStore('groups').get(group);
          if (row) await tx.objectStore('groups').put({ ...row, closed: true });
        }
        await sweep(tx, close);
        for (const [key, value] of Object.entries(values)) {
          if (value === undefined) await tx.objectStore('values').delete(key);
          else await tx.objectStore('values').put(value, key);
        }
      }),

    settle: ({ done, refused }) =>
      write(['items', 'groups'], async (tx) => {
        for (const { id, reason } of refused) await change(tx, id, { reason });
        await remove(tx, done, () => true);
      }),

    pending: async (group) => {
      const items = (await read(group)).filter((item) => isUnderstood(item) && !item.parked);
      const age = new Map<string, number>();
      for (const item of items) age.set(item.group, Math.min(item.createdAt, age.get(item.group) ?? Infinity));
      const groupAge = (item: StoredItem) => age.get(item.group) ?? 0;
      return items
        .sort((a, b) => groupAge(a) - groupAge(b) || (a.group < b.group ? -1 : a.group > b.group ? 1 : inOrder(a, b)))
        .map(toItem);
    },

    parked: async (group) =>
      (await read(group))
        .filter((item) => isUnderstood(item) && item.parked)
        .sort(inOrder)
        .map((item) => ({ ...toItem(item), reason: item.parked?.reason })),

    release: (ids) =>
      write(['items'], async (tx) => {
        for (const id of ids) await change(tx, id, null);
      }),

    dismiss: (ids) => write(['items', 'groups'], (tx) => remove(tx, ids, (item) => item.parked !== null)),

    group: (group) => withDatabase((db) => db.get('groups', group)),

    counts: async (group) => {
      const items = await read(group);
      const known = items.filter(isUnderstood);
      const parked = known.filter((item) => item.parked).length;
      return { pending: known.length - parked, parked, unknown: items.length - known.length };
    },

    value: <T>(key: string) => withDatabase((db) => db.get('values', key)) as Promise<T | undefined>,

    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    close: async () => {
      ended = true;
      channel?.close();
      listeners.clear();
      const db = await opened?.catch(() => undefined);
      opened = undefined;
      db?.close();
    },
  };
}

const strict = (db: Database, stores: StoreName[]) =>
  db.transaction(stores as ['items', 'groups', 'values'], 'readwrite', { durability: 'strict' });
