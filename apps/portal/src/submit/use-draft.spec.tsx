import 'fake-indexeddb/auto';
import { deserialize, serialize } from 'node:v8';
import { act, renderHook, waitFor } from '@testing-library/react';
import { type EditionView } from '@zuimei/contracts';
import { DraftStore } from './draft-store.js';
import { useDraft } from './use-draft.js';

// The database copies what it is given; jsdom has no such copy.
globalThis.structuredClone ??= <T,>(value: T): T => deserialize(serialize(value)) as T;

const edition = { key: '2026-11', rules: {} } as EditionView;

it('keeps what was told last, also when the page is left at once', async () => {
  const { result, unmount } = renderHook(() => useDraft(edition, 5));
  await waitFor(() => expect(result.current.ready).toBe(true));
  act(() => result.current.tell({ type: 'details', key: null, change: { title: '焊花' } }));
  unmount();
  const store = await DraftStore.open('2026-11');
  await waitFor(async () => expect((await store?.load())?.shared.title).toBe('焊花'));
});
