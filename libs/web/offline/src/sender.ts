import { type OutboxGroup, type OutboxItem } from './items.js';
import { type OfflineStore } from './store.js';

/** What the server said of one item. An item without a verdict stays and is sent again. */
export type Verdict = { id: string; outcome: 'done' } | { id: string; outcome: 'refused'; reason: unknown };

/**
 * Hands items of one group to the server, in the order given, and returns its explicit words on them; it may send fewer
 * than it was given. It throws when nothing certain came back: then everything stays.
 */
export type Deliver = (items: OutboxItem[], group: OutboxGroup | undefined) => Promise<Verdict[]>;

export interface SenderOptions {
  store: OfflineStore;
  deliver: Deliver;
  /** The most items handed to `deliver` at once. */
  batch?: number;
  /** Waits after a failure double from the first to the most, spread by `random`. */
  backoff?: { firstMs: number; mostMs: number };
  random?: () => number;
  /** Only one tab sends at a time under this name, where the browser has Web Locks. */
  lockName?: string;
  locks?: Pick<LockManager, 'request'>;
  /** Called after each try: whether the server was reached. */
  onAttempt?: (reached: boolean) => void;
}

export type SenderState = 'idle' | 'sending' | 'waiting' | 'stopped';

export interface Sender {
  /** Begins; returns `stop`. An item in flight stays in the outbox and is sent again another time. */
  start(): () => void;
  /** Tries now, whatever wait is on. */
  kick(): void;
  state(): SenderState;
}

const FIRST_MS = 1000;
const MOST_MS = 30_000;

/** Empties an outbox whenever it can: at once, after a growing wait, when the network or the page comes back. */
export function createSender(options: SenderOptions): Sender {
  const { store, deliver, batch = 50, random = Math.random, lockName, onAttempt } = options;
  const { firstMs, mostMs } = options.backoff ?? { firstMs: FIRST_MS, mostMs: MOST_MS };
  const locks = options.locks ?? (typeof navigator === 'undefined' ? undefined : navigator.locks);
  let state: SenderState = 'stopped';
  let attempt = 0;
  let again = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopping = new AbortController();

  /** Delivers one batch of a group; `stuck` when the server gave no verdict on any of it. */
  const deliverSome = async (group: string): Promise<'progress' | 'stuck' | 'empty'> => {
    const items = (await store.pending(group)).slice(0, batch);
    if (items.length === 0) return 'empty';
    const verdicts = await deliver(items, await store.group(group));
    const asked = new Set(items.map((item) => item.id));
    const told = verdicts.filter((verdict) => asked.has(verdict.id));
    if (told.length === 0) return 'stuck';
    await store.settle({
      done: told.filter((verdict) => verdict.outcome === 'done').map((verdict) => verdict.id),
      refused: told.flatMap((verdict) =>
        verdict.outcome === 'refused' ? [{ id: verdict.id, reason: verdict.reason }] : [],
      ),
    });
    return 'progress';
  };

  /** Tries every group, so that one that fails holds up no other. True when the outbox is empty. */
  const cycle = async (signal: AbortSignal): Promise<boolean> => {
    const groups = [...new Set((await store.pending()).map((item) => item.group))];
    let clean = true;
    for (const group of groups) {
      try {
        let outcome: Awaited<ReturnType<typeof deliverSome>> = 'progress';
        while (outcome === 'progress' && !signal.aborted) {
          outcome = await deliverSome(group);
          if (outcome === 'progress') onAttempt?.(true);
        }
        if (outcome !== 'empty') clean = false;
      } catch {
        clean = false;
        onAttempt?.(false);
      }
      if (signal.aborted) return false;
    }
    return clean;
  };

  const run = async (): Promise<void> => {
    if (state === 'stopped') return;
    if (state === 'sending') {
      again = true;
      return;
    }
    clearTimeout(timer);
    state = 'sending';
    const { signal } = stopping;
    let clean: boolean;
    do {
      again = false;
      try {
        clean =
          lockName && locks
            ? ((await locks.request(lockName, { signal }, () => cycle(signal))) as boolean)
            : await cycle(signal);
      } catch {
        clean = false; // the database is gone for a moment, or this sender was stopped while it waited for the lock
      }
    } while (again && !signal.aborted);
    if (signal.aborted) return;
    if (clean) {
      attempt = 0;
      state = 'idle';
      return;
    }
    const whole = Math.min(mostMs, firstMs * 2 ** Math.min(attempt++, 20));
    state = 'waiting';
    timer = setTimeout(() => void run(), whole / 2 + random() * (whole / 2));
  };

  const wake = () => void run();
  /** A failing try must not be repeated at once because it wrote something: only what is new wakes an idle sender. */
  const changed = () => {
    if (state === 'idle') void run();
    else if (state === 'sending' && attempt === 0) again = true;
  };
  const visible = () => document.visibilityState === 'visible' && wake();

  return {
    start() {
      stopping = new AbortController();
      state = 'idle';
      const unsubscribe = store.subscribe(changed);
      const page = typeof window === 'undefined' ? undefined : window;
      page?.addEventListener('online', wake);
      page?.document.addEventListener('visibilitychange', visible);
      wake();
      return () => {
        state = 'stopped';
        stopping.abort();
        clearTimeout(timer);
        unsubscribe();
        page?.removeEventListener('online', wake);
        page?.document.removeEventListener('visibilitychange', visible);
      };
    },
    kick: wake,
    state: () => state,
  };
}
