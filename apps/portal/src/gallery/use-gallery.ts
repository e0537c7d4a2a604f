import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { type EntryCard } from '@zuimei/contracts';
import { api, endpoints, isProblem } from '../data/api.js';

export interface GalleryState {
  items: readonly EntryCard[];
  /** `undefined` before the first page, `null` after the last. */
  cursor: string | null | undefined;
  loading: boolean;
  error: string | undefined;
}

const START: GalleryState = { items: [], cursor: undefined, loading: false, error: undefined };
/** Pages loaded so far, by edition: coming back from a photo finds the same rows at once. */
const galleries = new Map<string, GalleryState>();
const listeners = new Set<() => void>();

function set(key: string, part: Partial<GalleryState>): void {
  galleries.set(key, { ...(galleries.get(key) ?? START), ...part });
  for (const listener of listeners) listener();
}

async function loadMore(key: string): Promise<void> {
  const { items, cursor, loading } = galleries.get(key) ?? START;
  if (loading || cursor === null) return;
  set(key, { loading: true, error: undefined });
  try {
    const page = await api.call(endpoints.listEntries, {
      params: { key },
      query: { limit: 30, cursor: cursor ?? undefined },
    });
    const known = new Set(items.map(({ id }) => id));
    set(key, {
      items: [...items, ...page.items.filter(({ id }) => !known.has(id))],
      cursor: page.nextCursor,
      loading: false,
    });
  } catch (error) {
    if (!isProblem(error)) throw error;
    set(key, { loading: false, error: error.sentence.zh });
  }
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** The pages of an edition's gallery, grown by `more`. */
export function useGallery(key: string): GalleryState & { more: () => Promise<void> } {
  const state = useSyncExternalStore(subscribe, () => galleries.get(key) ?? START);
  const [opened] = useState(() => new Set<string>());
  const more = useCallback(() => loadMore(key), [key]);
  useEffect(() => {
    if (opened.has(key)) return;
    opened.add(key);
    if ((galleries.get(key) ?? START).cursor === undefined) void more();
  }, [key, more, opened]);
  return { ...state, more };
}
