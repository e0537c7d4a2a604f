import { type Problem, type ProblemDocument, PROBLEMS } from '@zuimei/contracts';
import { problemText } from '@zuimei/glossary';

/**
 * A problem as RFC 9457 wants it on the wire: `title` is the English sentence, `detail` the Chinese one with the facts
 * filled in, `instance` the request it belongs to.
 */
export function toProblemDocument(problem: Problem, requestId?: string): ProblemDocument {
  const { status, retryable } = PROBLEMS[problem.code];
  return {
    type: `urn:zuimei:problem:${problem.code.toLowerCase().replaceAll('_', '-')}`,
    title: problemText(problem.code, problem.facts, 'en'),
    detail: problemText(problem.code, problem.facts, 'zh'),
    status,
    code: problem.code,
    retryable,
    ...(requestId ? { instance: `urn:zuimei:request:${requestId}` } : {}),
    ...(problem.facts && Object.keys(problem.facts).length > 0 ? { facts: problem.facts } : {}),
    ...(problem.errors && problem.errors.length > 0 ? { errors: problem.errors } : {}),
  };
}

/**
 * Carries a problem through code that cannot return it, up to the API's one filter. For refusals at the edge (guards);
 * use cases return a `Result`.
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  constructor(
    readonly problem: Problem,
    /** Seconds until the same request may succeed. */
    readonly retryAfter?: number,
  ) {
    super(problem.code);
  }
}
