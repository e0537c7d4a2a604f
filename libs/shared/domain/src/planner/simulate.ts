import { mix32 } from '../random.js';
import { boundaryOf, FOCUS_MOST_VIEWS } from '../allocation/boundary.js';
import { LeastExposed } from './least-exposed.js';
import { normalOf, normalQuantile } from './normal.js';

/**
 * How entries and jurors differ in the simulation (quality ~ N(0, 1); a juror sees quality + taste, taste ~ N(0, 2²)
 * drawn once per juror and entry and kept between rounds).
 */
const TASTE = 2;
const GOLDEN = 0x9e3779b9;
const JUROR_STEP = 0x85ebca77;
// Looked up once: these stand in the innermost loops.
const { floor, imul } = Math;
const LOWEST = -Infinity;

/** A screen of `size` entries, of which a juror picks the best `picks`; with `size` 1 the entry gets a grade 1 to 5. */
export interface SimulatedMethod {
  readonly size: number;
  readonly picks: number;
}

export interface SimulatedRound {
  readonly method: SimulatedMethod;
  /** How many of the best of the round before are in it; everything where absent. */
  readonly best?: number;
  /** Screens that one juror has time for. */
  readonly screens: number;
  /** Once every entry has this many exposures, screens go to the entries whose interval crosses the cut. */
  readonly focusAfter?: number;
}

export interface SimulatedSession {
  readonly entries: number;
  readonly jurors: number;
  readonly winners: number;
  /** Share of the jurors who leave when half of all their screens are done. */
  readonly leaving?: number;
  readonly rounds: readonly SimulatedRound[];
}

export interface SimulatedResult {
  /** Of the truly best `winners`, the share that came out on top. */
  readonly precision: number;
  /** Whether the last winner and the first who was left out had equal rates. */
  readonly tieAtCut: boolean;
  /** Exposures an entry in each round. */
  readonly exposures: readonly { readonly least: number; readonly mean: number }[];
}

/** Edges between grades 1 to 5 that a fifth of what is seen falls between. */
const EDGES = [0.2, 0.4, 0.6, 0.8].map((p) => normalQuantile(p) * Math.sqrt(1 + TASTE * TASTE));

/** One sitting with drawn entries and jurors: the same session and seed give the same result. */
class Sitting {
  readonly #quality: Float64Array;
  readonly #tastes: number;
  #draws: number;

  constructor(
    private readonly session: SimulatedSession,
    seed: number,
  ) {
    this.#draws = mix32(seed + 1);
    this.#tastes = mix32(this.#draws ^ GOLDEN);
    this.#quality = Float64Array.from({ length: session.entries }, () => normalOf(this.draw()));
  }

