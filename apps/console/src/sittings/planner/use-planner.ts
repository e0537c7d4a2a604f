import { useEffect, useState } from 'react';
import type { PlanRequest } from '@zuimei/domain';
import type { PlannerAnswer, PlannerQuestion } from './planner-messages.js';

/** Lets a worker compare plans for the request; a new request ends the old worker. Undefined until it has spoken. */
export function usePlanner(request: PlanRequest | null): PlannerAnswer | undefined {
  const key = request && JSON.stringify(request);
  const [state, setState] = useState<{ key: string; answer: PlannerAnswer }>();
  useEffect(() => {
    if (!key) return;
    const worker = new Worker(new URL('./planner.worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<PlannerAnswer>) => setState({ key, answer: data }));
    worker.postMessage({ request: JSON.parse(key) as PlanRequest } satisfies PlannerQuestion);
    return () => worker.terminate();
  }, [key]);
  return state?.key === key ? state?.answer : undefined;
}
