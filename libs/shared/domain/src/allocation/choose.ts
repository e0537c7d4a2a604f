import { mix32 } from '../random.js';
import { spread } from './partition.js';
import { historyOf, type AllocationState } from './state.js';

const GOLDEN = 0x9e3779b9;
/** Beside one another before this very juror weighs more than any number of times before others. */
const SEEN_TOGETHER = 2 ** 40;
/** Up to here the pairs among the candidates of one screen are looked at one by one. */
const SMALL_LEVEL = 128;

/** One draw per entry: the seed's word between equals. */
const drawOf = (salt: number, entry: number): number => mix32(salt + Math.imul(entry + 1, GOLDEN));

/**
 * One number that orders entries by exposure. Leased screens count as they would once answered: counted for less, decks
 * that are out at the same time would pile up on the same entries and end up to ten exposures apart. Between equals
 * the one that fewer of the panel may see goes first, then the one with more leases still open, since a lease is worth
 * less than an answer. Exact for fewer than 4 million exposures, a million of them answered.
 */
const coverageKey = (state: AllocationState, entry: number): number => {
  const answered = state.answered[entry] as number;
  const total = answered + (state.leased[entry] as number);
  return (total * 0x400 + 1023 - (state.scarcity[entry] as number)) * 0x100000 + answered;
};

/** Less than any meeting: two that have both stood to one side more often keep apart, or one must do so again. */
const SAME_SIDE = 1 / 64;

/** How dear two entries are on one screen: the square of how often they met, and more if this juror saw them together. */
const dearness = (
  state: AllocationState,
  juror: string,
  entries: readonly number[],
): ((a: number, b: number) => number) => {
  const n = state.entries.length;
  const { seen, screens } = historyOf(state, juror);
  const pairs = new Set<number>();
  if (entries.some((entry) => (seen[entry] as number) > 0))
    for (const screen of screens) for (const a of screen.entries) for (const b of screen.entries) pairs.add(a * n + b);
  const met = (a: number, b: number): number =>
    (state.together[a * n + b] as number) ** 2 + (pairs.has(a * n + b) ? SEEN_TOGETHER : 0);
  if (state.size !== 2) return met;
  const lean = (entry: number): number =>
    (state.positions[entry * 2] as number) - (state.positions[entry * 2 + 1] as number);
  return (a, b) => met(a, b) + Math.max(0, lean(a) * lean(b)) * SAME_SIDE;
};

/** Entries in the order of a draw (typed arrays sort numbers much faster than a comparator does). */
const byDraw = (entries: readonly number[], salt: number): number[] => {
  const keyed = Float64Array.from(entries, (entry) => drawOf(salt, entry) * 0x100000 + entry).sort();
  return Array.from(keyed, (value) => value % 0x100000);
};

/** The value that would stand at place `at` in ascending order (quickselect; the array is left in another order). */
const selected = (values: Float64Array, at: number): number => {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const pivot = values[(low + high) >> 1] as number;
    let [i, j] = [low, high];
    while (i <= j) {
      while ((values[i] as number) < pivot) i += 1;
      while ((values[j] as number) > pivot) j -= 1;
      if (i > j) break;
      const value = values[i] as number;
      values[i] = values[j] as number;
      values[j] = value;
      i += 1;
      j -= 1;
    }
    if (at <= j) high = j;
    else if (at >= i) low = i;
    else break;
  }
  return values[at] as number;
};

/** The `wanted` entries whose draws are least, in any order. */
const leastDrawn = (entries: readonly number[], wanted: number, salt: number): readonly number[] => {
  if (wanted >= entries.length) return entries;
  const draws = Float64Array.from(entries, (entry) => drawOf(salt, entry) * 0x100000 + entry);
  const edge = selected(Float64Array.from(draws), wanted - 1);
  return entries.filter((_, i) => (draws[i] as number) <= edge);
};

interface Line {
  /** Entries that are in whatever happens: their key is less than the last one needed. */
  readonly sure: number[];
  /** Entries with the key of the last one needed. */
  readonly level: number[];
}

