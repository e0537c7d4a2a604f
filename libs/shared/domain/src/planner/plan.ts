import type { Method } from '../ballots/method.js';
import { APPROVE_MOST_ENTRIES } from '../ballots/method.js';
import { err, ok, type Refusal, type Result } from '../result.js';
import type { SimulatedRound, SimulatedSession } from './simulate.js';

/** Below this many exposures an entry a plan is refused. */
export const LEAST_EXPOSURES = 10;
/** Below these a plan is warned of, in a first round and in a later one. */
export const GOOD_EXPOSURES = { first: 40, later: 80 } as const;

export interface PlanRequest {
  readonly entries: number;
  readonly jurors: number;
  /** For voting, all rounds together. */
  readonly minutes: number;
  readonly winners: number;
  /** Share of the jurors who leave half-way, 0 to 0.9. */
  readonly leaving: number;
  /** Seconds a screen of so many entries takes, from earlier sittings; where absent, those of the simulation. */
  readonly seconds?: Readonly<Record<number, number>>;
}

export interface PlannedRound {
  readonly method: Extract<Method, { kind: 'grid' | 'approve' }>;
  /** How many entries are in it: all, or the best of the round before. */
  readonly entries: number;
  /** How many it selects: those that go on, or the winners. */
  readonly winners: number;
  /** Screens for one juror, and what one takes. */
  readonly screens: number;
  readonly seconds: number;
  /** Exposures an entry, on average, with those who leave taken off. */
  readonly exposures: number;
  /** Where the round is focused: from so many exposures on, screens go to the entries near the cut. */
  readonly focusAfter?: number;
}

export interface Plan {
  readonly rounds: readonly PlannedRound[];
}

export const PLAN_REFUSALS = ['PLAN_OUT_OF_RANGE', 'PLAN_TOO_THIN'] as const;
export type PlanRefusal = (typeof PLAN_REFUSALS)[number];

/** Seconds a screen took in the simulation that the table of methods comes from; walls by six seconds an entry. */
const SECONDS: Readonly<Record<number, number>> = { 2: 10, 4: 14, 9: 25 };
const WALL = { least: 120, entry: 6 } as const;

const secondsOf = (request: PlanRequest, size: number): number =>
  request.seconds?.[size] ?? SECONDS[size] ?? Math.max(WALL.least, WALL.entry * size);

interface Share {
  readonly method: PlannedRound['method'];
  /** Part of the time. */
  readonly time: number;
  readonly entries: number;
  /** Part of the round that is even, where the rest goes to the entries near the cut. */
  readonly even?: number;
}

/** The rounds with as many screens as fit into the time; undefined where one of them has none. */
const planOf = (request: PlanRequest, shares: readonly Share[]): Plan | undefined => {
  const sized = shares.map((share) => {
    const seconds = secondsOf(request, share.method.kind === 'grid' ? share.method.size : share.entries);
    const fits = Math.floor((request.minutes * 60 * share.time) / seconds + 1e-9);
    return { ...share, seconds, screens: share.method.kind === 'approve' ? Math.min(1, fits) : fits };
  });
  const half = Math.ceil(sized.reduce((sum, { screens }) => sum + screens, 0) / 2);
  let before = 0;
  const rounds = sized.map(({ method, entries, seconds, screens, even }, i): PlannedRound => {
    const size = method.kind === 'grid' ? method.size : entries;
    const staying = screens + request.leaving * (Math.max(0, Math.min(screens, half - before)) - screens);
    before += screens;
    const shown = (request.jurors * staying * size) / entries;
    // Without focus nobody sees an entry twice.
    const most = request.jurors * (1 - request.leaving + (request.leaving * staying) / Math.max(1, screens));
    // Where entries do not make whole screens, a few are left that not everybody sees.
    const reached = (most * size * Math.floor(entries / size)) / entries;
    const exposures = even === undefined ? Math.min(shown, most) : shown;
    return {
      method,
      entries,
      winners: sized[i + 1]?.entries ?? request.winners,
      screens,
      seconds,
      exposures,
      ...(even === undefined
        ? {}
        : { focusAfter: Math.max(1, Math.floor(Math.min(reached * 0.95, exposures * even))) }),
    };
  });
  return rounds.some(({ screens }) => screens < 1) ? undefined : { rounds };
};

const inRange = ({ entries, jurors, minutes, winners, leaving }: PlanRequest): boolean =>
  [entries, jurors, winners].every(Number.isInteger) &&
  entries >= 2 &&
  entries <= 5000 &&
  jurors >= 1 &&
  jurors <= 2000 &&
  winners >= 1 &&
  winners < entries &&
  minutes > 0 &&
  minutes <= 480 &&
  leaving >= 0 &&
  leaving <= 0.9;

const grid = (size: number, picks: number): PlannedRound['method'] => ({ kind: 'grid', size, picks });

