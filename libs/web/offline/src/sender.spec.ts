/** @jest-environment node */
import 'fake-indexeddb/auto';
import fc from 'fast-check';
import {
  createSender,
  openOfflineStore,
  type Deliver,
  type OfflineStore,
  type OutboxItem,
  type SenderOptions,
  type Verdict,
} from './index.js';

let count = 0;
const stores: OfflineStore[] = [];
const stops: (() => void)[] = [];
const newName = () => `sender-${++count}`;
const openStore = (name = newName()) => {
  const store = openOfflineStore(name);
  stores.push(store);
  return store;
};
const begin = (options: SenderOptions) => {
  const sender = createSender({ backoff: { firstMs: 2, mostMs: 8 }, random: () => 1, ...options });
  stops.push(sender.start());
  return sender;
};
const item = (id: string, group = 'g', order = 0): OutboxItem => ({ id, group, order, payload: id, createdAt: order });
const done = (items: OutboxItem[]): Verdict[] => items.map(({ id }) => ({ id, outcome: 'done' }));

const until = async (condition: () => boolean | Promise<boolean>) => {
  for (let i = 0; i < 2000; i++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error('never came true');
};
const emptied = (store: OfflineStore) => async () => (await store.counts()).pending === 0;

afterEach(async () => {
  stops.splice(0).forEach((stop) => stop());
  await Promise.all(stores.splice(0).map((store) => store.close()));
});

describe('the sender', () => {
  it('delivers a group in order, in batches, with the group’s own meta', async () => {
    const store = openStore();
    const calls: unknown[] = [];
    await store.commit({ put: [3, 1, 2].map((n) => item(`i${n}`, 'g', n)), groups: { g: 'token' } });
    begin({
      store,
      batch: 2,
      deliver: async (items, group) => {
        calls.push([items.map(({ id }) => id), group?.meta]);
        return done(items);
      },
    });
    await until(emptied(store));
    expect(calls).toEqual([
      [['i1', 'i2'], 'token'],
      [['i3'], 'token'],
    ]);
  });

  it('sends at once what is put while it is idle', async () => {
    const store = openStore();
    const sender = begin({ store, deliver: async (items) => done(items) });
    await until(() => sender.state() === 'idle');
    await store.commit({ put: [item('a')] });
    await until(emptied(store));
  });

  it('acknowledges by nothing but the server’s word on that very id', async () => {
    const store = openStore();
    await store.commit({ put: [item('a', 'g', 1), item('b', 'g', 2)] });
    let calls = 0;
    begin({
      store,
      deliver: async () =>
        ++calls === 1
          ? [
              { id: 'a', outcome: 'done' },
              { id: 'zz', outcome: 'done' },
            ]
          : [],
    });
    await until(() => calls >= 3);
    expect((await store.pending()).map(({ id }) => id)).toEqual(['b']);
  });

  it('keeps everything while the network is down and waits longer each time', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
    try {
      const store = openStore();
      await store.commit({ put: [item('a')] });
      const at: number[] = [];
      const begun = Date.now();
      const attempts: boolean[] = [];
      begin({
        store,
        backoff: undefined,
        onAttempt: (reached) => attempts.push(reached),
        deliver: async () => {
          at.push(Date.now() - begun);
          throw new Error('no network');
        },
      });
      const settle = async () => {
        for (let i = 0; i < 60; i++) await new Promise((resolve) => setImmediate(resolve));
      };
      await settle();
      for (const ms of [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]) {
        jest.advanceTimersByTime(ms);
        await settle();
      }
      expect(at).toEqual([0, 1000, 3000, 7000, 15_000, 31_000, 61_000, 91_000]);
      expect(attempts).toEqual(Array(8).fill(false));
      expect(await store.counts()).toMatchObject({ pending: 1 });
    } finally {
      jest.useRealTimers();
    }
  });

  it('tries at once when kicked, whatever wait is on', async () => {
    const store = openStore();
    await store.commit({ put: [item('a')] });
    let up = false;
    const deliver: Deliver = async (items) => {
      if (!up) throw new Error('no network');
      return done(items);
    };
    const sender = begin({ store, deliver, backoff: { firstMs: 60_000, mostMs: 60_000 } });
    await until(() => sender.state() === 'waiting');
    up = true;
    sender.kick();
    await until(emptied(store));
  });

  it('lets no group that fails hold up another', async () => {
    const store = openStore();
    await store.commit({ put: [item('a', 'bad', 1), item('b', 'good', 2)] });
    begin({
      store,
      deliver: async (items) => {
        if (items[0]?.group === 'bad') throw new Error('broken');
        return done(items);
      },
    });
    await until(async () => (await store.counts('good')).pending === 0);
    expect(await store.counts('bad')).toMatchObject({ pending: 1 });
  });

  it('parks what the server refuses, with its reason', async () => {
    const store = openStore();
    await store.commit({ put: [item('a', 'g', 1), item('b', 'g', 2)] });
    begin({
      store,
      deliver: async (items) =>
        items.map(({ id }) =>
          id === 'a' ? { id, outcome: 'refused', reason: 'ANSWER_ID_REUSED' } : { id, outcome: 'done' },
        ),
    });
    await until(emptied(store));
    expect(await store.parked()).toEqual([{ ...item('a', 'g', 1), reason: 'ANSWER_ID_REUSED' }]);
  });

  it('sends from one tab at a time where there are locks', async () => {
    const name = newName();
    let queue: Promise<unknown> = Promise.resolve();
    const locks = {
      request: ((_name: string, _options: unknown, work: () => Promise<unknown>) => {
        const turn = queue.then(work);
        queue = turn.catch(() => undefined);
        return turn;
      }) as LockManager['request'],
    };
    let inside = 0;
    let most = 0;
    const sent: string[] = [];
    const deliver: Deliver = async (items) => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 3));
      sent.push(...items.map(({ id }) => id));
      inside--;
      return done(items);
    };
    const first = openStore(name);
    await first.commit({ put: Array.from({ length: 6 }, (_, n) => item(`i${n}`, 'g', n)) });
    for (const store of [first, openStore(name)]) begin({ store, deliver, batch: 2, lockName: 'x', locks });
    await until(emptied(first));
    expect(most).toBe(1);
    expect(sent).toEqual(['i0', 'i1', 'i2', 'i3', 'i4', 'i5']);
  });
});

