import { Button, SlowNote } from '@zuimei/ui';
import { canGoBack } from '../model/ballot.js';
import { Decision } from './Decision.js';
import { FullNotice } from './FullNotice.js';
import { useSession, useSnapshot } from './session-context.js';
import { SyncChips } from './SyncChips.js';

/** Behind the last screen: the end, or the wait for the next deck. */
export function AllAnswered({ onBack }: { onBack: () => void }) {
  const session = useSession();
  const { seat, reached, busy } = useSnapshot();
  if (!seat) return null;
  const { ballot, round } = seat;
  const over = ballot.last || round.state === 'collecting';
  return (
    <div className="room">
      <header className="bar">
        <b className="bar__alias">评审员 {seat.alias}</b>
        <SyncChips />
      </header>
      <main className="stage">
        {over ? (
          <FullNotice
            title="都看完了"
            action={
              <Button
                kind="primary"
                size="jury"
                wide
                busy={busy && '正在做凭证…'}
                onClick={() => void session.complete()}
              >
                完成，拿投票凭证
              </Button>
            }
          >
            <p>
              您看了 {ballot.totals.seen} 屏，选出 {ballot.totals.picked} 幅。完成以前，还可以改最近三屏。
            </p>
          </FullNotice>
        ) : (
          <FullNotice
            title={reached === false ? '这一批投完了，正在等网络' : '正在取下一批照片'}
            action={
              <Button size="jury" onClick={() => void session.complete()}>
                不等了，完成并拿凭证
              </Button>
            }
          >
            {reached === false ? (
              <p>您投的都存在本机，连上以后自动接着来。</p>
            ) : (
              <SlowNote>网络有点慢，您投的都存着，请稍等。</SlowNote>
            )}
          </FullNotice>
        )}
      </main>
      <footer className="actions">
        {canGoBack(ballot) && (
          <Decision icon="undo" onClick={onBack}>
            改上一屏
          </Decision>
        )}
      </footer>
    </div>
  );
}