/** Everything on a wall, all at once, where that fits. */
const wall = ({ winners }: PlanRequest, entries: number): Share[] =>
  entries <= APPROVE_MOST_ENTRIES
    ? [{ method: { kind: 'approve', max: Math.min(winners, entries - 1) }, time: 1, entries }]
    : [];

/** The plans worth a simulation: methods, chains of rounds, and parts of the time. */
const shapes = (request: PlanRequest): Share[][] => {
  const { entries, winners } = request;
  const out: Share[][] = [];
  out.push(wall(request, entries));
  const nine = entries >= 18 ? grid(9, 3) : grid(Math.min(4, entries), 1);
  for (const method of [nine, grid(Math.min(4, entries), 1)]) out.push([{ method, time: 1, entries }]);
  const near = Math.max(3 * winners, 18);
  const wide = Math.max(5 * winners, 27);
  const far = Math.max(10 * winners, 60);
  const last = Math.max(Math.round(2.4 * winners), 18);
  if (entries >= 1.5 * near) {
    out.push([
      { method: nine, time: 0.8, entries },
      { method: nine, time: 0.2, entries: near },
    ]);
    out.push([
      { method: nine, time: 0.6, entries },
      { method: grid(4, 1), time: 0.4, entries: near, even: 0.8 },
    ]);
  }
  if (entries >= 1.5 * wide)
    out.push([
      { method: nine, time: 0.55, entries },
      { method: grid(9, 4), time: 0.45, entries: wide, even: 0.6 },
    ]);
  if (entries >= 2 * far) {
    out.push([
      { method: nine, time: 0.6, entries },
      { method: nine, time: 0.25, entries: far },
      { method: nine, time: 0.15, entries: near },
    ]);
    out.push([
      { method: nine, time: 0.6, entries },
      { method: nine, time: 0.235, entries: far, even: 0.85 },
      { method: nine, time: 0.165, entries: last, even: 0.8 },
    ]);
  }
  // 「全体再看最后几幅」: a few minutes of everybody before one wall.
  const finalists = Math.max(2 * winners, 10);
  if (finalists <= 40 && entries >= 3 * finalists) {
    const part = secondsOf(request, finalists) / (request.minutes * 60);
    if (part <= 0.3)
      out.push([
        { method: nine, time: 0.7 - part, entries },
        ...(entries >= 1.5 * Math.max(near, 2 * finalists)
          ? [{ method: grid(4, 1), time: 0.3, entries: Math.max(near, 2 * finalists) }]
          : []),
        ...wall(request, finalists).map((share) => ({ ...share, time: part + 1e-6 })),
      ]);
  }
  return out.filter((shares) => shares.length > 0);
};

/** The least exposures an entry that any round of a plan gives. */
export const thinnest = ({ rounds }: Plan): number => Math.min(...rounds.map(({ exposures }) => exposures));

/**
 * Plans that give every entry enough exposures, by arithmetic alone. Refuses with PLAN_OUT_OF_RANGE what is no sitting,
 * and with PLAN_TOO_THIN (`most`: the exposures of the best plan) what would be chance.
 */
export const candidatePlans = (request: PlanRequest): Result<Plan[], Refusal<PlanRefusal>> => {
  if (!inRange(request)) return err({ code: 'PLAN_OUT_OF_RANGE', facts: { ...request } });
  const plans = shapes(request).flatMap((shares) => planOf(request, shares) ?? []);
  const enough = plans.filter((plan) => thinnest(plan) >= LEAST_EXPOSURES);
  if (enough.length > 0) return ok(enough);
  const most = plans.reduce((best, plan) => Math.max(best, thinnest(plan)), 0);
  return err({ code: 'PLAN_TOO_THIN', facts: { least: LEAST_EXPOSURES, most: Math.floor(most * 10) / 10 } });
};

/** Rounds of a plan that reach fewer exposures than they should, by place from 1. */
export const planWarnings = ({
  rounds,
}: Plan): { readonly round: number; readonly exposures: number; readonly good: number }[] =>
  rounds.flatMap(({ exposures, method }, i) => {
    const good = i === 0 ? GOOD_EXPOSURES.first : GOOD_EXPOSURES.later;
    return exposures < good && method.kind === 'grid' ? [{ round: i + 1, exposures: Math.floor(exposures), good }] : [];
  });

/** The plan as the simulation takes it. */
export const simulatedSession = (request: PlanRequest, { rounds }: Plan): SimulatedSession => ({
  entries: request.entries,
  jurors: request.jurors,
  winners: request.winners,
  leaving: request.leaving,
  rounds: rounds.map(({ method, entries, screens, focusAfter }, i): SimulatedRound => ({
    method: method.kind === 'grid' ? method : { size: entries, picks: method.max },
    screens,
    ...(i === 0 ? {} : { best: entries }),
    ...(focusAfter === undefined ? {} : { focusAfter }),
  })),
});
