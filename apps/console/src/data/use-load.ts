import { useCallback, useEffect, useRef, useState } from 'react';
import { isProblem } from '@zuimei/api-client';

export interface Loaded<T> {
  data: T | undefined;
  /** The sentence of what went wrong with the last load. */
  error: string | undefined;
  loading: boolean;
  reload: () => Promise<void>;
  /** Puts a value in place that an act has returned. */
  set: (value: T) => void;
}

/** Loads when `key` changes; keeps showing the last value while it loads again. `null` loads nothing. */
export function useLoad<T>(key: string | null, load: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ key: string | null; data?: T; error?: string; loading: boolean }>({
    key,
    loading: key !== null,
  });
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  const control = useRef<AbortController>(undefined);

  const reload = useCallback(async () => {
    control.current?.abort();
    if (key === null) return;
    const mine = (control.current = new AbortController());
    setState((old) => (old.key === key ? { ...old, loading: true } : { key, loading: true }));
    try {
      const data = await latest.current(mine.signal);
      if (!mine.signal.aborted) setState({ key, data, loading: false });
    } catch (error) {
      if (mine.signal.aborted) return;
      if (!isProblem(error)) throw error;
      setState((old) => ({ ...(old.key === key ? old : { key }), error: error.sentence.zh, loading: false }));
    }
  }, [key]);

  useEffect(() => {
    // Loading is the effect: the state it sets is the answer of the server.
    void reload();
    return () => control.current?.abort();
  }, [reload]);

  const current = state.key === key ? state : { data: undefined, error: undefined, loading: key !== null };
  return {
    data: current.data,
    error: current.error,
    loading: current.loading,
    reload,
    set: (data) => setState({ key, data, loading: false }),
  };
}
