import type { RecordedAnswer } from '../ballots/method.js';

/**
 * Answers as typed arrays: answer `i` has the slots `starts[i] … starts[i + 1] - 1`. A slot holds the index of the
 * entry shown there and its mark: for picks and verdicts 1 = picked, for orders the place from 1 (0 = not placed),
 * for grades the grade. Slots of entries outside the count are left out. The answers of one juror stand together.
 */
export interface PackedAnswers {
  readonly entryCount: number;
  readonly jurorCount: number;
  /** Number of answers. */
  readonly count: number;
  readonly starts: Uint32Array;
  readonly shown: Uint32Array;
  readonly marks: Uint8Array;
  readonly juror: Uint32Array;
  /** Place of the screen in its juror's own sequence, 0 where the round does not keep it. */
  readonly ordinal: Uint32Array;
}

const markOf = ({ answer }: RecordedAnswer, entry: string): number => {
  switch (answer.kind) {
    case 'picks':
      return Number(answer.picks.includes(entry));
    case 'order':
      return answer.order.indexOf(entry) + 1;
    case 'verdict':
      return Number(answer.verdict === 'in');
    case 'grade':
      return answer.grade;
    case 'skip':
      return 0;
  }
};

/**
 * Packs standing answers (see `supersede`: sorted by juror). Skips are left out; so are entries not in `ids`, and
 * answers none of whose entries are.
 */
export const packAnswers = (ids: readonly string[], standing: readonly RecordedAnswer[]): PackedAnswers => {
  const indexOf = new Map(ids.map((id, i) => [id, i]));
  const counted = standing.filter(
    ({ answer, screen }) => answer.kind !== 'skip' && screen.entries.some((id) => indexOf.has(id)),
  );
  const slots = counted.reduce((sum, { screen }) => sum + screen.entries.length, 0);
  const starts = new Uint32Array(counted.length + 1);
  const shown = new Uint32Array(slots);
  const marks = new Uint8Array(slots);
  const juror = new Uint32Array(counted.length);
  const ordinal = new Uint32Array(counted.length);
  let at = 0;
  let jurors = 0;
  counted.forEach((recorded, i) => {
    if (i === 0 || recorded.pseudonym !== counted[i - 1]?.pseudonym) jurors += 1;
    juror[i] = jurors - 1;
    ordinal[i] = recorded.screen.ordinal ?? 0;
    for (const id of recorded.screen.entries) {
      const index = indexOf.get(id);
      if (index === undefined) continue;
      shown[at] = index;
      marks[at] = markOf(recorded, id);
      at += 1;
    }
    starts[i + 1] = at;
  });
  return {
    entryCount: ids.length,
    jurorCount: jurors,
    count: counted.length,
    starts,
    shown: shown.subarray(0, at),
    marks: marks.subarray(0, at),
    juror,
    ordinal,
  };
};
