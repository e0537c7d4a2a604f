import fc from 'fast-check';
import {
  answerShape,
  screenSize,
  seededRandom,
  shuffled,
  supersede,
  validateAnswer,
  validateMethod,
  type Answer,
  type Method,
  type RecordedAnswer,
} from '../index.js';

const screenOf = (n: number) => ({ id: 's1', entries: Array.from({ length: n }, (_, i) => `e${i + 1}`) });
const picks = (...ids: string[]): Answer => ({ kind: 'picks', picks: ids });
const order = (...ids: string[]): Answer => ({ kind: 'order', order: ids });
const grade = (value: number): Answer => ({ kind: 'grade', grade: value });
const grid: Method = { kind: 'grid', size: 9, picks: 3 };
const approve: Method = { kind: 'approve', max: 3 };
const rank: Method = { kind: 'rank', max: 3 };

const codeOf = (method: Method, shown: number, answer: Answer): string => {
  const result = validateAnswer(method, screenOf(shown), answer);
  return result.ok ? 'ok' : result.error.code;
};

describe('an answer', () => {
  it.each<[string, Method, number, Answer, string]>([
    ['exactly m of g', grid, 9, picks('e1', 'e5', 'e9'), 'ok'],
    ['one too few of a grid', grid, 9, picks('e1', 'e5'), 'TOO_FEW_PICKS'],
    ['one too many of a grid', grid, 9, picks('e1', 'e2', 'e3', 'e4'), 'TOO_MANY_PICKS'],
    ['two of a short grid of three', grid, 3, picks('e1', 'e2'), 'ok'],
    ['all of a short grid of three', grid, 3, picks('e1', 'e2', 'e3'), 'TOO_MANY_PICKS'],
    ['the only one of a grid of one', grid, 1, picks('e1'), 'ok'],
    ['an entry of another screen', grid, 9, picks('e1', 'e2', 'e10'), 'FOREIGN_ENTRY'],
    ['one entry twice', grid, 9, picks('e1', 'e2', 'e2'), 'DUPLICATE_PICK'],
    ['one approval', approve, 40, picks('e40'), 'ok'],
    ['as many approvals as allowed', approve, 40, picks('e1', 'e2', 'e3'), 'ok'],
    ['no approval at all', approve, 40, picks(), 'TOO_FEW_PICKS'],
    ['more approvals than allowed', approve, 40, picks('e1', 'e2', 'e3', 'e4'), 'TOO_MANY_PICKS'],
    ['one of a pair', { kind: 'pair' }, 2, picks('e2'), 'ok'],
    ['both of a pair', { kind: 'pair' }, 2, picks('e1', 'e2'), 'TOO_MANY_PICKS'],
    ['in', { kind: 'yes-no' }, 1, { kind: 'verdict', verdict: 'in' }, 'ok'],
    ['a pick where a verdict is asked', { kind: 'yes-no' }, 1, picks('e1'), 'WRONG_KIND'],
    ['grade 1', { kind: 'score' }, 1, grade(1), 'ok'],
    ['grade 5', { kind: 'score' }, 1, grade(5), 'ok'],
    ['grade 0', { kind: 'score' }, 1, grade(0), 'GRADE_OUT_OF_RANGE'],
    ['grade 6', { kind: 'score' }, 1, grade(6), 'GRADE_OUT_OF_RANGE'],
    ['half a grade', { kind: 'score' }, 1, grade(2.5), 'GRADE_OUT_OF_RANGE'],
    ['no number', { kind: 'score' }, 1, grade(NaN), 'GRADE_OUT_OF_RANGE'],
    ['an order', rank, 10, order('e3', 'e1'), 'ok'],
    ['an order of nothing', rank, 10, order(), 'TOO_FEW_PICKS'],
    ['an order that is too long', rank, 10, order('e1', 'e2', 'e3', 'e4'), 'TOO_MANY_PICKS'],
    ['an order with a stranger', rank, 10, order('e11'), 'FOREIGN_ENTRY'],
    ['an order where picks are asked', grid, 9, order('e1', 'e2', 'e3'), 'WRONG_KIND'],
  ])('with %s', (_what, method, shown, answer, expected) => {
    expect(codeOf(method, shown, answer)).toBe(expected);
  });

  it('may always be a skip', () => {
    for (const method of [grid, approve, rank, { kind: 'pair' }, { kind: 'yes-no' }, { kind: 'score' }] as Method[])
      expect(codeOf(method, 5, { kind: 'skip' })).toBe('ok');
  });

  it('is refused with facts that a sentence can be made of', () => {
    expect(validateAnswer(grid, screenOf(9), picks('e1'))).toEqual({
      ok: false,
      error: { code: 'TOO_FEW_PICKS', facts: { least: 3, most: 3, given: 1 } },
    });
    expect(validateAnswer(grid, screenOf(9), grade(3))).toEqual({
      ok: false,
      error: { code: 'WRONG_KIND', facts: { expected: 'picks', given: 'grade' } },
    });
  });

  it('has the shape that the screen asks for', () => {
    expect(answerShape(approve, 2)).toEqual({ kind: 'picks', least: 1, most: 2 });
    expect(answerShape({ kind: 'rank', max: 10 }, 6)).toEqual({ kind: 'order', least: 1, most: 6 });
    expect(answerShape({ kind: 'yes-no' }, 1).kind).toBe('verdict');
    expect(answerShape({ kind: 'score' }, 1).kind).toBe('grade');
  });
});

