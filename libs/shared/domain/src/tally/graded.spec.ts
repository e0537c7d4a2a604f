import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  bordaFigures,
  fitTwoWay,
  gradeGraphParts,
  gradesOf,
  OFFICIAL_WEIGHTS,
  packAnswers,
  supersede,
  tally,
  type RecordedAnswer,
  type TallyRules,
} from '../index.js';

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());

/** `[entry, juror, grade]` in the order in which each juror gave them. */
type Grade = readonly [string, string, number];
const recorded = (grades: readonly Grade[]): RecordedAnswer[] =>
  grades.map(([entry, juror, grade], i) => ({
    answerId: `a${i}`,
    pseudonym: juror,
    revision: 1,
    screen: { id: `s${i}`, entries: [entry], ordinal: i + 1 },
    answer: { kind: 'grade', grade },
  }));
const packed = (ids: string, grades: readonly Grade[]) => gradesOf(packAnswers([...ids], supersede(recorded(grades))));

const worked: Grade[] = [
  ['A', 'harsh', 3],
  ['B', 'harsh', 2],
  ['B', 'lenient', 4],
  ['C', 'lenient', 4],
];

const qualities = (weights: Parameters<typeof fitTwoWay>[1], grades = worked): number[] => {
  const fit = fitTwoWay(packed('ABC', grades), weights);
  if (!fit.ok) throw new Error(fit.error.code);
  return [...fit.value.quality];
};

const close = (actual: readonly number[], expected: readonly number[], digits: number): void => {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => expect(actual[i]).toBeCloseTo(value, digits));
};

describe('the two-way fit of grades', () => {
  it('corrects for severity by plain least squares', () => {
    close(qualities({ quality: 0, juror: 0, drift: null }), [2 / 3, -1 / 3, -1 / 3], 8);
  });

  it('shrinks with weights on quality and severity', () => {
    close(qualities({ quality: 1, juror: 1, drift: null }), [0.1, -0.2, 0.1], 8);
  });

  it('takes drift within a juror out, too', () => {
    close(qualities({ quality: 1, juror: 1, drift: 1 }), [0.028, -0.167, 0.139], 3);
  });

  it('centres qualities where they have no weight of their own', () => {
    const weights = { quality: 0, juror: 1, drift: null };
    const [a = 0, b = 0, c = 0] = qualities(weights);
    expect(a + b + c).toBeCloseTo(0, 8);
  });

  it('takes the sequence from the ordinals and not from the order of the rows', () => {
    const answers = recorded(worked);
    const fit = fitTwoWay(
      gradesOf(
        packAnswers(
          [...'ABC'],
          supersede(answers.toReversed().map((a, i) => ({ ...a, screen: { ...a.screen, id: `z${i}` } }))),
        ),
      ),
      {
        quality: 1,
        juror: 1,
        drift: 1,
      },
    );
    close(fit.ok ? [...fit.value.quality] : [], [0.028, -0.167, 0.139], 3);
  });

  it('has no drift for a juror with one grade', () => {
    close(qualities({ quality: 1, juror: 1, drift: 1 }, [['A', 'j', 5]]).slice(0, 1), [0], 8);
  });

  it('is refused where jurors and entries fall apart', () => {
    const apart: Grade[] = [
      ['A', 'x', 3],
      ['B', 'y', 4],
    ];
    expect(gradeGraphParts(packed('ABC', apart))).toBe(2);
    expect(fitTwoWay(packed('ABC', apart), OFFICIAL_WEIGHTS)).toEqual({
      ok: false,
      error: { code: 'GRAPH_NOT_CONNECTED', facts: { parts: 2 } },
    });
    expect(gradeGraphParts(packed('ABC', worked))).toBe(1);
  });

  it('changes no rank when one juror adds a constant', () => {
    const cells = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(cells, fc.integer({ min: 1, max: 2 }), (grades, constant) => {
        const all = grades.map((grade, i): Grade => ['ABC'.charAt(i % 3), `j${Math.floor(i / 3)}`, grade]);
        const shifted = all.map(([entry, juror, grade]): Grade => [
          entry,
          juror,
          juror === 'j1' ? grade + constant : grade,
        ]);
        close(qualities(OFFICIAL_WEIGHTS, shifted), qualities(OFFICIAL_WEIGHTS, all), 7);
      }),
    );
  });
});

