import { type EditionSummary, type EditionView, type WinnersView } from '@zuimei/contracts';
import { api, endpoints, isRefusal } from './api.js';
import { useResource } from './store.js';

export const useEditions = () => useResource('editions', async () => (await api.call(endpoints.listEditions)).items);

export const useEdition = (key: string | null) =>
  useResource<EditionView>(key && `edition ${key}`, () =>
    api.call(endpoints.getEdition, { params: { key: key ?? '' } }),
  );

/** The edition to put on the cover: the one that collects, else the newest that has begun. */
export const coverEdition = (editions: readonly EditionSummary[]): EditionSummary | null =>
  editions.find(({ phase }) => phase === 'collecting') ??
  editions.find(({ phase }) => phase !== 'upcoming') ??
  editions[0] ??
  null;

/** The published winners of an edition; null where there are none yet. */
export const useWinners = (key: string | null) =>
  useResource<WinnersView | null>(key && `winners ${key}`, async () => {
    try {
      return await api.call(endpoints.listWinners, { params: { key: key ?? '' } });
    } catch (error) {
      if (isRefusal(error, 'RESULT_NOT_PUBLIC')) return null;
      throw error;
    }
  });

/** The key that signs results, by its public name. */
export const useLedgerKey = () => useResource('ledger key', () => api.call(endpoints.getLedgerKey));
