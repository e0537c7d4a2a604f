import type { Problem } from '@zuimei/contracts';
import type { Result } from '@zuimei/domain';
import { ProblemError } from '@zuimei/platform';

/** The value of a use case's result; a refusal goes to the problem filter. */
export function unwrap<T>(result: Result<T, Problem>): T {
  if (result.ok) return result.value;
  const seconds = result.error.facts?.retryAfterSeconds;
  throw new ProblemError(result.error, typeof seconds === 'number' ? seconds : undefined);
}
