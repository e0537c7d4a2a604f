import { formatClock } from '../format/numbers.js';

const DAY = 86_400_000;

/** `far`: more than three days; `near`: the last three; `last`: the last day; `over`: past. */
export type CountdownPhase = 'far' | 'near' | 'last' | 'over';

export interface CountdownParts {
  phase: CountdownPhase;
  /** Whole days left; the clock counts what is beyond them. */
  days: number;
  clock: string;
}

export const countdownParts = (millisecondsLeft: number): CountdownParts => {
  if (millisecondsLeft <= 0) return { phase: 'over', days: 0, clock: '00:00' };
  // In whole seconds, so that days and clock never disagree at the turn.
  const left = Math.ceil(millisecondsLeft / 1000) * 1000;
  const days = Math.floor(left / DAY);
  const phase = left > 3 * DAY ? 'far' : left >= DAY ? 'near' : 'last';
  const rest = left - days * DAY;
  const clock = formatClock(rest);
  return { phase, days, clock: days > 0 && rest < 3_600_000 ? `00:${clock}` : clock };
};

/** Said aloud once, when the last hour and the last ten minutes begin. */
export const ANNOUNCED = [
  { at: 3_600_000, words: '还有 1 小时' },
  { at: 600_000, words: '还有 10 分钟' },
] as const;
