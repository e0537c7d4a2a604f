import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { isProblem } from './api.js';

interface Slot {
  value?: unknown;
  error?: string;
  loading: boolean;
  listeners: Set<() => void>;
}

/** What was loaded, by key: going back shows it at once, without a jump, and loads it again behind. */
const slots = new Map<string, Slot>();

const slotOf = (key: string): Slot => {
  let slot = slots.get(key);
  if (!slot) slots.set(key, (slot = { loading: false, listeners: new Set() }));
  return slot;
};

function change(key: string, part: Partial<Slot>): void {
  const old = slotOf(key);
  slots.set(key, { ...old, ...part });
  for (const listener of old.listeners) listener();
}

/** Puts a value in place that an act has returned. */
export const put = <T>(key: string, value: T): void => change(key, { value, error: undefined, loading: false });

/** Forgets everything that belongs to the signed-in author. */
export function forget(prefix: string): void {
  for (const key of slots.keys()) if (key.startsWith(prefix)) change(key, { value: undefined, error: undefined });
}

export interface Resource<T> {
  data: T | undefined;
  error: string | undefined;
  loading: boolean;
  reload: () => Promise<void>;
}

/** The value under `key`, loaded when it is first asked for and each time the page is entered again. */
export function useResource<T>(key: string | null, load: () => Promise<T>): Resource<T> {
  const subscribe = useCallback(
    (listener: () => void) => {
      if (key === null) return () => undefined;
      slotOf(key).listeners.add(listener);
      return () => void slotOf(key).listeners.delete(listener);
    },
    [key],
  );
  const slot = useSyncExternalStore(subscribe, () => (key === null ? EMPTY : slotOf(key)));
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  const reload = useCallback(async () => {
    if (key === null || slotOf(key).loading) return;
    change(key, { loading: true });
    try {
      put(key, await latest.current());
    } catch (error) {
      change(key, { loading: false, error: isProblem(error) ? error.sentence.zh : '这一页没打开' });
      if (!isProblem(error)) throw error;
    }
  }, [key]);
  useEffect(() => {
    void reload();
  }, [reload]);
  return { data: slot.value as T | undefined, error: slot.error, loading: slot.loading, reload };
}

const EMPTY: Slot = { loading: false, listeners: new Set() };
