import type { Screen } from '../ballots/method.js';
import { hashSeed, idFrom, seededRandom, shuffled } from '../random.js';
import { cheapestAssignment } from './assignment.js';
import { boundaryOf, FOCUS_MOST_VIEWS } from './boundary.js';
import { chooseScreens } from './choose.js';
import { classFrom } from './deal-design.js';
import {
  applyExpired,
  applyLeased,
  historyOf,
  maySee,
  shownScreen,
  takeBackLease,
  type AllocationEntry,
  type AllocationState,
  type HeldScreen,
  type PanelMember,
} from './state.js';

/** Who asks for screens, and how many. `author` and `company` are the juror's own labels. */
export interface ScreenRequest extends PanelMember {
  readonly juror: string;
  readonly count: number;
}

/** The entries that may be shown to the juror: still in the round, and not ruled out for this one. */
const eligibleFor = (state: AllocationState, request: PanelMember): number[] => {
  const out: number[] = [];
  for (let i = 0; i < state.entries.length; i += 1)
    if (state.active[i] === 1 && maySee(request, state.entries[i] as AllocationEntry, state.options)) out.push(i);
  return out;
};

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

/** The screens that the juror may still be given, at most `wanted`; 0 where the juror is done. */
const screensLeft = (
  state: AllocationState,
  juror: string,
  eligible: readonly number[],
  boundary: Uint8Array | undefined,
  wanted: number,
): number => {
  const { screensPerJuror, method } = state.options;
  const { seen, screens } = historyOf(state, juror);
  const fewest = method.kind === 'grid' || method.kind === 'pair' ? 2 : 1;
  if (eligible.length < fewest) return 0;
  const taken = screens.reduce((sum, { status }) => sum + Number(status !== 'void'), 0);
  if (state.whole) return taken > 0 ? 0 : 1;
  const left = screensPerJuror === undefined ? wanted : Math.min(wanted, screensPerJuror - taken);
  if (eligible.some((entry) => seen[entry] === 0)) return Math.max(0, left);
  if (screensPerJuror !== undefined && state.size > 1) return Math.max(0, left);
  // All were seen: a focused round goes on with those near the cut, a few times each.
  const again = boundary ? eligible.filter((entry) => boundary[entry] === 1 && mayAgain(seen[entry])).length : 0;
  return again >= Math.max(2, state.size) ? Math.max(0, left) : 0;
};

const mayAgain = (seen: number | undefined): boolean => (seen ?? 0) < FOCUS_MOST_VIEWS;

/** Entries near the cut, once every entry that is still in the round has the exposures it was promised. */
const boundaryNow = (state: AllocationState): Uint8Array | undefined => {
  const { focus } = state.options;
  if (!focus) return undefined;
  for (let i = 0; i < state.entries.length; i += 1) {
    if (state.active[i] === 1 && (state.answered[i] as number) + (state.leased[i] as number) < focus.after)
      return undefined;
  }
  return boundaryOf(state.picked, state.answered, focus.places, state.active);
};

/** Entries for the next screens, at most `wanted`; none where the juror is done. */
const nextEntries = (
  state: AllocationState,
  juror: string,
  eligible: readonly number[],
  wanted: number,
): (readonly number[])[] => {
  const boundary = boundaryNow(state);
  const left = screensLeft(state, juror, eligible, boundary, wanted);
  if (left === 0) return [];
  const { seen, screens } = historyOf(state, juror);
  const label = `${state.options.seed}|${juror}|${screens.length + 1}`;
  if (state.whole) return [shuffled(eligible, seededRandom(label))];
  const salt = hashSeed(label)[0];
  const size = Math.min(state.size, eligible.length);
  if (boundary) {
    const near = eligible.filter((entry) => boundary[entry] === 1 && mayAgain(seen[entry]));
    const unseen = eligible.filter((entry) => seen[entry] === 0);
    const fresh = near.filter((entry) => seen[entry] === 0);
    // An entry is shown again only where all others were seen, so those near the cut come first among the unseen.
    const pool = unseen.length === 0 ? near : fresh.length >= size ? fresh : eligible;
    return chooseScreens(state, juror, pool, size, left, salt);
  }
  return classFrom(state, juror, eligible, left, salt) ?? chooseScreens(state, juror, eligible, size, left, salt);
};

/** Whether the juror would be given another screen, beside those that are open. */
export const hasMoreScreens = (state: AllocationState, request: PanelMember & { readonly juror: string }): boolean =>
  historyOf(state, request.juror).screens.some(({ status }) => status === 'expired') ||
  screensLeft(state, request.juror, eligibleFor(state, request), boundaryNow(state), 1) > 0;

/**
 * Whether a screen that ran out can go out again as it was: with it, no entry of it would stand two exposures above
 * another one that this juror may see. While it was away its entries went to others.
 */
const fitsAgain = (state: AllocationState, { entries }: HeldScreen, eligible: readonly number[]): boolean => {
  const shown = (entry: number): number => (state.answered[entry] as number) + (state.leased[entry] as number);
  let most = 0;
  let least = Infinity;
  for (const entry of entries) {
    most = Math.max(most, shown(entry) + 1);
    least = Math.min(least, shown(entry) + 1);
  }
  for (const entry of eligible) if (!entries.includes(entry)) least = Math.min(least, shown(entry));
  return most - least <= 1;
};

/**
 * The next screens for a juror: first those whose lease ran out unanswered and whose entries are still wanted, as they
 * were; then new ones; then, where nothing else is left, the others that ran out. Rules in this order: never one's own
 * entry, never (option) one's own company's, never one that has left, never the same entry twice unless every other one
 * is used up; then least exposed first, least shown together, positions in balance, and last the seed. The same seed and
 * history give the same screens. The state is left as it was: lease what was taken by `applyLeased`. Fewer than `count`
 * screens mean that the juror is done; screens still leased are `openScreens`.
 */
export const nextScreens = (state: AllocationState, request: ScreenRequest): Screen[] => {
  const { juror, count } = request;
  const { seed } = state.options;
  const eligible = eligibleFor(state, request);
  const expired = historyOf(state, juror).screens.filter(({ status }) => status === 'expired');
  // Each screen of a deck is chosen as if those before it were out already.
  const again: Screen[] = [];
  const offerAgain = (wanted: (screen: HeldScreen) => boolean): void => {
    for (const held of expired) {
      if (again.length + fresh.length >= count || held.status !== 'expired' || !wanted(held)) continue;
      const screen = shownScreen(state, held);
      applyLeased(state, juror, screen);
      again.push(screen);
    }
  };
  const fresh: Screen[] = [];
  offerAgain((held) => fitsAgain(state, held, eligible));
  while (again.length + fresh.length < count) {
    const batch = nextEntries(state, juror, eligible, count - again.length - fresh.length);
    if (batch.length === 0) break;
    for (const chosen of batch) {
      const ordinal = historyOf(state, juror).screens.length + 1;
      const label = `${seed}|${juror}|${ordinal}`;
      const placed = state.whole ? chosen : placeEntries(state, chosen, seededRandom(`${label}|places`).next);
      const held = { id: idFrom(label), juror, ordinal, entries: Int32Array.from(placed), status: 'leased' as const };
      const screen = shownScreen(state, held);
      applyLeased(state, juror, screen);
      fresh.push(screen);
    }
  }
  offerAgain(() => true);
  for (const { id } of fresh.toReversed()) takeBackLease(state, id);
  for (const { id } of again) applyExpired(state, id);
  return [...again, ...fresh];
};
