import { ok, type Refusal, type Result } from '../result.js';
import { candidatePlans, simulatedSession, type Plan, type PlanRefusal, type PlanRequest } from './plan.js';
import { simulateSession } from './simulate.js';

/** What simulated sittings say of a plan. */
export interface PlanForecast {
  readonly plan: Plan;
  /** Share of the truly best that win, on average. */
  readonly precision: number;
  /** Half the width of its interval at 95 %. */
  readonly margin: number;
  /** Share of the sittings in which rates at the cut were equal. */
  readonly tie: number;
  readonly runs: number;
}

class Trials {
  runs = 0;
  #sum = 0;
  #squares = 0;
  #ties = 0;

  constructor(
    private readonly request: PlanRequest,
    readonly plan: Plan,
  ) {}

  get mean(): number {
    return this.#sum / Math.max(1, this.runs);
  }

  /** All plans meet the same entries and jurors in their i-th run, so that their difference is told sooner. */
  run(): void {
    this.runs += 1;
    const { precision, tieAtCut } = simulateSession(simulatedSession(this.request, this.plan), this.runs);
    this.#sum += precision;
    this.#squares += precision * precision;
    if (tieAtCut) this.#ties += 1;
  }

  forecast(): PlanForecast {
    const { runs, mean, plan } = this;
    const variance = Math.max(0, this.#squares / Math.max(1, runs) - mean * mean);
    const margin = runs < 2 ? 1 : 1.96 * Math.sqrt(variance / (runs - 1));
    return { plan, precision: mean, margin, tie: this.#ties / Math.max(1, runs), runs };
  }
}

/** Runs of each plan before the worse half is put aside, and the most for those that stay to the end. */
const STAGES = [2, 5, 12, 40] as const;

/**
 * Compares the plans by simulated sittings, the worse half dropping out as it goes on (sequential halving). Yields the
 * forecasts so far, best first, after every sitting: whoever runs it stops when time is up or at its end.
 */
export function* comparePlans(request: PlanRequest, plans: readonly Plan[]): Generator<PlanForecast[], PlanForecast[]> {
  const all = plans.map((plan) => new Trials(request, plan));
  let left = [...all];
  const sorted = (): PlanForecast[] => {
    const rest = all.filter((trials) => !left.includes(trials));
    const byMean = (a: Trials, b: Trials): number => b.mean - a.mean;
    return [...[...left].sort(byMean), ...rest.sort((a, b) => b.runs - a.runs || byMean(a, b))].map((trials) =>
      trials.forecast(),
    );
  };
  for (const target of STAGES) {
    while (left.some(({ runs }) => runs < target)) {
      for (const trials of left) {
        trials.run();
        yield sorted();
      }
    }
    left = left.sort((a, b) => b.mean - a.mean).slice(0, Math.max(2, Math.ceil(left.length / 2)));
  }
  return sorted();
}

/** The comparison for a request, or why there is no plan. */
export const recommendPlans = (
  request: PlanRequest,
): Result<Generator<PlanForecast[], PlanForecast[]>, Refusal<PlanRefusal>> => {
  const plans = candidatePlans(request);
  return plans.ok ? ok(comparePlans(request, plans.value)) : plans;
};
