import { recommendPlans } from '@zuimei/domain';
import type { PlannerAnswer, PlannerQuestion } from './planner-messages.js';

/** After this the comparison stops where it is; a recommendation is promised in 3 s. */
const LIMIT_MS = 2500;
const TOLD_EVERY_MS = 250;

const tell = (answer: PlannerAnswer): void => self.postMessage(answer);

// The page ends this worker when the question changes, so there is nothing to cancel here.
self.addEventListener('message', ({ data }: MessageEvent<PlannerQuestion>) => {
  const plans = recommendPlans(data.request);
  if (!plans.ok) return tell({ refusal: plans.error, forecasts: [], done: true });
  const start = performance.now();
  let told = start;
  let step = plans.value.next();
  while (!step.done && performance.now() - start < LIMIT_MS) {
    if (performance.now() - told > TOLD_EVERY_MS) {
      told = performance.now();
      tell({ forecasts: step.value, done: false });
    }
    step = plans.value.next();
  }
  tell({ forecasts: step.value, done: true });
});
