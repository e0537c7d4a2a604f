import { countGrades, gradeTable, majorityJudgment, meanScores, zScores } from '../../index.js';

/** Grades as digits: `['5544', '3']` gives the first entry 5, 5, 4, 4 and the second 3. */
const judge = (...entries: string[]) =>
  majorityJudgment(
    countGrades(
      entries.length,
      entries.flatMap((digits, entry) => [...digits].map((digit) => [entry, Number(digit), 1] as const)),
    ),
  );

describe('majority judgment', () => {
  it('takes the lower median, and what is above and below it', () => {
    expect(judge('1245', '333', '').gauges).toEqual([
      { median: 2, total: 4, above: 2, below: 1, sign: '+' },
      { median: 3, total: 3, above: 0, below: 0, sign: '−' },
      { median: null, total: 0, above: 0, below: 0, sign: '−' },
    ]);
  });

  it('orders by median, + before −, more above among +, less below among −', () => {
    // 0: 3+ (2 of 5 above)  1: 3− (2 of 5 below)  2: 4−  3: 3+ (1 of 5 above)  4: 3− (1 of 5 below)
    expect(judge('13355', '11335', '12444', '33335', '13333').groups).toEqual([[2], [0], [3], [4], [1]]);
  });

  it('compares shares and not numbers, exactly', () => {
    expect(judge('33355', '333333333355555', '3333333355').groups).toEqual([[0], [1], [2]]);
    expect(judge('335', '333355').groups).toEqual([[0, 1]]);
  });

  it('leaves those level whom the gauge cannot tell apart, the ungraded last', () => {
    expect(judge('', '135', '234', '').groups).toEqual([
      [1, 2],
      [0, 3],
    ]);
  });

  it('counts lines that were cast several times', () => {
    const { counts, grades } = countGrades(1, [
      [0, 2, 3],
      [0, 5, 1],
      [0, 2, 1],
    ]);
    expect([grades, [...counts]]).toEqual([
      [2, 5],
      [4, 1],
    ]);
  });
});

const [A, B, C] = [0, 1, 2];
const [harsh, lenient] = [0, 1];
const worked = gradeTable(4, 2, [
  { entry: A, juror: harsh, grade: 3, at: 1 },
  { entry: B, juror: harsh, grade: 2, at: 2 },
  { entry: B, juror: lenient, grade: 4, at: 1 },
  { entry: C, juror: lenient, grade: 4, at: 2 },
]);

describe('scores', () => {
  it('by mean: C 4 before A 3 = B 3', () => {
    expect([...meanScores(worked)]).toEqual([3, 3, 4, NaN]);
  });

  it('by z: one grade for all says nothing', () => {
    // harsh: mean 2.5, deviation .5, so A +1 and B −1; lenient: all 4, so 0.
    expect([...zScores(worked)]).toEqual([1, -0.5, 0, NaN]);
    // A least spread of 1 halves what is said by a juror who hardly differs.
    expect([...zScores(worked, 1)]).toEqual([0.5, -0.25, 0, NaN]);
  });

  it('stand in the sequence of their juror, equal times sharing the mean of their places', () => {
    const table = gradeTable(
      3,
      2,
      [
        [C, 0, 30],
        [A, 0, 10],
        [B, 0, 10],
        [A, 1, 5],
      ].map(([entry = 0, juror = 0, at = 0]) => ({ entry, juror, grade: 1, at })),
    );
    expect(table.grades.map(({ entry, juror, t }) => [entry, juror, t])).toEqual([
      [A, 0, -0.25],
      [B, 0, -0.25],
      [C, 0, 0.5],
      [A, 1, 0],
    ]);
  });
});
