import {
  answersOfJurors,
  countPicks,
  jurorEfforts,
  packAnswers,
  podiumOf,
  rateGroups,
  readPackedPicks,
  secondOpinion,
  type RecordedAnswer,
} from '../../index.js';

const IDS = ['1', '2', '3', '10'];
/** `[ms, shown, picks]` as PostgreSQL packs it: 23 is its type of 32-bit numbers. */
type Row = readonly [ms: number, shown: readonly number[], picks: readonly number[]];
const sent = (numbers: readonly number[]): number[] =>
  numbers.length === 0 ? [0, 0, 23] : [1, 0, 23, numbers.length, 1, ...numbers.flatMap((number) => [4, number])];
const block = (rows: readonly Row[]): Uint8Array => {
  const words = rows.flatMap(([ms, shown, picks]) => [ms, ...sent(shown), ...sent(picks)]);
  const bytes = new Uint8Array(words.length * 4);
  words.forEach((word, i) => new DataView(bytes.buffer).setUint32(i * 4, word));
  return bytes;
};
const read = (...jurors: (readonly Row[])[]) => readPackedPicks(IDS, jurors.map(block));

describe('packed picks', () => {
  it('read like the answers that they were', () => {
    const rows: Row[][] = [
      [
        [900, [10, 2, 1], [2]],
        [800, [3, 1], [3]],
      ],
      [[700, [2, 3], [3]]],
    ];
    const answers = rows.flatMap((own, j) =>
      own.map(([, shown, picks], k): RecordedAnswer => ({
        answerId: `${j}${k}`,
        pseudonym: `j${j}`,
        revision: 1,
        screen: { id: `${j}${k}`, entries: shown.map(String) },
        answer: { kind: 'picks', picks: picks.map(String) },
      })),
    );
    expect(read(...rows)).toEqual({ packed: packAnswers(IDS, answers), shownMs: Uint32Array.from([900, 800, 700]) });
  });

  it('leave out entries that have left, and answers and jurors of whom nothing stays', () => {
    const { packed, shownMs } = read([[1, [77, 78], []]], [[2, [77, 3], [77]]]);
    expect([packed.count, packed.jurorCount, [...packed.shown], [...packed.marks], [...shownMs]]).toEqual([
      1,
      1,
      [2],
      [0],
      [2],
    ]);
  });

  it('may be narrowed to some jurors', () => {
    const { packed } = read([[1, [1, 2], [1]]], [[1, [1, 2], [2]]], [[1, [2, 3], [3]]]);
    const { picks, exposures } = countPicks(answersOfJurors(packed, (juror) => juror !== 1));
    expect([[...picks], [...exposures]]).toEqual([
      [1, 0, 1, 0],
      [1, 2, 1, 0],
    ]);
    expect(answersOfJurors(packed, () => true)).toBe(packed);
  });
});

const times = (count: number, row: (k: number) => Row): Row[] => Array.from({ length: count }, (_, k) => row(k));
/** A careful juror: 1 before 2 before 3, wherever they stand. */
const careful = (k: number): Row => {
  const shown = [
    [1, 2],
    [3, 2],
    [3, 1],
    [2, 1],
  ][k % 4] as number[];
  return [10_000, shown, [Math.min(...shown)]];
};

describe('the effort of jurors', () => {
  it('of careful ones raises no flag', () => {
    const efforts = jurorEfforts(read(times(12, careful), times(12, careful), times(12, careful)));
    expect(efforts.map(({ flags, answers, medianMs }) => [flags, answers, medianMs])).toEqual(
      Array.from({ length: 3 }, () => [[], 12, 10_000]),
    );
    expect(efforts[0]?.agreement).toBeGreaterThan(2);
  });

  it('shows who is much faster than the others', () => {
    const hasty = times(6, (k) => [2_000 + (k % 2), ...(careful(k).slice(1) as [number[], number[]])]);
    const efforts = jurorEfforts(read(times(6, careful), times(6, careful), hasty));
    expect(efforts.map(({ flags }) => flags)).toEqual([[], [], ['fast']]);
    expect(efforts[2]?.medianMs).toBe(2000.5);
  });

  it('of who voted on paper, where nothing is measured, is neither fast nor makes others slow', () => {
    const paper = times(6, (k) => [0, ...(careful(k).slice(1) as [number[], number[]])]);
    const hasty = times(6, (k) => [2_000, ...(careful(k).slice(1) as [number[], number[]])]);
    const efforts = jurorEfforts(read(times(6, careful), paper, paper, hasty, times(6, careful)));
    expect(efforts.map(({ flags }) => flags)).toEqual([[], [], [], ['fast'], []]);
  });

  it('shows who picks the same place, longer than chance allows', () => {
    // In pairs every second answer repeats a place by chance: 14 answers allow 12 in a row (14/2^11 = .007), not 16.
    const left = (k: number): Row => [10_000, k % 2 ? [1, 3] : [3, 1], k % 2 ? [1] : [3]];
    const [short, long] = [12, 16].map((run) => jurorEfforts(read(times(run, left), times(8, careful)))[0]);
    expect([short?.longestRun, short?.flags]).toEqual([12, []]);
    expect([long?.longestRun, long?.flags]).toEqual([16, ['one-position']]);
  });

  it('shows who picks what the others pass over', () => {
    const contrary = times(12, (k) => {
      const [ms, shown] = careful(k);
      return [ms, shown, [Math.max(...shown)]];
    });
    const efforts = jurorEfforts(read(times(12, careful), times(12, careful), contrary));
    expect(efforts.map(({ flags }) => flags)).toEqual([[], [], ['contrary']]);
  });

  it('says nothing of few answers, nor of what nobody else has seen', () => {
    const few = jurorEfforts(
      read(
        times(4, (): Row => [1, [1, 2], [2]]),
        times(9, careful),
      ),
    );
    expect(few[0]).toMatchObject({ answers: 4, flags: [] });
    expect(jurorEfforts(read(times(6, careful)))[0]?.agreement).toBeNull();
    expect(jurorEfforts(read())).toEqual([]);
  });
});

describe('a second opinion', () => {
  it('sees whom an entry stood beside', () => {
    // 10 and 1 are picked every second time; but 10 stood beside 2, that loses to all, and 1 beside 3, that wins.
    const { packed } = read(
      times(4, (k): Row => [1, [1, 3], [k % 2 ? 1 : 3]]),
      times(4, (k): Row => [1, [10, 2], [k % 2 ? 10 : 2]]),
      times(4, (): Row => [1, [3, 2], [3]]),
    );
    expect(rateGroups(packed)).toEqual([[2], [0, 3], [1]]);
    const { groups, reliability, splitHalf } = secondOpinion(packed);
    expect(groups).toEqual([[2], [0], [3], [1]]);
    expect(reliability).not.toBeNull();
    expect(splitHalf).toBeNull();
  });

  it('compares podiums, a shared place whole', () => {
    expect(podiumOf([[4], [1, 2], [3], [0]], 2)).toEqual([[4], [1, 2]]);
    expect(podiumOf([[4], [1, 2], [3], [0]], 3)).toEqual([[4], [1, 2]]);
    expect(podiumOf([[4]], 3)).toEqual([[4]]);
  });
});