/** Who is in and who is at the edge when the `needed` entries with the least keys are wanted. */
const lineUp = (entries: readonly number[], needed: number, key: (entry: number) => number): Line => {
  const keys = new Float64Array(entries.length);
  for (let i = 0; i < keys.length; i += 1) keys[i] = key(entries[i] as number);
  const edge = selected(Float64Array.from(keys), needed - 1);
  const line: Line = { sure: [], level: [] };
  for (let i = 0; i < keys.length; i += 1) {
    if ((keys[i] as number) < edge) line.sure.push(entries[i] as number);
    else if (keys[i] === edge) line.level.push(entries[i] as number);
  }
  return line;
};

/** Fills one screen: all that are sure, then of the level those that are cheapest beside the ones already in. */
const fillScreen = (line: Line, size: number, dear: (a: number, b: number) => number, salt: number): number[] => {
  const { sure } = line;
  const level = byDraw(line.level, salt);
  const chosen = [...sure];
  const cost = new Float64Array(level.length);
  const add = (entry: number): void => level.forEach((x, i) => (cost[i] = (cost[i] as number) + dear(x, entry)));
  for (const entry of chosen) add(entry);
  const taken = new Uint8Array(level.length);
  const take = (i: number): void => {
    const entry = level[i] as number;
    taken[i] = 1;
    chosen.push(entry);
    if (chosen.length < size) add(entry);
  };
  if (chosen.length === 0 && level.length > size && level.length <= SMALL_LEVEL) {
    // The most entangled goes first: left for later, it would end up among the very ones it stood beside.
    const entangled = level.map((x) => level.reduce((sum, y) => sum + (x === y ? 0 : dear(x, y)), 0));
    take(entangled.indexOf(Math.max(...entangled)));
  }
  while (chosen.length < size) {
    let best = -1;
    for (let i = 0; i < level.length; i += 1)
      if (taken[i] === 0 && (best === -1 || (cost[i] as number) < (cost[best] as number))) best = i;
    take(best);
  }
  return chosen;
};

/**
 * The entries of the next one or more screens for a juror, at most `wanted` screens of `size` entries each.
 * Entries that the juror saw least often come first; a screen that these cannot fill is filled up with others and comes
 * alone. A run of screens takes the least covered entries as one set, then spreads them so that entries that have often
 * stood together stand apart; the screen that is needed most comes first.
 */
export const chooseScreens = (
  state: AllocationState,
  juror: string,
  eligible: readonly number[],
  size: number,
  wanted: number,
  salt: number,
): number[][] => {
  const { seen } = historyOf(state, juror);
  const seenBy = (entry: number): number => seen[entry] as number;
  const coverage = (entry: number): number => coverageKey(state, entry);
  let leastSeen = Infinity;
  for (const entry of eligible) if (seenBy(entry) < leastSeen) leastSeen = seenBy(entry);
  const fresh = eligible.filter((entry) => seenBy(entry) === leastSeen);
  if (fresh.length < size) {
    // Fresh ones are sure to be in; what is missing comes from those seen least often, then least covered.
    const rest = (entry: number): number =>
      seenBy(entry) === leastSeen ? -1 : seenBy(entry) * 2 ** 32 + Math.floor(coverage(entry) / 2 ** 30);
    return [fillScreen(lineUp(eligible, size, rest), size, dearness(state, juror, eligible), salt)];
  }
  const screens = Math.min(wanted, Math.floor(fresh.length / size));
  const line = lineUp(fresh, screens * size, coverage);
  if (screens === 1 && size > 1) return [fillScreen(line, size, dearness(state, juror, fresh), salt)];
  const missing = screens * size - line.sure.length;
  const set = byDraw([...line.sure, ...leastDrawn(line.level, missing, salt)], salt);
  const dear = dearness(state, juror, set);
  const need = (screen: readonly number[]): number => screen.reduce((sum, entry) => sum + coverage(entry), 0);
  const groups =
    size === 1 ? set.map((_, i) => [i]) : spread(screens, size, (a, b) => dear(set[a] as number, set[b] as number));
  // Sorting is stable and the set stands in the order of its draw, which is what decides between equals.
  return groups.map((group) => group.map((i) => set[i] as number)).sort((a, b) => need(a) - need(b));
};
