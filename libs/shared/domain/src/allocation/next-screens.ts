import type { Screen } from '../ballots/method.js';
import { hashSeed, idFrom, mix32, seededRandom, shuffled } from '../random.js';
import { cheapestAssignment } from './assignment.js';
import { applyLeased, historyOf, shownScreen, takeBackLease, type AllocationState } from './state.js';

/** Who asks for screens, and how many. `author` and `company` are the juror's own labels. */
export interface ScreenRequest {
  readonly juror: string;
  readonly author?: string | null;
  readonly company?: string | null;
  readonly count: number;
}

const GOLDEN = 0x9e3779b9;

/** 1 where the entry may be shown to the juror: still in the round, not one's own, not (option) one's own company's. */
const eligibleFor = (state: AllocationState, { author, company }: ScreenRequest): Uint8Array =>
  state.active.map((active, i) => {
    const entry = state.entries[i];
    const own = author != null && entry?.author === author;
    const colleague = state.options.excludeOwnCompany === true && company != null && entry?.company === company;
    return active === 1 && !own && !colleague ? 1 : 0;
  });

/**
 * One number that orders entries for a juror: first those that the juror saw least often, then least exposed (leased
 * ones counted as they would be once answered, so that full decks come out even), then of those the ones with more
 * leases still open: a lease counts for less than an answer. Each part stays below 2^22, so the sum is exact.
 */
const coverageKey = (state: AllocationState, seen: Uint16Array, entry: number): number => {
  const answered = state.answered[entry] as number;
  const total = answered + (state.leased[entry] as number);
  return ((seen[entry] as number) * 0x400000 + total) * 0x400000 + answered;
};

/** Adds to `shared` how often each entry stood beside `chosen`; beside it before this very juror weighs far more. */
const noteNeighbours = (state: AllocationState, juror: string, chosen: number, shared: Float64Array): void => {
  const n = state.entries.length;
  if (state.together.length > 0) {
    const row = chosen * n;
    for (let x = 0; x < n; x += 1) shared[x] = (shared[x] as number) + (state.together[row + x] as number);
  }
  const { seen, screens } = historyOf(state, juror);
  if (seen[chosen] === 0) return;
  for (const { entries } of screens)
    if (entries.includes(chosen)) for (const x of entries) shared[x] = (shared[x] as number) + 0x100000;
};

/** Picks the entries of one screen: by coverage, then least shown together with those already picked, then the seed. */
const pickEntries = (state: AllocationState, juror: string, eligible: Uint8Array, size: number, salt: number) => {
  const n = state.entries.length;
  const { seen } = historyOf(state, juror);
  const key = new Float64Array(n);
  for (let x = 0; x < n; x += 1) key[x] = eligible[x] === 1 ? coverageKey(state, seen, x) : Infinity;
  const shared = new Float64Array(n);
  const chosen = new Int32Array(size);
  for (let k = 0; k < size; k += 1) {
    let best = -1;
    let bestKey = Infinity;
    let bestShared = Infinity;
    let bestDraw = 0;
    for (let x = 0; x < n; x += 1) {
      const keyX = key[x] as number;
      if (keyX > bestKey || keyX === Infinity) continue;
      const sharedX = shared[x] as number;
      if (keyX === bestKey && sharedX > bestShared) continue;
      const draw = mix32(salt + Math.imul(x + 1, GOLDEN));
      if (keyX === bestKey && sharedX === bestShared && draw >= bestDraw) continue;
      best = x;
      bestKey = keyX;
      bestShared = sharedX;
      bestDraw = draw;
    }
    chosen[k] = best;
    key[best] = Infinity;
    if (k + 1 < size) noteNeighbours(state, juror, best, shared);
  }
  return chosen;
};

/** Puts the entries where they stood least often; the seed decides between equals. */
const placeEntries = (state: AllocationState, chosen: Int32Array, draw: () => number): Int32Array => {
  const g = chosen.length;
  const cost = new Float64Array(g * g);
  chosen.forEach((entry, row) => {
    const counts = state.positions.subarray(entry * state.size, entry * state.size + g);
    const least = counts.reduce((a, b) => Math.min(a, b), Infinity);
    // Squares make one position twice over dearer than two positions once over; the draw stays below one unit.
    counts.forEach((count, p) => (cost[row * g + p] = (count - least) ** 2 * 1024 + (draw() & 63)));
  });
  const placed = new Int32Array(g);
  cheapestAssignment(g, cost).forEach((position, row) => (placed[position] = chosen[row] as number));
  return placed;
};

/** The entries of the juror's next screen, or undefined where the juror is done. */
const nextEntries = (state: AllocationState, juror: string, eligible: Uint8Array): Int32Array | undefined => {
  const { seed, screensPerJuror, method } = state.options;
  const { seen, screens } = historyOf(state, juror);
  const taken = screens.filter(({ status }) => status !== 'void').length;
  const open = Array.from(eligible.keys()).filter((x) => eligible[x] === 1);
  const fewest = method.kind === 'grid' || method.kind === 'pair' ? 2 : 1;
  if (open.length < fewest) return undefined;
  const unseen = open.some((x) => seen[x] === 0);
  const repeats = screensPerJuror !== undefined && state.size > 1 && !state.whole;
  if (repeats ? taken >= screensPerJuror : !unseen) return undefined;
  const label = `${seed}|${juror}|${screens.length + 1}`;
  if (state.whole) return taken > 0 ? undefined : Int32Array.from(shuffled(open, seededRandom(label)));
  const chosen = pickEntries(state, juror, eligible, Math.min(state.size, open.length), hashSeed(label)[0]);
  return placeEntries(state, chosen, seededRandom(`${label}|places`).next);
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
  const eligible = eligibleFor(state, request);
  const deck = historyOf(state, juror)
    .screens.filter(({ status }) => status === 'expired')
    .slice(0, count)
    .map((screen) => shownScreen(state, screen));
  const fresh: Screen[] = [];
  while (deck.length + fresh.length < count) {
    const entries = nextEntries(state, juror, eligible);
    if (!entries) break;
    const ordinal = historyOf(state, juror).screens.length + 1;
    const id = idFrom(`${state.options.seed}|${juror}|${ordinal}`);
    const screen = shownScreen(state, { id, juror, ordinal, entries, status: 'leased' });
    // Each screen of a deck is chosen as if those before it were out already.
    applyLeased(state, juror, screen);
    fresh.push(screen);
  }
  for (const { id } of fresh.toReversed()) takeBackLease(state, id);
  return [...deck, ...fresh];
};
