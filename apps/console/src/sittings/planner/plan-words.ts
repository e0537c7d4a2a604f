import {
  GOOD_EXPOSURES,
  LEAST_EXPOSURES,
  planWarnings,
  type Plan,
  type PlannedRound,
  type Refusal,
} from '@zuimei/domain';
import { methodInWords } from '../words.js';

const NAMES = ['初评', '复评', '终评'] as const;

/** 初评, 复评, 终评; the last of several is always 终评. */
export const roundName = (index: number, rounds: number): string =>
  rounds > 1 && index === rounds - 1 ? '终评' : (NAMES[index] ?? `第 ${index + 1} 轮`);

/** 「全部 1000 幅，9 选 3」 then 「前 90 幅，4 选 1」. */
export const planInWords = ({ rounds }: Plan): string =>
  rounds
    .map(({ method, entries }, i) => `${i === 0 ? '全部' : '前'} ${entries} 幅，${methodInWords(method)}`)
    .join(' → ');

/** 「至少被选中 12/40 次」 has no meaning before a vote; what is known is how many go on. */
export const goesOnInWords = ({ winners }: PlannedRound, last: boolean): string =>
  last ? `选出 ${winners} 幅` : `前 ${winners} 幅进入下一轮`;

/** Minutes that a round takes, rounded up. */
export const minutesOf = ({ screens, seconds }: PlannedRound): number =>
  Math.max(1, Math.ceil((screens * seconds) / 60));

/** What a plan falls short of, naming the rule. */
export const warningsInWords = (plan: Plan): string[] =>
  planWarnings(plan).map(
    ({ round, exposures, good }) =>
      `${roundName(round - 1, plan.rounds.length)}每幅约展示 ${exposures} 次，规则建议${round === 1 ? '第一轮' : '以后各轮'}不少于 ${good} 次：差别小的作品分不开。`,
  );

/** Why there is no plan, naming the rule. */
export const refusalInWords = ({ code, facts }: Refusal): string =>
  code === 'PLAN_TOO_THIN'
    ? `每幅最多只能展示 ${String(facts.most)} 次，少于规则要求的 ${LEAST_EXPOSURES} 次，结果近于抽签。请多请评审员、延长时间，或先减少作品（目标是 ${GOOD_EXPOSURES.first} 次）。`
    : '作品 2 到 5000 幅，评审员 1 到 2000 名，时间 1 到 480 分钟，选出的要少于作品。';

/** What a plan fills into the form of its first round. */
export interface RoundDraft {
  name: string;
  kind: 'grid' | 'approve';
  size?: string;
  picks?: string;
  max?: string;
  winners: string;
  minutes: string;
  target: string;
  focus: boolean;
  /** The last round of the plan finds the winners. */
  final: boolean;
}

export const draftOf = ({ rounds }: Plan, index = 0): RoundDraft => {
  const round = rounds[index] as PlannedRound;
  const { method, winners, exposures, focusAfter } = round;
  return {
    name: roundName(index, rounds.length),
    kind: method.kind,
    ...(method.kind === 'grid'
      ? { size: String(method.size), picks: String(method.picks) }
      : { max: String(method.max) }),
    winners: String(winners),
    minutes: String(minutesOf(round)),
    target: String(focusAfter ?? Math.max(1, Math.floor(exposures))),
    focus: focusAfter !== undefined,
    final: index === rounds.length - 1,
  };
};
