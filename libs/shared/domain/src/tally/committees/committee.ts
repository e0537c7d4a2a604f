/** The committees that win, all of them where `complete`. */
export interface Committees {
  /** Each ascending by entry index; in lexicographic order. */
  readonly committees: readonly (readonly number[])[];
  /** False where there were too many ties to follow them all: what is listed wins, but others may win as well. */
  readonly complete: boolean;
}

/** The most tied committees that are listed. */
export const MOST_COMMITTEES = 10_000;

const compareCommittees = (a: readonly number[], b: readonly number[]): number => {
  for (let i = 0; i < a.length && i < b.length; i += 1) {
    const difference = (a[i] as number) - (b[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
};

/** The committees as they are reported: each once, sorted, and no more than the most that are listed. */
export const reportCommittees = (found: Iterable<readonly number[]>, complete: boolean): Committees => {
  const distinct = new Map<string, number[]>();
  for (const members of found) {
    const sorted = [...members].sort((a, b) => a - b);
    distinct.set(sorted.join(), sorted);
  }
  const committees = [...distinct.values()].sort(compareCommittees);
  return {
    committees: committees.slice(0, MOST_COMMITTEES),
    complete: complete && committees.length <= MOST_COMMITTEES,
  };
};

/** Whether an entry is in every winning committee, in some, or in none: the ranking that tied committees allow. */
export const groupByMembership = (
  entryCount: number,
  committees: readonly (readonly number[])[],
): readonly (readonly number[])[] => {
  const seats = new Uint32Array(entryCount);
  for (const members of committees) for (const entry of members) seats[entry] = (seats[entry] as number) + 1;
  const entries = Array.from(seats.keys());
  return [
    entries.filter((entry) => seats[entry] === committees.length),
    entries.filter((entry) => seats[entry] !== 0 && seats[entry] !== committees.length),
    entries.filter((entry) => seats[entry] === 0),
  ].filter((group) => group.length > 0);
};
