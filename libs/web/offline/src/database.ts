import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { type OutboxGroup, type StoredItem } from './items.js';

interface Schema extends DBSchema {
  items: { key: string; value: StoredItem; indexes: { group: string } };
  groups: { key: string; value: OutboxGroup };
  values: { key: string; value: unknown };
}

export type Database = IDBPDatabase<Schema>;
export type StoreName = 'items' | 'groups' | 'values';

const VERSION = 1;

/** Adds what is missing and removes nothing: a database may have been laid out by a newer program. */
const layOut = (db: Database): void => {
  if (!db.objectStoreNames.contains('items')) {
    db.createObjectStore('items', { keyPath: 'id' }).createIndex('group', 'group');
  }
  if (!db.objectStoreNames.contains('groups')) db.createObjectStore('groups', { keyPath: 'group' });
  if (!db.objectStoreNames.contains('values')) db.createObjectStore('values');
};

/**
 * Opens the database. One that a newer program has upgraded is opened as it is: what this program does not know in it
 * stays untouched. `onClosed` is called when another tab upgrades it or the browser takes it away; open it anew then.
 */
export async function openDatabase(name: string, onClosed: () => void): Promise<Database> {
  const open = (version?: number) =>
    openDB<Schema>(name, version, {
      upgrade: layOut,
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        onClosed();
      },
      terminated: onClosed,
    });
  try {
    return await open(VERSION);
  } catch (error) {
    if ((error as DOMException).name !== 'VersionError') throw error;
    return open();
  }
}
