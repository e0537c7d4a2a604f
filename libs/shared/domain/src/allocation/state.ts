import { screenSize } from '../ballots/validate.js';
import { balancedDesign } from './designs.js';
import type { Method, Screen } from '../ballots/method.js';

/** An entry to be shown. `author` and `company` are opaque labels, compared for equality with a juror's own. */
export interface AllocationEntry {
  readonly id: string;
  readonly author?: string | null;
  readonly company?: string | null;
}

/** A juror's own labels, compared for equality with an entry's. */
export interface PanelMember {
  readonly author?: string | null;
  readonly company?: string | null;
}

export interface AllocationOptions {
  readonly method: Method;
  /** Must differ between rounds: screen ids are drawn from it too. */
  readonly seed: string;
  /** Whether jurors are kept from entries of their own company. */
  readonly excludeOwnCompany?: boolean;
  /** The jurors, as far as they are known: entries that few of them may see are shown first to those who may. */
  readonly panel?: readonly PanelMember[];
  /**
   * The most screens for one juror. With it, a juror who has seen every entry goes on with those seen least often;
   * without it, a juror is done once every entry that may be shown was shown.
   */
  readonly screensPerJuror?: number;
  /**
   * Once every entry has `after` exposures, screens go first to the entries whose interval crosses the cut between
   * `places` that win and the others.
   */
  readonly focus?: { readonly after: number; readonly places: number };
}

/**
 * What became of a screen: `leased` is out with a juror; `answered` counts; `skipped` went back to the pool; `expired`
 * had its lease run out and counts after all if its answer comes; `void` was taken back because an entry left.
 */
export type ScreenStatus = 'leased' | 'answered' | 'skipped' | 'expired' | 'void';

/** A screen in the state, entries by index. */
export interface HeldScreen {
  readonly id: string;
  readonly juror: string;
  readonly ordinal: number;
  entries: Int32Array;
  status: ScreenStatus;
  /** What the answer that stands picked; only where the round is focused. */
  picks?: Int32Array;
}

interface JurorHistory {
  /** How often each entry was put before the juror. */
  readonly seen: Uint16Array;
  readonly screens: HeldScreen[];
}

/**
 * Who was shown what in one round. Made once, then kept up to date by the `apply…` functions, which change it in
 * place; replaying the same events in the same order gives the same state. Takes 2·N² bytes for pairs (18 MB at
 * N = 3,000) and N bytes per juror.
 */
