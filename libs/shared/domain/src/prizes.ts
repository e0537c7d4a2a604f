import type { Violation } from './result.js';
import { cleanLine, textLength } from './submission-details.js';

/** A prize of an edition and how many entries win it, in the order of the places: the best prize stands first. */
export interface Prize {
  readonly name: string;
  readonly count: number;
}

/** The most characters (Unicode code points) of a prize's name. */
export const PRIZE_NAME_MOST = 20;

export const PRIZES_VIOLATIONS = [
  'PRIZE_NAME_MALFORMED',
  'PRIZE_NAME_TWICE',
  'PRIZE_COUNT_INVALID',
  'PRIZES_DO_NOT_ADD_UP',
] as const;
export type PrizesViolation = (typeof PRIZES_VIOLATIONS)[number];

/**
 * What is wrong with the prizes, all of it at once. How many entries win is said by `winners` alone: prizes only name the
 * places, so their counts must add up to it. No prizes at all is good: then every place is called by its number.
 */
export const prizeViolations = (prizes: readonly Prize[], winners: number): readonly Violation<PrizesViolation>[] => {
  const violations: Violation<PrizesViolation>[] = [];
  const seen = new Set<string>();
  for (const [i, { name, count }] of prizes.entries()) {
    const length = textLength(name);
    if (length === 0 || length > PRIZE_NAME_MOST || cleanLine(name) !== name)
      violations.push({ pointer: `/prizes/${i}/name`, code: 'PRIZE_NAME_MALFORMED', facts: { most: PRIZE_NAME_MOST } });
    else if (seen.has(name))
      violations.push({ pointer: `/prizes/${i}/name`, code: 'PRIZE_NAME_TWICE', facts: { name } });
    seen.add(name);
    if (!Number.isInteger(count) || count < 1)
      violations.push({ pointer: `/prizes/${i}/count`, code: 'PRIZE_COUNT_INVALID', facts: { given: count } });
  }
  const sum = prizes.reduce((total, { count }) => total + count, 0);
  if (prizes.length > 0 && sum !== winners)
    violations.push({ pointer: '/prizes', code: 'PRIZES_DO_NOT_ADD_UP', facts: { sum, winners } });
  return violations;
};

/**
 * The prize of a place, 1 is best; undefined where no prize is named for it. Equals share one place and so one prize, the
 * best that the places they take up reach to, and whoever comes next has the prize of their own place: of 一等奖 ×1 and
 * 二等奖 ×2, two who share the first place both win 一等奖, and the third wins 二等奖.
 */
export const prizeOfPlace = (prizes: readonly Prize[], place: number): string | undefined => {
  let last = 0;
  return prizes.find(({ count }) => place <= (last += count))?.name;
};
