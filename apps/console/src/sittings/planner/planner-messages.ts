import type { PlanForecast, PlanRefusal, PlanRequest, Refusal } from '@zuimei/domain';

/** What the page asks its worker. */
export interface PlannerQuestion {
  request: PlanRequest;
}

/** What the worker says, again and again until it is done. */
export interface PlannerAnswer {
  forecasts: PlanForecast[];
  done: boolean;
  refusal?: Refusal<PlanRefusal>;
}
