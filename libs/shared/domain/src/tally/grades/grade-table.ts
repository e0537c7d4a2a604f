import type { PackedAnswers } from '../pack.js';

/** One grade: its entry, its juror, the grade, and its place in the juror's own sequence from −½ to ½. */
export interface Grade {
  readonly entry: number;
  readonly juror: number;
  readonly grade: number;
  readonly t: number;
}

/** Grades by index of entry and juror. */
export interface GradeTable {
  readonly entryCount: number;
  readonly jurorCount: number;
  readonly grades: readonly Grade[];
}

/** A grade and when its juror gave it, on any scale that rises with time. */
export interface TimedGrade {
  readonly entry: number;
  readonly juror: number;
  readonly grade: number;
  readonly at: number;
}

/**
 * A table of grades in one order (by juror, then place in the sequence, then entry), whatever order they came in.
 * Grades that a juror gave at one time share the mean of their places; a juror with one place only has none.
 */
export const gradeTable = (entryCount: number, jurorCount: number, timed: readonly TimedGrade[]): GradeTable => {
  const sorted = [...timed].sort((a, b) => a.juror - b.juror || a.at - b.at || a.entry - b.entry || a.grade - b.grade);
  const grades: Grade[] = [];
  for (let from = 0; from < sorted.length;) {
    const { juror } = sorted[from] as TimedGrade;
    let end = from;
    while (sorted[end]?.juror === juror) end += 1;
    for (let k = from; k < end;) {
      let last = k;
      while (last + 1 < end && sorted[last + 1]?.at === sorted[k]?.at) last += 1;
      const place = (k + last) / 2 - from;
      const t = end - from === 1 ? 0 : place / (end - from - 1) - 0.5;
      for (; k <= last; k += 1) {
        const { entry, grade } = sorted[k] as TimedGrade;
        grades.push({ entry, juror, grade, t });
      }
    }
    from = end;
  }
  return { entryCount, jurorCount, grades };
};

/** The grades of packed answers to screens with one entry; the sequence is that of the screens' ordinals. */
export const gradesOf = ({
  entryCount,
  jurorCount,
  count,
  starts,
  shown,
  marks,
  juror,
  ordinal,
}: PackedAnswers): GradeTable => {
  const timed: TimedGrade[] = [];
  for (let i = 0; i < count; i += 1)
    for (let at = starts[i] as number; at < (starts[i + 1] as number); at += 1)
      timed.push({
        entry: shown[at] as number,
        juror: juror[i] as number,
        grade: marks[at] as number,
        at: ordinal[i] as number,
      });
  return gradeTable(entryCount, jurorCount, timed);
};
