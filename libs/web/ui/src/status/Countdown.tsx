import { useEffect, useRef, useState } from 'react';
import { announce } from '../feedback/announce.js';
import { formatDeadline, type Instant } from '../format/dates.js';
import { ANNOUNCED, countdownParts } from './countdown-parts.js';
import './countdown.css';

export interface CountdownProps {
  until: Instant;
  /** Milliseconds since 1970 by the server's clock; a phone's own may be days off. */
  now?: () => number;
  /** 「截稿」: gives 「距截稿还有」, 「11月30日 24:00 截稿」 and 「已截稿」. */
  what?: string;
  /** Called once, when it runs out before the reader's eyes. */
  onOver?: () => void;
}

/** The time left, ticking: days in serif and a clock, in the last day the clock alone, then 「已截稿」. */
export function Countdown({ until, now = Date.now, what = '截稿', onOver }: CountdownProps) {
  const end = new Date(until).getTime();
  const [left, setLeft] = useState(() => end - now());
  const state = useRef({ now, onOver, left });
  useEffect(() => {
    state.current = { ...state.current, now, onOver };
  });

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tick = () => {
      const before = state.current.left;
      const after = end - state.current.now();
      state.current.left = after;
      setLeft(after);
      const passed = ANNOUNCED.filter(({ at }) => before > at && after <= at).at(-1);
      if (passed && after > 0) announce(`距${what}${passed.words}`);
      if (before > 0 && after <= 0) {
        announce(`已${what}`);
        state.current.onOver?.();
      }
      // To the next whole second, so that the clock neither drifts nor skips.
      if (after > 0) timer = setTimeout(tick, after % 1000 || 1000);
    };
    tick();
    return () => clearTimeout(timer);
  }, [end, what]);

  const { phase, days, clock } = countdownParts(left);
  if (phase === 'over')
    return (
      <div className="zm-countdown" data-phase="over">
        <b className="zm-countdown__over">已{what}</b>
        <span className="zm-caption">
          {formatDeadline(end)} {what}
        </span>
      </div>
    );
  return (
    <div
      className="zm-countdown"
      data-phase={phase}
      role="timer"
      aria-label={`距${what}还有${days ? ` ${days} 天` : ''} ${clock}`}
    >
      <span className="zm-countdown__big" aria-hidden="true">
        {days > 0 ? (
          <>
            {days}
            <small>天</small>
          </>
        ) : (
          clock
        )}
      </span>
      <span className="zm-countdown__words" aria-hidden="true">
        <b>
          距{what}还有{days > 0 && ` ${clock}`}
        </b>
        <span className="zm-caption">
          {formatDeadline(end)} {what}
        </span>
      </span>
    </div>
  );
}
