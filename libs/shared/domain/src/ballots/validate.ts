import { ok, refuse, type Refusal, type Result } from '../result.js';
import {
  APPROVE_MOST_ENTRIES,
  GRADE_MOST,
  RANK_MOST_ENTRIES,
  type Answer,
  type Method,
  type Screen,
} from './method.js';

export const ANSWER_REFUSALS = [
  'WRONG_KIND',
  'TOO_FEW_PICKS',
  'TOO_MANY_PICKS',
  'DUPLICATE_PICK',
  'FOREIGN_ENTRY',
  'GRADE_OUT_OF_RANGE',
] as const;
export type AnswerRefusal = (typeof ANSWER_REFUSALS)[number];

/** What kind of answer a method takes, and the least and most entries it may name on a screen of `shown` entries. */
export interface AnswerShape {
  readonly kind: Exclude<Answer['kind'], 'skip'>;
  readonly least: number;
  readonly most: number;
}

/**
 * The shape of an answer to a screen of `shown` entries. A grid screen can be short when too few entries are left:
 * then at least one entry stays unpicked, because picking all of them would say nothing.
 */
export const answerShape = (method: Method, shown: number): AnswerShape => {
  switch (method.kind) {
    case 'approve':
      return { kind: 'picks', least: 1, most: Math.min(method.max, shown) };
    case 'grid': {
      const picks = Math.max(1, Math.min(method.picks, shown - 1));
      return { kind: 'picks', least: picks, most: picks };
    }
    case 'pair':
      return { kind: 'picks', least: 1, most: 1 };
    case 'yes-no':
      return { kind: 'verdict', least: 0, most: 1 };
    case 'score':
      return { kind: 'grade', least: 1, most: 1 };
    case 'rank':
      return { kind: 'order', least: 1, most: Math.min(method.max, RANK_MOST_ENTRIES, shown) };
  }
};

const validateNamed = (
  named: readonly string[],
  screen: Screen,
  { least, most }: AnswerShape,
): Result<null, Refusal<AnswerRefusal>> => {
  const foreign = named.filter((id) => !screen.entries.includes(id));
  if (foreign.length > 0) return refuse('FOREIGN_ENTRY', { screen: screen.id, entries: foreign });
  const twice = named.filter((id, at) => named.indexOf(id) !== at);
  if (twice.length > 0) return refuse('DUPLICATE_PICK', { screen: screen.id, entries: twice });
  if (named.length < least) return refuse('TOO_FEW_PICKS', { least, most, given: named.length });
  if (named.length > most) return refuse('TOO_MANY_PICKS', { least, most, given: named.length });
  return ok(null);
};

/**
 * Whether `answer` is one that a juror may give to `screen` under `method`. The tablet asks before it stores and the
 * server before it appends, so that both refuse the same things. A skip is always allowed.
 */
export const validateAnswer = (
  method: Method,
  screen: Screen,
  answer: Answer,
): Result<Answer, Refusal<AnswerRefusal>> => {
  if (answer.kind === 'skip') return ok(answer);
  const shape = answerShape(method, screen.entries.length);
  if (answer.kind !== shape.kind) return refuse('WRONG_KIND', { expected: shape.kind, given: answer.kind });
  if (answer.kind === 'verdict') return ok(answer);
  if (answer.kind === 'grade') {
    const good = Number.isInteger(answer.grade) && answer.grade >= 1 && answer.grade <= GRADE_MOST;
    return good ? ok(answer) : refuse('GRADE_OUT_OF_RANGE', { least: 1, most: GRADE_MOST, given: answer.grade });
  }
  const named = validateNamed(answer.kind === 'picks' ? answer.picks : answer.order, screen, shape);
  return named.ok ? ok(answer) : named;
};

export const METHOD_REFUSALS = ['METHOD_OUT_OF_RANGE', 'TOO_MANY_ENTRIES_FOR_METHOD', 'TOO_FEW_ENTRIES'] as const;
export type MethodRefusal = (typeof METHOD_REFUSALS)[number];

const isCount = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

const methodInRange = (method: Method): boolean => {
  switch (method.kind) {
    case 'approve':
      return isCount(method.max, 1, APPROVE_MOST_ENTRIES);
    case 'grid':
      return isCount(method.size, 2, 16) && isCount(method.picks, 1, method.size - 1);
    case 'rank':
      return isCount(method.max, 1, RANK_MOST_ENTRIES);
    default:
      return true;
  }
};

/** The fewest entries that make a vote under this method mean anything. */
const fewestEntries = (method: Method): number => (method.kind === 'yes-no' || method.kind === 'score' ? 1 : 2);

/** Whether a round of `entries` entries can be voted by `method`. */
export const validateMethod = (method: Method, entries: number): Result<Method, Refusal<MethodRefusal>> => {
  if (!methodInRange(method)) return refuse('METHOD_OUT_OF_RANGE', { method });
  const fewest = fewestEntries(method);
  if (entries < fewest) return refuse('TOO_FEW_ENTRIES', { least: fewest, given: entries });
  if (method.kind === 'approve' && entries > APPROVE_MOST_ENTRIES)
    return refuse('TOO_MANY_ENTRIES_FOR_METHOD', { most: APPROVE_MOST_ENTRIES, given: entries });
  return ok(method);
};

/** How many entries one screen shows in a round that has `entries` of them. */
export const screenSize = (method: Method, entries: number): number => {
  switch (method.kind) {
    case 'approve':
      return entries;
    case 'grid':
      return Math.min(method.size, entries);
    case 'pair':
      return Math.min(2, entries);
    case 'rank':
      return Math.min(RANK_MOST_ENTRIES, entries);
    default:
      return Math.min(1, entries);
  }
};
