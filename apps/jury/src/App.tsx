import { Button } from '@zuimei/ui';
import { type ReactNode } from 'react';
import { useIdle } from './device/use-idle.js';
import { ordinal } from './model/ballot.js';
import { CheckIn } from './screens/CheckIn.js';
import { Enrol } from './screens/Enrol.js';
import { FullNotice } from './screens/FullNotice.js';
import { Receipt } from './screens/Receipt.js';
import { useSession, useSnapshot } from './screens/session-context.js';
import { Voting } from './screens/Voting.js';
import { Welcome } from './screens/Welcome.js';
import { type Snapshot } from './session/snapshot.js';
import { type TabletProblem } from './tablet/records.js';
import { PROBLEM_WORDS } from './tablet/words.js';

const QUIET_MS = 60_000;
const WARN_MS = 20_000;

const isOver = ({ seat }: Snapshot): boolean =>
  seat !== null && !['ready', 'open', 'paused', 'collecting'].includes(seat.round.state);

/** Nobody votes here, and why: said before anyone has begun. */
function NotFit({ problem }: { problem: TabletProblem }) {
  const { title, words } = PROBLEM_WORDS[problem];
  return (
    <FullNotice
      page
      title={title}
      action={
        <Button kind="primary" size="jury" wide onClick={() => location.reload()}>
          重新检查
        </Button>
      }
    >
      <p>{words}</p>
    </FullNotice>
  );
}

/** The screen of a phase. */
function Room() {
  const session = useSession();
  const snapshot = useSnapshot();
  const { phase, seat, busy, trouble, tablet, enrolling } = snapshot;
  const give = (
    <Button kind="primary" size="jury" wide onClick={() => void session.handOver()}>
      交还平板
    </Button>
  );
  switch (phase) {
    case 'starting':
      return <div className="room" />;
    case 'check-in':
      if (enrolling) return <Enrol />;
      return tablet?.problem ? <NotFit problem={tablet.problem} /> : <CheckIn />;
    case 'broken':
      return <NotFit problem={snapshot.problem ?? 'STORAGE_BLOCKED'} />;
    case 'lost':
      return (
        <FullNotice page title="这个席位已经结束" action={give}>
          <p>{trouble}</p>
          <p>可能评审证在另一台平板上签到了。已投的都在，会继续上传。</p>
        </FullNotice>
      );
    case 'receipt':
      return <Receipt key={seat?.seatId} />;
    case 'welcome':
    case 'voting':
      if (seat?.round.state === 'cancelled')
        return (
          <FullNotice page title="主持人取消了这一轮" action={give}>
            <p>没有作答被计入。请等主持人说下一步。</p>
          </FullNotice>
        );
      if (isOver(snapshot))
        return (
          <FullNotice
            page
            title="本轮已经结束，谢谢您"
            action={
              <Button
                kind="primary"
                size="jury"
                wide
                busy={busy && '正在做凭证…'}
                onClick={() => void session.complete()}
              >
                拿投票凭证
              </Button>
            }
          >
            <p>您投了 {seat?.ballot.totals.seen ?? 0} 屏。还没确认的这一屏不计入。</p>
          </FullNotice>
        );
      return phase === 'welcome' ? <Welcome /> : <Voting key={seat?.seatId} />;
  }
}

/** What lies over the screen: the host's pause, and the question whether anybody is still there. */
function useOver(): ReactNode {
  const session = useSession();
  const snapshot = useSnapshot();
  const { phase, seat } = snapshot;
  // A juror who began on the host's word may hear from the server that the round is not open yet.
  const early = phase === 'voting' && seat?.round.state === 'ready';
  const paused = early || (phase === 'voting' && seat?.round.state === 'paused');
  const waiting = phase === 'welcome' && (seat?.round.state === 'paused' || seat?.round.state === 'ready');
  const watched = (phase === 'welcome' || phase === 'voting' || phase === 'lost') && !paused && !waiting;
  const left = useIdle(watched, QUIET_MS, WARN_MS, () => void session.handOver());
  if (paused && seat)
    return (
      <FullNotice
        urgent
        title={early ? '主持人还没有开放投票' : '主持人按了暂停'}
        action={
          <Button size="jury" onClick={() => void session.handOver()}>
            先交还平板
          </Button>
        }
      >
        <p>
          您选的都在，{early ? '开始' : '恢复'}后从第 {ordinal(seat.ballot, seat.answeredBefore)} 屏继续。
        </p>
      </FullNotice>
    );
  if (left !== null)
    return (
      <FullNotice
        urgent
        title={
          <>
            还在吗？<b className="notice__left">{left}</b>
          </>
        }
        action={
          <Button kind="primary" size="jury" wide>
            我还在
          </Button>
        }
      >
        <p>60 秒没有动作了，{left} 秒后平板会收起您的席位。已投的都会计入；再扫评审证，可以接着投。</p>
      </FullNotice>
    );
  return null;
}

export function App() {
  const over = useOver();
  return (
    <>
      <div className="under" inert={over !== null}>
        <Room />
      </div>
      {over}
    </>
  );
}
