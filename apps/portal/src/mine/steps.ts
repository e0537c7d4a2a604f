import { type PROBLEMS, type SubmissionView } from '@zuimei/contracts';
import { PROBLEM_TEXTS, REFUSAL_REASON_LABELS, editionLabel, entryNumberLabel, problemText } from '@zuimei/glossary';
import { type TimelineStep, formatDate } from '@zuimei/ui';

/** 待审核 → 已通过 → 入围 → 获奖; undefined where the way has ended. */
export function stepsOf({ state, receivedAt, decidedAt, entry, award }: SubmissionView): TimelineStep[] | undefined {
  if (state === 'received' || state === 'processed') {
    return [
      { label: '待审核', note: formatDate(receivedAt), state: 'now' },
      { label: '已通过', state: 'future' },
      { label: '入围', state: 'future' },
      { label: '获奖', state: 'future' },
    ];
  }
  if (state !== 'approved' || (entry && entry.state !== 'active')) return undefined;
  const shortlisted = entry?.shortlisted ?? false;
  return [
    { label: '待审核', note: formatDate(receivedAt), state: 'done' },
    {
      label: '已通过',
      note: decidedAt ? formatDate(decidedAt) : undefined,
      state: shortlisted || award ? 'done' : 'now',
    },
    { label: '入围', state: award ? 'done' : shortlisted ? 'now' : 'future' },
    { label: '获奖', note: award?.prize, state: award ? 'won' : 'future' },
  ];
}

/** Why a photo was sent back or refused, and what is possible now. */
export function reasonInWords({
  state,
  reason,
  note,
  entry,
}: SubmissionView): { rule: string; next: string } | undefined {
  if (entry?.blockedBy) {
    const { editionKey, number } = entry.blockedBy;
    return {
      rule: '与往期获奖作品近似',
      next: `和${editionLabel(editionKey)}获奖作品 ${entryNumberLabel(number)} 几乎一样。获过奖的照片不再参加评审；如果不是同一张，请联系主办工会。`,
    };
  }
  if (entry && (entry.state === 'disqualified' || entry.state === 'blocked')) {
    return { rule: '取消资格', next: note ?? '有疑问请联系主办工会。' };
  }
  if (state !== 'fix-requested' && state !== 'rejected' && state !== 'unreadable') return undefined;
  const rule = reason === null ? '' : sentenceOf(reason);
  if (state === 'unreadable') return { rule, next: '这幅不占名额，请从相册里重新选一次。' };
  if (state === 'fix-requested') return { rule, next: note ?? '改好再交，编号和次序都不变。' };
  return { rule, next: note ?? '不占名额，可以换一幅再投。' };
}

function sentenceOf(reason: string): string {
  if (Object.hasOwn(REFUSAL_REASON_LABELS, reason))
    return REFUSAL_REASON_LABELS[reason as keyof typeof REFUSAL_REASON_LABELS].zh;
  if (Object.hasOwn(PROBLEM_TEXTS, reason)) return problemText(reason as keyof typeof PROBLEMS);
  return reason;
}
