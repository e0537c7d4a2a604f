import { type EntryCard } from '@zuimei/contracts';
import { api, endpoints } from '../data/api.js';

/** Every active entry of an edition, by number; pages until the last. */
export async function allEntries(key: string, signal: AbortSignal): Promise<EntryCard[]> {
  const items: EntryCard[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.call(endpoints.listEntries, { params: { key }, query: { limit: 100, cursor } }, { signal });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return items.sort((a, b) => a.number - b.number);
}