export interface AllocationState {
  readonly options: AllocationOptions;
  readonly entries: readonly AllocationEntry[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly active: Uint8Array;
  /** How many of the panel may not see an entry, in 1023rds of the panel. */
  readonly scarcity: Uint16Array;
  /** Entries on one screen, before exclusions. */
  readonly size: number;
  /** Classes of screens in which any two entries stand together once; a juror is shown one class. */
  readonly design?: readonly (readonly (readonly number[])[])[];
  /** Whether a screen holds the whole round (approve, and rank with few entries). */
  readonly whole: boolean;
  readonly answered: Uint32Array;
  readonly leased: Uint32Array;
  /** How often an entry was picked on answered screens; only where the round is focused. */
  readonly picked: Uint32Array;
  /** How often two entries stood on one screen that is leased or answered, N × N. Empty where screens hold one or all. */
  readonly together: Uint16Array;
  /** How often an entry stood at a position of such a screen, N × size. */
  readonly positions: Uint32Array;
  readonly screens: Map<string, HeldScreen>;
  readonly jurors: Map<string, JurorHistory>;
  /** What was shown to a juror who was shown nothing. */
  readonly blank: JurorHistory;
}

/** Whether a juror may see an entry: not one's own, not (option) one's own company's. */
export const maySee = (
  juror: PanelMember,
  entry: AllocationEntry,
  { excludeOwnCompany }: AllocationOptions,
): boolean => {
  const own = juror.author != null && entry.author === juror.author;
  return !own && !(excludeOwnCompany === true && juror.company != null && entry.company === juror.company);
};

/** The state of a round in which nothing was shown yet. The order of `entries` does not matter. */
export const allocationState = (entries: readonly AllocationEntry[], options: AllocationOptions): AllocationState => {
  const sorted = [...entries].sort((a, b) => (a.id < b.id ? -1 : 1));
  const n = sorted.length;
  const size = screenSize(options.method, n);
  const whole = (options.method.kind === 'approve' || options.method.kind === 'rank') && size === n;
  return {
    options,
    entries: sorted,
    indexOf: new Map(sorted.map((entry, i) => [entry.id, i])),
    active: new Uint8Array(n).fill(1),
    scarcity: Uint16Array.from(sorted, (entry) => {
      const panel = options.panel ?? [];
      const excluded = panel.filter((juror) => !maySee(juror, entry, options)).length;
      return panel.length === 0 ? 0 : Math.floor((1023 * excluded) / panel.length);
    }),
    size,
    design: whole ? undefined : balancedDesign(n, size),
    whole,
    answered: new Uint32Array(n),
    leased: new Uint32Array(n),
    picked: new Uint32Array(options.focus ? n : 0),
    together: new Uint16Array(whole || size < 2 ? 0 : n * n),
    positions: new Uint32Array(whole ? 0 : n * size),
    screens: new Map(),
    jurors: new Map(),
    blank: { seen: new Uint16Array(n), screens: [] },
  };
};

/** What the juror was shown so far; an empty history for one who was shown nothing. */
export const historyOf = (state: AllocationState, juror: string): JurorHistory =>
  state.jurors.get(juror) ?? state.blank;

const bump = (counts: Uint32Array | Uint16Array, at: number, by: number): void => {
  counts[at] = (counts[at] as number) + by;
};

const isHeld = (status: ScreenStatus): boolean => status === 'leased' || status === 'answered';

/** Adds (+1) or takes away (−1) all that a screen of this status counts for. */
const weigh = (state: AllocationState, { entries, juror, status, picks }: HeldScreen, by: 1 | -1): void => {
  const n = state.entries.length;
  const { seen } = historyOf(state, juror);
  if (status === 'answered' && picks) for (const entry of picks) bump(state.picked, entry, by);
  entries.forEach((a, position) => {
    if (status !== 'void') bump(seen, a, by);
    if (status === 'leased') bump(state.leased, a, by);
    if (status === 'answered') bump(state.answered, a, by);
    if (!isHeld(status)) return;
    if (state.positions.length > 0) bump(state.positions, a * state.size + position, by);
    if (state.together.length > 0) for (const b of entries) if (a !== b) bump(state.together, a * n + b, by);
  });
};

const moveTo = (state: AllocationState, screen: HeldScreen, status: ScreenStatus): void => {
  weigh(state, screen, -1);
  screen.status = status;
  weigh(state, screen, 1);
};

const held = (state: AllocationState, screenId: string): HeldScreen => {
  const screen = state.screens.get(screenId);
  if (!screen) throw new RangeError(`no screen ${screenId} was leased in this round`);
  return screen;
};

const indexOfEntry = (state: AllocationState, id: string): number => {
  const index = state.indexOf.get(id);
  if (index === undefined) throw new RangeError(`no entry ${id} in this round`);
  return index;
};

/** A screen went out to a juror. A screen that is known already and ran out goes out again as it was. */
export const applyLeased = (state: AllocationState, juror: string, screen: Screen): void => {
  const known = state.screens.get(screen.id);
  if (known) {
    if (known.status === 'expired') moveTo(state, known, 'leased');
    return;
  }
  const entries = Int32Array.from(screen.entries, (id) => indexOfEntry(state, id));
  const history = state.jurors.get(juror) ?? { seen: new Uint16Array(state.entries.length), screens: [] };
  state.jurors.set(juror, history);
  const added: HeldScreen = { id: screen.id, juror, ordinal: history.screens.length + 1, entries, status: 'leased' };
  history.screens.push(added);
  state.screens.set(screen.id, added);
  weigh(state, added, 1);
};

/** A screen of a pool is taken by a juror who is there: from now on it is theirs, with all that it counts for. */
export const applyClaimed = (state: AllocationState, screenId: string, juror: string): void => {
  const screen = held(state, screenId);
  if (screen.juror === juror) return;
  weigh(state, screen, -1);
  const before = historyOf(state, screen.juror).screens;
  before.splice(before.indexOf(screen), 1);
  const history = state.jurors.get(juror) ?? { seen: new Uint16Array(state.entries.length), screens: [] };
  state.jurors.set(juror, history);
  const claimed: HeldScreen = { ...screen, juror };
  history.screens.push(claimed);
  state.screens.set(screenId, claimed);
  weigh(state, claimed, 1);
};

/**
 * An answer to the screen stands, also when its lease had run out or the juror had skipped it before, or when it takes
 * the place of an earlier one. `picks` are entry ids; they count only where the round is focused.
 */
export const applyAnswered = (state: AllocationState, screenId: string, picks: readonly string[] = []): void => {
  const screen = held(state, screenId);
  weigh(state, screen, -1);
  if (state.options.focus) screen.picks = Int32Array.from(picks, (id) => indexOfEntry(state, id));
  screen.status = 'answered';
  weigh(state, screen, 1);
};

/** The juror skipped the screen: its exposure is not counted and its entries go to others. */
export const applySkipped = (state: AllocationState, screenId: string): void =>
  moveTo(state, held(state, screenId), 'skipped');

/** The lease ran out. Nothing happens to a screen that is not leased any more. */
export const applyExpired = (state: AllocationState, screenId: string): void => {
  const screen = held(state, screenId);
  if (screen.status === 'leased') moveTo(state, screen, 'expired');
};

/**
 * An entry left the round. Open screens that show it are taken back and their other entries may be shown again; a
 * screen that holds the whole round stays and only loses the entry. Answered screens are left as they are.
 * Returns the ids of the screens that were touched.
 */
export const applyWithdrawn = (state: AllocationState, entryId: string): string[] => {
  const index = state.indexOf.get(entryId);
  if (index === undefined || state.active[index] === 0) return [];
  state.active[index] = 0;
  const open = [...state.screens.values()].filter(
    ({ status, entries }) => (status === 'leased' || status === 'expired') && entries.includes(index),
  );
  for (const screen of open) {
    if (!state.whole) moveTo(state, screen, 'void');
    else {
      weigh(state, screen, -1);
      screen.entries = screen.entries.filter((entry) => entry !== index);
      weigh(state, screen, 1);
    }
  }
  return open.map(({ id }) => id);
};

/** Forgets the juror's newest screen, which must be the one given: the inverse of its `applyLeased`. */
export const takeBackLease = (state: AllocationState, screenId: string): void => {
  const screen = held(state, screenId);
  weigh(state, screen, -1);
  state.screens.delete(screenId);
  historyOf(state, screen.juror).screens.pop();
};

/** A held screen as it is shown. */
export const shownScreen = (state: AllocationState, { id, entries, ordinal }: HeldScreen): Screen => {
  const ids = Array.from(entries, (entry) => (state.entries[entry] as AllocationEntry).id);
  return state.options.method.kind === 'score' ? { id, entries: ids, ordinal } : { id, entries: ids };
};

/** The juror's screens that are leased and not yet answered, in their order: what a reload shows again. */
export const openScreens = (state: AllocationState, juror: string): Screen[] =>
  historyOf(state, juror)
    .screens.filter(({ status }) => status === 'leased')
    .map((screen) => shownScreen(state, screen));

/** How even the round is, over the entries that are still in it; by answered screens only. */
export const exposureReport = (
  state: AllocationState,
): { readonly least: number; readonly most: number; readonly mean: number; readonly leastEntries: string[] } => {
  const counts = [...state.answered].filter((_, i) => state.active[i] === 1);
  const least = counts.reduce((a, b) => Math.min(a, b), counts[0] ?? 0);
  return {
    least,
    most: counts.reduce((a, b) => Math.max(a, b), 0),
    mean: counts.length === 0 ? 0 : counts.reduce((a, b) => a + b, 0) / counts.length,
    leastEntries: state.entries.flatMap(({ id }, i) =>
      state.active[i] === 1 && state.answered[i] === least ? [id] : [],
    ),
  };
};