describe('whatever goes wrong on the way', () => {
  /** What one delivery meets. */
  const fate = fc.constantFrom('ok', 'ok', 'lost-request', 'lost-reply', 'half-reply', 'twice', 'reload', 'second-tab');

  it('every item reaches the server in order, and leaves the outbox only by the server’s word', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fate, { maxLength: 25 }),
        fc.array(fc.tuple(fc.constantFrom('g1', 'g2', 'g3'), fc.boolean()), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        async (fates, made, batch) => {
          const name = newName();
          /** The server's ledger: the first delivery of an id appends a row, later ones are only acknowledged. */
          const taken: OutboxItem[] = [];
          const refused = new Set<string>();
          const told = new Set<string>();
          const queue = [...fates];
          let restart: 'reload' | 'second-tab' | null = null;

          const apply = (items: OutboxItem[]): Verdict[] =>
            items.map((row) => {
              if (row.payload === 'bad') {
                refused.add(row.id);
                return { id: row.id, outcome: 'refused', reason: 'rule' };
              }
              if (!taken.some(({ id }) => id === row.id)) taken.push(row);
              return { id: row.id, outcome: 'done' };
            });
          const deliver: Deliver = async (items) => {
            await Promise.resolve();
            const next = queue.shift() ?? 'ok';
            if (next === 'lost-request') throw new Error('offline');
            let verdicts = apply(items);
            if (next === 'lost-reply') throw new Error('reply lost');
            if (next === 'twice') verdicts = apply(items);
            if (next === 'half-reply') verdicts = verdicts.slice(0, Math.ceil(verdicts.length / 2));
            if (next === 'reload' || next === 'second-tab') restart = next;
            if (next === 'reload') throw new Error('the page went away before it heard the reply');
            for (const { id } of verdicts) told.add(id);
            return verdicts;
          };

          let store = openStore(name);
          const items = made.map(([group, good], n) => ({
            ...item(`i${n}`, group, n),
            payload: good ? 'good' : 'bad',
          }));
          const half = Math.ceil(items.length / 2);
          await store.commit({ put: items.slice(0, half) });
          const options = { deliver, batch, backoff: { firstMs: 1, mostMs: 1 } };
          begin({ store, ...options });
          await store.commit({ put: items.slice(half) });

          await until(async () => {
            const left = new Set([...(await store.pending()), ...(await store.parked())].map(({ id }) => id));
            for (const { id } of items) if (!left.has(id) && !told.has(id)) throw new Error(`${id} was lost`);
            if (restart) {
              if (restart === 'reload') {
                stops.splice(0).forEach((stop) => stop());
                await store.close();
                store = openStore(name);
              }
              begin({ store: restart === 'reload' ? store : openStore(name), ...options });
              restart = null;
            }
            return queue.length === 0 ? emptied(store)() : (await store.counts()).pending === 0;
          });

          const good = items.filter(({ payload }) => payload === 'good').map(({ id }) => id);
          const bad = items.filter(({ payload }) => payload === 'bad').map(({ id }) => id);
          expect(taken.map(({ id }) => id).sort()).toEqual(good.sort());
          for (const group of ['g1', 'g2', 'g3']) {
            const orders = taken.filter((row) => row.group === group).map(({ order }) => order);
            expect(orders).toEqual([...orders].sort((a, b) => a - b));
          }
          expect([...refused].sort()).toEqual(bad.sort());
          expect((await store.parked()).map(({ id }) => id).sort()).toEqual(bad);
          stops.splice(0).forEach((stop) => stop());
        },
      ),
      { numRuns: 60, seed: 11 },
    );
  }, 60_000);
});