describe('a method', () => {
  it.each<[Method, number, string]>([
    [grid, 3_000, 'ok'],
    [approve, 60, 'ok'],
    [approve, 61, 'TOO_MANY_ENTRIES_FOR_METHOD'],
    [{ kind: 'approve', max: 0 }, 10, 'METHOD_OUT_OF_RANGE'],
    [{ kind: 'grid', size: 9, picks: 9 }, 100, 'METHOD_OUT_OF_RANGE'],
    [{ kind: 'grid', size: 1, picks: 1 }, 100, 'METHOD_OUT_OF_RANGE'],
    [{ kind: 'grid', size: 9, picks: 1.5 }, 100, 'METHOD_OUT_OF_RANGE'],
    [{ kind: 'rank', max: 11 }, 10, 'METHOD_OUT_OF_RANGE'],
    [{ kind: 'rank', max: 10 }, 10, 'ok'],
    [{ kind: 'pair' }, 1, 'TOO_FEW_ENTRIES'],
    [{ kind: 'score' }, 1, 'ok'],
    [{ kind: 'yes-no' }, 0, 'TOO_FEW_ENTRIES'],
  ])('%j over %d entries: %s', (method, entries, expected) => {
    const result = validateMethod(method, entries);
    expect(result.ok ? 'ok' : result.error.code).toBe(expected);
  });

  it('says how many entries a screen shows', () => {
    expect(
      [approve, grid, { kind: 'pair' } as const, rank, { kind: 'score' } as const].map((m) => screenSize(m, 40)),
    ).toEqual([40, 9, 2, 10, 1]);
    expect(
      [approve, grid, { kind: 'pair' } as const, rank, { kind: 'yes-no' } as const].map((m) => screenSize(m, 1)),
    ).toEqual([1, 1, 1, 1, 1]);
  });
});

describe('superseding', () => {
  const recorded = (
    answerId: string,
    pseudonym: string,
    screen: string,
    revision: number,
    answer = picks('e1'),
  ): RecordedAnswer => ({
    answerId,
    pseudonym,
    revision,
    screen: { ...screenOf(9), id: screen },
    answer,
  });

  it('keeps the latest revision of each juror and screen', () => {
    const kept = supersede([
      recorded('a1', 'p1', 's1', 1),
      recorded('a3', 'p1', 's1', 3, { kind: 'skip' }),
      recorded('a2', 'p1', 's1', 2),
      recorded('b1', 'p2', 's1', 1),
      recorded('a4', 'p1', 's2', 4),
    ]);
    expect(kept.map(({ answerId }) => answerId)).toEqual(['a3', 'a4', 'b1']);
  });

  it('settles equal revisions by answer id, whichever came first', () => {
    const [a, b] = [recorded('a', 'p', 's', 1), recorded('b', 'p', 's', 1)];
    expect(supersede([a, b])).toEqual([b]);
    expect(supersede([b, a])).toEqual([b]);
  });

  it('does not care for order or repeated delivery', () => {
    const answer = fc.record({
      p: fc.integer({ min: 0, max: 3 }),
      s: fc.integer({ min: 0, max: 4 }),
      r: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(answer), fc.string(), (list, seed) => {
        const answers = list.map(({ p, s, r }, i) => recorded(`a${i}`, `p${p}`, `s${s}`, r));
        expect(supersede(shuffled([...answers, ...answers], seededRandom(seed)))).toEqual(supersede(answers));
      }),
    );
  });
});
