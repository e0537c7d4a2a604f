import { useEffect, useState } from 'react';
import { type TurnoutView } from '@zuimei/contracts';
import { editionLabel } from '@zuimei/glossary';
import { LampBoard, Photo, formatClock } from '@zuimei/ui';
import { seedOf } from './seed.js';

/** 200 lamps, a number and a countdown; never a score. */
export function Turnout({ turnout, lost }: { turnout: TurnoutView; lost: boolean }) {
  const { passes, checkedIn, completed, cover, coverage, runOff } = turnout;
  const voting = Math.max(0, checkedIn - completed);
  return (
    <main className="screen screen--turnout">
      <section className="screen__left">
        <h1>
          最美瞬间
          <span>
            {editionLabel(turnout.editionKey)}评审会 · {turnout.venue} · {turnout.roundName}
          </span>
        </h1>
        <p className="screen__number" aria-live="off">
          <em>{completed}</em> / {passes}
          <small>位评审员已投完</small>
        </p>
        {runOff ? (
          <p className="screen__coverage">并列的作品现场加投：请再到平板上扫一次评审证</p>
        ) : (
          <p className="screen__coverage">
            覆盖率 <b>{coverage}%</b>
            <progress value={coverage} max={100} aria-label="覆盖率" />
          </p>
        )}
        <div className="screen__lamps">
          <LampBoard
            total={passes}
            voting={voting}
            done={completed}
            seed={seedOf(turnout.roundId)}
            columns={columnsFor(passes)}
          />
        </div>
        <p className="screen__legend">
          <span data-lamp="done">已投完</span>
          <span data-lamp="voting">正在投 {voting}</span>
          <span data-lamp="away">还没到 {Math.max(0, passes - checkedIn)}</span>
          {lost && <span className="screen__lost">网络断了，正在重连；票都在</span>}
        </p>
        <p className="screen__ledger">
          <span>
            账本 {turnout.chain.length} 条 · <b>{groups(turnout.chain.head.slice(0, 16))}</b>
          </span>
          <span>
            公钥指纹 <b>{turnout.keyFingerprint}</b>
          </span>
        </p>
      </section>
      <section className="screen__right">
        {cover && (
          <Photo
            src={cover.src2048}
            width={cover.width}
            height={cover.height}
            thumbhash={cover.thumbhash}
            alt=""
            loading="eager"
          />
        )}
        <div className="screen__veil">
          <p className="zm-vertical" style={{ '--length': [...turnout.theme].length } as React.CSSProperties}>
            {turnout.theme}
          </p>
          <Clock turnout={turnout} />
        </div>
      </section>
    </main>
  );
}

/** Hexadecimal digits in fours, as one reads them aloud and writes them down. */
const groups = (hex: string) => hex.replace(/(.{4})(?=.)/g, '$1 ');

const HOUR_MS = 3_600_000;

/** A board about three times as wide as high; few lamps are large ones. */
const columnsFor = (lamps: number) => Math.min(25, Math.max(10, Math.ceil(Math.sqrt(3 * lamps))));

const WORDS: Partial<Record<TurnoutView['state'], string>> = {
  draft: '评审就要开始',
  ready: '评审就要开始',
  paused: '暂停一下，请稍候',
  collecting: '正在收票',
  closed: '投票结束',
  tallied: '正在核验',
  certified: '结果已核验',
  published: '结果已公布',
  corrected: '结果已更正',
};

function Clock({ turnout }: { turnout: TurnoutView }) {
  // The server's clock decides; ours only counts on from the last event.
  const [at, setAt] = useState(() => performance.now());
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    // eslint-disable-next-line react-hooks/set-state-in-effect -- each event restarts the count
    setAt(performance.now());
    setNow(performance.now());
  }, [turnout]);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 250);
    return () => clearInterval(timer);
  }, []);
  const words = WORDS[turnout.state];
  if (words || !turnout.endsAt) {
    return (
      <p className="screen__clock">
        <b className="screen__words">{words ?? '投票进行中'}</b>
        <span>
          投完一位，亮一盏灯。
          <br />
          结果在核验后揭晓。
        </span>
      </p>
    );
  }
  const left = new Date(turnout.endsAt).getTime() - new Date(turnout.serverTime).getTime() - (now - at);
  return (
    <p className="screen__clock">
      <span>{left <= 0 ? '时间到了，请投完手上这一屏' : turnout.runOff ? '加投还剩' : '距离结束'}</span>
      <b data-long={left >= HOUR_MS || undefined}>{formatClock(Math.max(0, left))}</b>
      <span>
        投完一位，亮一盏灯。
        <br />
        结果在核验后揭晓。
      </span>
    </p>
  );
}
