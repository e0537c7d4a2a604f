import { candidatePlans, type PlanRequest } from '@zuimei/domain';
import { draftOf, minutesOf, planInWords, refusalInWords, roundName, warningsInWords } from './plan-words.js';

const request: PlanRequest = { entries: 3000, jurors: 200, minutes: 25, winners: 30, leaving: 0 };
const plans = (part: Partial<PlanRequest> = {}) => {
  const made = candidatePlans({ ...request, ...part });
  if (!made.ok) throw new Error(made.error.code);
  return made.value;
};

describe('a plan in words', () => {
  it('says what each round holds and how it is voted', () => {
    const three = plans().find(({ rounds }) => rounds.length === 3 && !rounds.some(({ focusAfter }) => focusAfter));
    expect(three && planInWords(three)).toBe('全部 3000 幅，9 选 3 → 前 300 幅，9 选 3 → 前 90 幅，9 选 3');
    expect([0, 1, 2].map((i) => roundName(i, 3))).toEqual(['初评', '复评', '终评']);
    expect([roundName(0, 1), roundName(1, 2), roundName(3, 5)]).toEqual(['初评', '终评', '第 4 轮']);
  });

  it('names the rule that it falls short of, or that refuses it', () => {
    expect(warningsInWords(plans()[0] ?? { rounds: [] })).toEqual([
      '初评每幅约展示 36 次，规则建议第一轮不少于 40 次：差别小的作品分不开。',
    ]);
    const none = candidatePlans({ ...request, jurors: 20 });
    expect(none.ok ? '' : refusalInWords(none.error)).toContain('最多只能展示 3.6 次，少于规则要求的 10 次');
    expect(refusalInWords({ code: 'PLAN_OUT_OF_RANGE', facts: {} })).toContain('作品 2 到 5000 幅');
  });

  it('fills the form of a round', () => {
    const two = plans({ entries: 1000 }).find(
      ({ rounds }) => rounds[1]?.focusAfter && rounds[1].method.kind === 'grid',
    );
    expect(two && draftOf(two)).toMatchObject({
      name: '初评',
      kind: 'grid',
      size: '9',
      picks: '3',
      focus: false,
      final: false,
    });
    expect(two && draftOf(two, 1)).toMatchObject({ name: '终评', winners: '30', focus: true, final: true });
    const [wall] = plans({ entries: 40, winners: 5, minutes: 4 });
    expect(wall && draftOf(wall)).toEqual({
      name: '初评',
      kind: 'approve',
      max: '5',
      winners: '5',
      minutes: '4',
      target: '200',
      focus: false,
      final: true,
    });
    expect(wall?.rounds[0] && minutesOf(wall.rounds[0])).toBe(4);
  });
});
