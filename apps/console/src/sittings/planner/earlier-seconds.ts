import { type SittingView } from '@zuimei/contracts';
import { api, endpoints } from '../../data/api.js';

const MOST_ROUNDS = 8;
const VOTED = ['closed', 'tallied', 'certified', 'published', 'corrected'];

/** Median seconds a screen took in the latest counted rounds of an edition, by the entries on a screen. */
export async function earlierSeconds(edition: string, signal: AbortSignal): Promise<Record<number, number>> {
  const { items } = await api.call(endpoints.listSittings, { query: { edition } }, { signal });
  return secondsBySize(items, async (id) => {
    const { medianSecondsPerScreen } = await api.call(endpoints.getRoundProgress, { params: { id } }, { signal });
    return medianSecondsPerScreen;
  });
}

/** The same, from sittings and a way to ask for one round. */
export async function secondsBySize(
  sittings: readonly SittingView[],
  ask: (roundId: string) => Promise<number | null>,
): Promise<Record<number, number>> {
  const rounds = sittings
    .flatMap((sitting) => sitting.rounds)
    .filter(({ state, openedAt }) => openedAt !== null && VOTED.includes(state))
    .sort((a, b) => ((a.openedAt ?? '') < (b.openedAt ?? '') ? 1 : -1))
    .slice(0, MOST_ROUNDS);
  const seconds: Record<number, number> = {};
  for (const { id, method } of rounds) {
    if (method.kind !== 'grid' || seconds[method.size] !== undefined) continue;
    const median = await ask(id);
    if (median !== null && median > 0) seconds[method.size] = Math.round(median * 10) / 10;
  }
  return seconds;
}
