import { Button, formatTime, SyncChip } from '@zuimei/ui';
import { useEffect, useRef, useState } from 'react';
import { useSession, useSnapshot } from './session-context.js';

const STAYS_S = 30;
const LONGER_S = 60;
const RING = 2 * Math.PI * 94;

/** Counts whole seconds down to nought, then calls once. */
function useCountdown(onOver: () => void): { left: number; total: number; longer: () => void } {
  const [state, setState] = useState({ left: STAYS_S, total: STAYS_S });
  const over = useRef(onOver);
  useEffect(() => {
    over.current = onOver;
  });
  useEffect(() => {
    if (state.left <= 0) return over.current();
    const timer = setTimeout(() => setState((now) => ({ ...now, left: now.left - 1 })), 1000);
    return () => clearTimeout(timer);
  }, [state]);
  const longer = () => setState(({ left }) => ({ left: left + LONGER_S, total: left + LONGER_S }));
  return { ...state, longer };
}

/** 投票凭证: on the left what is the juror's, on the right what the hall needs. No list of choices, no name. */
export function Receipt() {
  const session = useSession();
  const { seat, pending, parked, device } = useSnapshot();
  const { left, total, longer } = useCountdown(() => void session.handOver());
  if (!seat?.completion) return null;
  const { seen, picked, skipped } = seat.ballot.totals;
  const { receipt, receivedAt, merged = false } = seat.completion;
  const arrived = pending === 0;
  return (
    <div className="room">
      <header className="bar">
        <b className="bar__alias">评审员 {seat.alias}</b>
        <div className="chips">
          {arrived ? <SyncChip state="synced" count={seen} /> : <SyncChip state="pending" count={pending} />}
          {parked > 0 && <SyncChip state="late" count={parked} />}
        </div>
        <span className="bar__device">平板 {device?.name}</span>
      </header>
      <main className="receipt">
        <section className="receipt__mine">
          <h1>投完了，谢谢您。</h1>
          <p>
            您看了 {seen} 屏，选出 {picked} 幅{skipped > 0 && `，跳过 ${skipped} 屏`}。
            <br />
            您的选择和您的名字分开保存。
          </p>
          <div className="receipt__slip">
            {merged ? (
              <p>
                您先前在另一台平板上交过这张选票：这里的作答已并入同一张选票。
                <b>投票凭证以先交的那台平板上的为准。</b>
              </p>
            ) : (
              <>
                <p>投票凭证（可以拍照留存）</p>
                <p className="receipt__code">{receipt.replace(/-/g, ' ')}</p>
              </>
            )}
            <dl>
              <div>
                <dt>状态</dt>
                <dd data-state={arrived ? 'ok' : 'wait'}>{!arrived ? '待上传' : merged ? '已并入' : '已收到'}</dd>
              </div>
              {arrived && receivedAt ? (
                <div>
                  <dt>收到时间</dt>
                  <dd>{formatTime(receivedAt, { seconds: true })}</dd>
                </div>
              ) : (
                !arrived && (
                  <div>
                    <dt>上传</dt>
                    <dd>连上网后自动完成</dd>
                  </div>
                )
              )}
              {!merged && (
                <div>
                  <dt>核对</dt>
                  <dd>公布后在“票据账”里查</dd>
                </div>
              )}
            </dl>
          </div>
          <Button kind="primary" size="jury" wide className="receipt__done" onClick={() => void session.handOver()}>
            我记好了，交还平板
          </Button>
        </section>
        <section className="receipt__hall">
          <div className="ring" role="timer" aria-label={`${left} 秒后清空`}>
            <svg viewBox="0 0 208 208" aria-hidden="true">
              <circle cx="104" cy="104" r="94" />
              <circle
                cx="104"
                cy="104"
                r="94"
                strokeDasharray={`${(RING * left) / total} ${RING}`}
                transform="rotate(-90 104 104)"
              />
            </svg>
            <b aria-hidden="true">
              {left}
              <small>秒后清空</small>
            </b>
          </div>
          <h2>请把平板交给工作人员</h2>
          <p>
            清空以后，下一位看不到
            <br />
            您的任何痕迹。
          </p>
          <Button size="jury" onClick={longer}>
            再给我 60 秒
          </Button>
        </section>
      </main>
    </div>
  );
}