  readonly draw = (): number => {
    this.#draws = (this.#draws + GOLDEN) | 0;
    return mix32(this.#draws);
  };

  /** What a juror sees in an entry. */
  #seen(juror: number, entry: number): number {
    const own = mix32(this.#tastes + imul(juror + 1, JUROR_STEP)) ^ imul(entry + 1, GOLDEN);
    return (this.#quality[entry] as number) + TASTE * normalOf(mix32(own));
  }

  /** Entries by what a figure says of them, best first; the draw decides between equals. */
  ranked(entries: Int32Array, figure: (at: number) => number): Int32Array {
    const keys = Float64Array.from(entries, (_, at) => figure(at));
    const order = Int32Array.from(entries, (_, at) => at);
    for (let i = order.length - 1; i > 0; i -= 1) {
      const j = floor((this.draw() / 2 ** 32) * (i + 1));
      [order[i], order[j]] = [order[j] as number, order[i] as number];
    }
    return order.sort((a, b) => (keys[b] as number) - (keys[a] as number));
  }

  /** The truly best winners, marked by 1. */
  best(): Uint8Array {
    const all = Int32Array.from({ length: this.session.entries }, (_, i) => i);
    const marks = new Uint8Array(this.session.entries);
    const order = this.ranked(all, (at) => this.#quality[at] as number);
    for (const at of order.subarray(0, this.session.winners)) marks[at] = 1;
    return marks;
  }

  /** Puts one screen before a juror: adds to the points of the entries at these places. */
  answer(juror: number, entries: Int32Array, places: Int32Array, picks: number, points: Float64Array): void {
    const g = places.length;
    const values = new Float64Array(g);
    for (let i = 0; i < g; i += 1) values[i] = this.#seen(juror, entries[places[i] as number] as number);
    if (g === 1) {
      const at = places[0] as number;
      points[at] = (points[at] as number) + 1 + EDGES.filter((edge) => (values[0] as number) > edge).length;
      return;
    }
    for (let pick = 0; pick < picks; pick += 1) {
      let top = 0;
      for (let i = 1; i < g; i += 1) if ((values[i] as number) > (values[top] as number)) top = i;
      values[top] = LOWEST;
      const at = places[top] as number;
      points[at] = (points[at] as number) + 1;
    }
  }
}

/** Counts of one round, by the place of an entry in it. */
interface Counts {
  readonly exposures: Int32Array;
  readonly points: Float64Array;
}

const runRound = (
  sitting: Sitting,
  round: SimulatedRound,
  entries: Int32Array,
  cut: number,
  screensOf: (juror: number) => number,
  jurors: number,
): Counts => {
  const { method, focusAfter } = round;
  const n = entries.length;
  const size = Math.min(method.size, n);
  const line = new LeastExposed(n, sitting.draw);
  const points = new Float64Array(n);
  const views = Array.from({ length: jurors }, () => new Uint8Array(n));
  const places = new Int32Array(size);
  const done = new Uint8Array(jurors);
  for (let screen = 0; screen < round.screens; screen += 1) {
    const focused = focusAfter !== undefined && line.least() >= focusAfter;
    const pool = focused ? boundaryOf(points, line.exposures, cut) : undefined;
    for (let juror = 0; juror < jurors; juror += 1) {
      if (screen >= screensOf(juror) || (done[juror] === 1 && !pool)) continue;
      const seen = views[juror] as Uint8Array;
      if (!line.take(places, seen, pool, pool ? FOCUS_MOST_VIEWS : 1)) {
        done[juror] = 1;
        continue;
      }
      for (const at of places) seen[at] = (seen[at] as number) + 1;
      sitting.answer(juror, entries, places, Math.min(method.picks, Math.max(1, size - 1)), points);
    }
  }
  return { exposures: line.exposures, points };
};

/** Holds the session once. `seed` is a whole number; figures repeat exactly for the same seed. */
export const simulateSession = (session: SimulatedSession, seed: number): SimulatedResult => {
  const { jurors, winners, rounds, leaving = 0 } = session;
  const sitting = new Sitting(session, seed);
  const leavers = Math.round(leaving * jurors);
  const half = Math.ceil(rounds.reduce((sum, { screens }) => sum + screens, 0) / 2);
  let entries = Int32Array.from({ length: session.entries }, (_, i) => i);
  let before = 0;
  let tieAtCut = false;
  const exposures: { least: number; mean: number }[] = [];
  rounds.forEach((round, index) => {
    const next = rounds[index + 1];
    const cut = next ? (next.best ?? entries.length) : winners;
    const begun = before;
    const screensOf = (juror: number): number => (juror < leavers ? half - begun : Infinity);
    const counts = runRound(sitting, round, entries, cut, screensOf, jurors);
    const rate = (at: number): number =>
      counts.exposures[at] === 0 ? -1 : (counts.points[at] as number) / (counts.exposures[at] as number);
    const order = sitting.ranked(entries, rate);
    const shown = counts.exposures;
    exposures.push({
      least: shown.reduce((a, b) => Math.min(a, b), Infinity),
      mean: shown.reduce((a, b) => a + b, 0) / shown.length,
    });
    tieAtCut = cut < entries.length && rate(order[cut - 1] as number) === rate(order[cut] as number);
    const kept = entries;
    entries = order.subarray(0, Math.min(cut, entries.length)).map((at) => kept[at] as number);
    before += round.screens;
  });
  const best = sitting.best();
  const hits = entries.reduce((sum, entry) => sum + (best[entry] as number), 0);
  return { precision: hits / winners, tieAtCut, exposures };
};
