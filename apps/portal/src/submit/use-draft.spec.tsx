import 'fake-indexeddb/auto';
import { deserialize, serialize } from 'node:v8';
import { act, renderHook, waitFor } from '@testing-library/react';
import { type EditionView } from '@zuimei/contracts';
import { DraftStore } from './draft-store.js';
import { useDraft } from './use-draft.js';

// The database copies what it is given; jsdom has no such copy.
globalThis.structuredClone ??= <T,>(value: T): T => deserialize(serialize(value)) as T;

const edition = { key: '2026-11', rules: {} } as EditionView;

it.each([
  ['a link of the page leads away', (unmount: () => void) => unmount()],
  ['another page is opened in its place', () => void window.dispatchEvent(new Event('pagehide'))],
])('keeps what was told last, also when %s at once', async (way, leave) => {
  const title = `焊花 ${way}`;
  const { result, unmount } = renderHook(() => useDraft(edition, 5));
  await waitFor(() => expect(result.current.ready).toBe(true));
  // Nothing is kept by the clock here.
  jest.useFakeTimers({ doNotFake: ['setImmediate', 'queueMicrotask', 'nextTick'] });
  act(() => result.current.tell({ type: 'details', key: null, change: { title } }));
  leave(unmount);
  jest.useRealTimers();
  const store = await DraftStore.open('2026-11');
  expect((await store?.load())?.shared.title).toBe(title);
});
