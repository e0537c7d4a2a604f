import { type ProgressView } from '@zuimei/contracts';

type RecentEvent = ProgressView['recent'][number];

const WORDS: Record<string, string> = {
  'round.prepared': '轮次已就绪',
  'round.opened': '开放投票',
  'round.paused': '暂停',
  'round.resumed': '继续',
  'round.collecting': '开始收票',
  'round.closed': '结束本轮',
  'round.tallied': '计票',
  'round.certified': '确认结果',
  'round.published': '公布',
  'pass.replaced': '换发评审证，旧证已失效',
  'pass.revoked': '评审证作废',
  'seat.opened': '签到',
  'seat.moved': '换了一台平板',
  'ballot.completed': '交还平板，凭证已发',
  'badges.printed': '打印评审证',
};

/** What happened, in words: the seat first where there is one. */
export function eventInWords({ action, facts }: RecentEvent): string {
  const words = WORDS[action] ?? action;
  return typeof facts.alias === 'string' ? `${facts.alias} ${words}` : words;
}
