import type { Screen } from '../ballots/method.js';
import { hashSeed, idFrom, seededRandom, shuffled } from '../random.js';
import { cheapestAssignment } from './assignment.js';
import { chooseScreens } from './choose.js';
import {
  applyLeased,
  historyOf,
  maySee,
  shownScreen,
  takeBackLease,
  type AllocationState,
  type PanelMember,
} from './state.js';

/** Who asks for screens, and how many. `author` and `company` are the juror's own labels. */
export interface ScreenRequest extends PanelMember {
  readonly juror: string;
  readonly count: number;
}

/** The entries that may be shown to the juror: still in the round, and not ruled out for this one. */
const eligibleFor = (state: AllocationState, request: ScreenRequest): number[] =>
  state.entries.flatMap((entry, i) => (state.active[i] === 1 && maySee(request, entry, state.options) ? [i] : []));

/** Puts the entries where they stood least often; the seed decides between equals. */
const placeEntries = (state: AllocationState, chosen: readonly number[], draw: () => number): number[] => {
  const g = chosen.length;
  const cost = new Float64Array(g * g);
  chosen.forEach((entry, row) => {
    const counts = state.positions.subarray(entry * state.size, entry * state.size + g);
    const least = counts.reduce((a, b) => Math.min(a, b), Infinity);
    // Squares make one position twice over dearer than two positions once over; the draw stays below one unit.
    counts.forEach((count, p) => (cost[row * g + p] = (count - least) ** 2 * 1024 + (draw() & 63)));
  });
  const placed = new Array<number>(g);
  cheapestAssignment(g, cost).forEach((position, row) => (placed[position] = chosen[row] as number));
  return placed;
};

/** Entries for the next screens, at most `wanted`; none where the juror is done. */
const nextEntries = (
  state: AllocationState,
  juror: string,
  eligible: readonly number[],
  wanted: number,
): (readonly number[])[] => {
  const { seed, screensPerJuror, method } = state.options;
  const { seen, screens } = historyOf(state, juror);
  const taken = screens.filter(({ status }) => status !== 'void').length;
  const fewest = method.kind === 'grid' || method.kind === 'pair' ? 2 : 1;
  if (eligible.length < fewest) return [];
  const label = `${seed}|${juror}|${screens.length + 1}`;
  if (state.whole) return taken > 0 ? [] : [shuffled(eligible, seededRandom(label))];
  const salt = hashSeed(label)[0];
  const size = Math.min(state.size, eligible.length);
  const unseen = eligible.some((entry) => seen[entry] === 0);
  const repeats = screensPerJuror !== undefined && state.size > 1;
  if (!repeats && !unseen) return [];
  const left = screensPerJuror === undefined ? wanted : Math.min(wanted, screensPerJuror - taken);
  return left <= 0 ? [] : chooseScreens(state, juror, eligible, size, left, salt);
};

/**
 * The next screens for a juror: first the ones whose lease ran out unanswered, as they were, then new ones. Rules in
 * this order: never one's own entry, never (option) one's own company's, never one that has left, never the same entry
 * twice unless every other one is used up; then least exposed first, least shown together, positions in balance, and
 * last the seed. The same seed and history give the same screens. The state is left as it was: lease what was taken
 * by `applyLeased`. Fewer than `count` screens mean that the juror is done; screens still leased are `openScreens`.
 */
export const nextScreens = (state: AllocationState, request: ScreenRequest): Screen[] => {
  const { juror, count } = request;
  const { seed } = state.options;
  const eligible = eligibleFor(state, request);
  const deck = historyOf(state, juror)
    .screens.filter(({ status }) => status === 'expired')
    .slice(0, count)
    .map((screen) => shownScreen(state, screen));
  const fresh: Screen[] = [];
  while (deck.length + fresh.length < count) {
    const batch = nextEntries(state, juror, eligible, count - deck.length - fresh.length);
    if (batch.length === 0) break;
    for (const chosen of batch) {
      const ordinal = historyOf(state, juror).screens.length + 1;
      const label = `${seed}|${juror}|${ordinal}`;
      const placed = state.whole ? chosen : placeEntries(state, chosen, seededRandom(`${label}|places`).next);
      const held = { id: idFrom(label), juror, ordinal, entries: Int32Array.from(placed), status: 'leased' as const };
      const screen = shownScreen(state, held);
      // Each screen of a deck is chosen as if those before it were out already.
      applyLeased(state, juror, screen);
      fresh.push(screen);
    }
  }
  for (const { id } of fresh.toReversed()) takeBackLease(state, id);
  return [...deck, ...fresh];
};