const rulesOf = (method: TallyRules['method']): TallyRules => ({
  method,
  ladder: ['primary', 'head-to-head', 'distinct-jurors', 'shared'],
  winners: 2,
});
const entriesOf = (ids: string) => [...ids].map((id) => ({ id }));

describe('a round of grades', () => {
  it('ranks by quality where the mean would be misled by a lenient juror', () => {
    const result = tally(rulesOf({ kind: 'score' }), entriesOf('ABCX'), recorded(worked), 'seed', { sha256 });
    expect(result.entries.map(({ entryId, rank }) => `${rank}${entryId}`)).toEqual(['1A', '2C', '3B', '4X']);
    expect(result.entries[0]).toMatchObject({ exposures: 1, rate: null, low: null, high: null, band: null });
    expect(result.entries[3]).toMatchObject({ value: null, exposures: 0 });
    expect(result.winners.map(({ entryId }) => entryId)).toEqual(['A', 'C']);
  });

  it('cannot be certified where jurors and entries fall apart', () => {
    const result = tally(
      rulesOf({ kind: 'score' }),
      entriesOf('AB'),
      recorded([
        ['A', 'x', 3],
        ['B', 'y', 4],
      ]),
      'seed',
      { sha256 },
    );
    expect(result.problems).toEqual([{ code: 'GRAPH_NOT_CONNECTED', facts: { parts: 2 } }]);
    expect(result.entries.map(({ rank, value }) => [rank, value])).toEqual([
      [1, null],
      [1, null],
    ]);
  });
});

const orders = (...ballots: [times: number, order: string][]): RecordedAnswer[] =>
  ballots.flatMap(([times, order], b) =>
    Array.from({ length: times }, (_, i): RecordedAnswer => ({
      answerId: `b${b}-${i}`,
      pseudonym: `j${b}-${i}`,
      revision: 1,
      screen: { id: `s${b}-${i}`, entries: [...order].sort() },
      answer: { kind: 'order', order: [...order] },
    })),
  );

describe('a round of orders', () => {
  it('ranks by Borda points: 5 ACBED, 5 ADECB, 8 BEDAC, 3 CABED, 7 CAEBD, 2 CBADE, 7 DCEBA, 8 EBADC', () => {
    const answers = orders(
      [5, 'ACBED'],
      [5, 'ADECB'],
      [8, 'BEDAC'],
      [3, 'CABED'],
      [7, 'CAEBD'],
      [2, 'CBADE'],
      [7, 'DCEBA'],
      [8, 'EBADC'],
    );
    const result = tally(rulesOf({ kind: 'rank', max: 5 }), entriesOf('ABCDE'), answers, 'seed', { sha256 });
    expect(result.entries.map(({ entryId }) => entryId).join('>')).toBe('E>A>B>C>D');
  });

  it('gives 42 MNCK, 26 NCKM, 15 CKNM, 17 KCNM the points 194, 173, 126, 107, counted from 0', () => {
    const answers = orders([42, 'MNCK'], [26, 'NCKM'], [15, 'CKNM'], [17, 'KCNM']);
    const figures = bordaFigures(packAnswers([...'NCMK'], supersede(answers)));
    expect([...figures].map((figure) => Math.round((figure - 1) * 100))).toEqual([194, 173, 126, 107]);
  });

  it('shares the rest among those who were not placed', () => {
    const answers: RecordedAnswer[] = [
      {
        answerId: 'a',
        pseudonym: 'j',
        revision: 1,
        screen: { id: 's', entries: [...'abcd'] },
        answer: { kind: 'order', order: ['c'] },
      },
    ];
    expect([...bordaFigures(packAnswers([...'abcdx'], answers))]).toEqual([2, 2, 4, 2, NaN]);
    // Without c, who left, there is nobody in front: the three share 1 to 3.
    expect([...bordaFigures(packAnswers([...'abd'], answers))]).toEqual([2, 2, 2]);
  });

  it('settles equals head to head by who stood before whom', () => {
    // Both have 7 points; two of three put a before b.
    const answers = orders([2, 'abc'], [1, 'bca']);
    const result = tally(rulesOf({ kind: 'rank', max: 3 }), entriesOf('abc'), answers, 'seed', { sha256 });
    expect(result.entries.map(({ entryId, rank, ladderStep }) => `${rank}${entryId} ${ladderStep}`)).toEqual([
      '1a head-to-head',
      '2b head-to-head',
      '3c null',
    ]);
  });
});
