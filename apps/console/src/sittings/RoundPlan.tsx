import { type RoundView } from '@zuimei/contracts';
import { Note } from '@zuimei/ui';
import { BlockedEntries } from '../editions/BlockedEntries.js';
import { AdvancingNote } from './AdvancingNote.js';
import { ladderInWords, methodInWords, screensEach } from './words.js';

/** The declared rules of a round that has not been opened. */
export function RoundPlan({ round, passes, waiting }: { round: RoundView; passes: number; waiting: number }) {
  const { method, entryCount, targetExposure, caps } = round;
  const screens = screensEach(method, entryCount, targetExposure, passes);
  return (
    <section className="rnd__plan">
      <h2 className="con-h2">开放之前公布的规则</h2>
      <dl>
        <dt>投票方式</dt>
        <dd>{methodInWords(method)}</dd>
        <dt>参评作品</dt>
        <dd>
          {entryCount} 幅{round.afterId && round.state === 'draft' && '（前一轮确认后放进来）'}
        </dd>
        <dt>选出</dt>
        <dd>
          {round.winners} 幅{round.final ? '获奖' : '进入下一轮'}
        </dd>
        <dt>计划用时</dt>
        <dd>{round.parentId ? '30 秒' : `${round.plannedMinutes} 分钟`}</dd>
        <dt>每幅目标展示</dt>
        <dd>
          {targetExposure} 次{round.focus && '；达到以后，余下的屏先给分数线附近的作品'}
        </dd>
        <dt>并列规则</dt>
        <dd>{ladderInWords(round.tieLadder)}</dd>
        <dt>上限</dt>
        <dd>
          {[caps.perAuthor && `每位作者 ${caps.perAuthor} 幅`, caps.perCompany && `每个单位 ${caps.perCompany} 幅`]
            .filter(Boolean)
            .join('，') || '没有'}
        </dd>
        <dt>种子的 SHA-256</dt>
        <dd className="zm-mono">{round.seedCommitment}</dd>
      </dl>
      {round.afterId && <AdvancingNote roundId={round.afterId} />}
      <BlockedEntries count={round.blockedEntries} />
      {round.state === 'ready' && (
        <p className="rnd__waiting" role="status">
          {waiting === 0 ? '评审员现在就可以签到，在平板上等开始。' : `${waiting} 名评审员已签到，在平板上等开始。`}
        </p>
      )}
      {passes === 0 ? (
        <Note tone="warn">还没有发评审证：先回到评审会发证、打印。</Note>
      ) : (
        <Note tone="info">
          {passes} 名评审员，每人约 {screens} 屏，每幅就能展示 {targetExposure} 次。
        </Note>
      )}
    </section>
  );
}
