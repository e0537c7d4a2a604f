import { type SubmissionView } from '@zuimei/contracts';
import { reasonInWords, stepsOf } from './steps.js';

const submission = (over: Partial<SubmissionView>) =>
  ({
    state: 'processed',
    receivedAt: '2026-11-09T04:00:00Z',
    decidedAt: null,
    reason: null,
    note: null,
    entry: null,
    award: null,
    ...over,
  }) as SubmissionView;
const entry = { id: 'e', number: 641, state: 'active' as const, shortlisted: false, blockedBy: null };

describe('the way of a submission', () => {
  it.each([
    ['待审核', submission({ state: 'received' }), 0],
    ['已通过', submission({ state: 'approved', decidedAt: '2026-11-10T04:00:00Z', entry }), 1],
    ['入围', submission({ state: 'approved', entry: { ...entry, shortlisted: true } }), 2],
  ])('stands at %s', (label, view, index) => {
    const steps = stepsOf(view);
    expect(steps?.[index]).toMatchObject({ label, state: 'now' });
    expect(steps?.slice(0, index).every(({ state }) => state === 'done')).toBe(true);
  });

  it('ends in 获奖', () =>
    expect(stepsOf(submission({ state: 'approved', entry, award: { rank: 2, prize: '第二名' } }))?.[3]).toEqual({
      label: '获奖',
      note: '第二名',
      state: 'won',
    }));

  it('says of a copy of a past winner which one, and what is possible', () => {
    const blocked = submission({
      state: 'approved',
      entry: { ...entry, state: 'blocked', blockedBy: { editionKey: '2026-09', number: 417 } },
    });
    expect(stepsOf(blocked)).toBeUndefined();
    expect(reasonInWords(blocked)).toEqual({
      rule: '与往期获奖作品近似',
      next: '和2026年9月期获奖作品 0417 几乎一样。获过奖的照片不再参加评审；如果不是同一张，请联系主办工会。',
    });
  });

  it('has no steps after a refusal, but the rule and what is possible', () => {
    const rejected = submission({ state: 'rejected', reason: 'duplicate' });
    expect(stepsOf(rejected)).toBeUndefined();
    expect(reasonInWords(rejected)).toEqual({ rule: '重复投稿', next: '不占名额，可以换一幅再投。' });
    expect(
      reasonInWords(submission({ state: 'fix-requested', reason: 'faces-without-consent', note: '请给工牌打码' })),
    ).toEqual({ rule: '能认出的人未同意', next: '请给工牌打码' });
    expect(reasonInWords(submission({ state: 'unreadable', reason: 'CORRUPT' }))?.rule).toContain('照片已损坏');
  });
});
