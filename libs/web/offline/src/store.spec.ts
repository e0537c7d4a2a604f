/** @jest-environment node */
import 'fake-indexeddb/auto';
import { openDB } from 'idb';
import { openOfflineStore, type OfflineStore, type OutboxItem } from './index.js';

let name = '';
let count = 0;
const open: OfflineStore[] = [];
const openStore = () => {
  const store = openOfflineStore(name);
  open.push(store);
  return store;
};

const item = (id: string, group = 'g', order = 0, createdAt = 0): OutboxItem => ({
  id,
  group,
  order,
  payload: { of: id },
  createdAt,
});

beforeEach(() => {
  name = `store-${++count}`;
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((store) => store.close()));
});

const ids = (items: OutboxItem[]) => items.map(({ id }) => id);

describe('the outbox', () => {
  it('keeps items, groups and values through a reload', async () => {
    const first = openStore();
    await first.commit({
      put: [item('b', 'g', 2), item('a', 'g', 1)],
      groups: { g: { token: 't' } },
      values: { seat: { at: 3 } },
    });
    await first.close();
    const second = openStore();
    expect(ids(await second.pending('g'))).toEqual(['a', 'b']);
    expect(await second.group('g')).toEqual({ group: 'g', meta: { token: 't' }, closed: false });
    expect(await second.value('seat')).toEqual({ at: 3 });
  });

  it('asks the browser for strict durability', async () => {
    const asked: unknown[] = [];
    const original = IDBDatabase.prototype.transaction;
    const spy = jest.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
      this: IDBDatabase,
      ...args: Parameters<typeof original>
    ) {
      if (args[1] === 'readwrite') asked.push(args[2]);
      return original.apply(this, args);
    });
    await openStore().commit({ put: [item('a')] });
    spy.mockRestore();
    expect(asked).toEqual([{ durability: 'strict' }]);
  });

  it('writes all of a commit or nothing of it', async () => {
    const store = openStore();
    await expect(
      store.commit({ put: [item('a')], values: { seat: () => 'functions cannot be stored' } }),
    ).rejects.toThrow();
    expect(await store.pending()).toEqual([]);
  });

  it('keeps the first item under an id', async () => {
    const store = openStore();
    await store.commit({ put: [item('a', 'g', 1)] });
    await store.commit({ put: [{ ...item('a', 'g', 9), payload: 'another' }] });
    expect(await store.pending()).toEqual([item('a', 'g', 1)]);
  });

  it('offers the group that has waited longest first', async () => {
    const store = openStore();
    await store.commit({ put: [item('n', 'new', 1, 500), item('o2', 'old', 2, 900), item('o1', 'old', 1, 100)] });
    expect(ids(await store.pending())).toEqual(['o1', 'o2', 'n']);
  });

  it('keeps refused items with their reason until they were seen', async () => {
    const store = openStore();
    await store.commit({ put: [item('a', 'g', 1), item('b', 'g', 2)] });
    await store.settle({ done: [], refused: [{ id: 'a', reason: 'ROUND_CLOSED' }] });
    expect(ids(await store.pending())).toEqual(['b']);
    expect(await store.parked()).toEqual([{ ...item('a', 'g', 1), reason: 'ROUND_CLOSED' }]);
    expect(await store.counts()).toEqual({ pending: 1, parked: 1, unknown: 0 });
    await store.dismiss(['b']);
    expect(ids(await store.pending())).toEqual(['b']);
    await store.release(['a']);
    expect(ids(await store.pending())).toEqual(['a', 'b']);
    await store.settle({ done: [], refused: [{ id: 'a', reason: 'ROUND_CLOSED' }] });
    await store.dismiss(['a']);
    expect(await store.counts()).toEqual({ pending: 1, parked: 0, unknown: 0 });
  });

  it('deletes a closed group with its last item and not before', async () => {
    const store = openStore();
    await store.commit({ put: [item('a'), item('b', 'g', 1)], groups: { g: 'token', empty: 'token' } });
    await store.commit({ close: ['g', 'empty'] });
    expect(await store.group('empty')).toBeUndefined();
    await store.settle({ done: ['a'], refused: [] });
    expect(await store.group('g')).toMatchObject({ meta: 'token', closed: true });
    await store.settle({ done: ['b'], refused: [] });
    expect(await store.group('g')).toBeUndefined();
  });

  it('forgets a value without a trace', async () => {
    const store = openStore();
    await store.commit({ values: { seat: { alias: 'A017' } } });
    await store.commit({ values: { seat: undefined } });
    const db = await openDB(name);
    expect(await db.getAllKeys('values')).toEqual([]);
    db.close();
  });

  it('tells other tabs of a change', async () => {
    const [one, two] = [openStore(), openStore()];
    const heard = new Promise<void>((resolve) => {
      two.subscribe(resolve);
    });
    await one.commit({ put: [item('a')] });
    await heard;
  });
});

describe('an older program on a newer database', () => {
  const upgraded = async () => {
    const store = openStore();
    await store.commit({ put: [item('mine')], groups: { g: 'token' } });
    await store.close();
    const db = await openDB(name, 7, { upgrade: (d) => void d.createObjectStore('stars', { keyPath: 'id' }) });
    await db.put('items', { ...item('theirs', 'g', 1), form: 9, parked: null, sealed: true });
    await db.put('stars', { id: 's' });
    db.close();
  };

  it('does its own work and leaves alone what it does not understand', async () => {
    await upgraded();
    const store = openStore();
    expect(ids(await store.pending())).toEqual(['mine']);
    expect(await store.counts()).toEqual({ pending: 1, parked: 0, unknown: 1 });
    await store.commit({ close: ['g'] });
    await store.settle({ done: ['mine', 'theirs'], refused: [] });
    await store.settle({ done: [], refused: [{ id: 'theirs', reason: 'x' }] });
    await store.dismiss(['theirs']);
    await store.close();

    const db = await openDB(name);
    expect(db.version).toBe(7);
    expect(await db.getAll('items')).toEqual([{ ...item('theirs', 'g', 1), form: 9, parked: null, sealed: true }]);
    expect(await db.getAll('stars')).toEqual([{ id: 's' }]);
    expect(await db.get('groups', 'g')).toMatchObject({ meta: 'token' });
    db.close();
  });

  it('lets a newer program upgrade while it is open, and goes on afterwards', async () => {
    const store = openStore();
    await store.commit({ put: [item('before')] });
    const db = await openDB(name, 7, { upgrade: (d) => void d.createObjectStore('stars') });
    db.close();
    await store.commit({ put: [item('after', 'g', 1)] });
    expect(ids(await store.pending())).toEqual(['before', 'after']);
  });
});
