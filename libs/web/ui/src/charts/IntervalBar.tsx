import { formatPercent } from '../format/numbers.js';
import './charts.css';

export interface IntervalBarProps {
  /** Shares of 1. */
  point: number;
  low: number;
  high: number;
  /** Ends of the axis, the same in every row of a table. */
  axis?: readonly [from: number, to: number];
  /** Where light lines stand. */
  ticks?: readonly number[];
}

const WIDTH = 304;
const PAD = 10;

/** x of a share on the shared axis, in the drawing's own units of 304. */
export const axisX = (share: number, [from, to]: readonly [number, number]): number => {
  const at = (Math.min(to, Math.max(from, share)) - from) / (to - from);
  return Math.round((PAD + at * (WIDTH - 2 * PAD)) * 10) / 10;
};

export const DEFAULT_AXIS = [0, 1] as const;
const DEFAULT_TICKS = [0, 0.2, 0.4, 0.6, 0.8, 1];

/** A rate and its interval on one axis: a point, a band, two whiskers. */
export function IntervalBar({ point, low, high, axis = DEFAULT_AXIS, ticks = DEFAULT_TICKS }: IntervalBarProps) {
  const x = (share: number) => axisX(share, axis);
  const inside = ticks.filter((t) => t >= axis[0] && t <= axis[1]);
  return (
    <svg
      className="zm-interval"
      viewBox={`0 0 ${WIDTH} 32`}
      role="img"
      aria-label={`${formatPercent(point)}，区间 ${formatPercent(low)}–${formatPercent(high)}`}
    >
      <path className="zm-interval__tick" d={inside.map((t) => `M${x(t)} 0V32`).join('')} />
      <path className="zm-interval__band" d={`M${x(low)} 16H${x(high)}`} />
      <path className="zm-interval__end" d={`M${x(low)} 9V23M${x(high)} 9V23`} />
      <circle cx={x(point)} cy={16} r={5.5} />
    </svg>
  );
}

/** The head of a column of interval bars: the ticks in words. */
export function IntervalAxis({ axis = DEFAULT_AXIS, ticks = DEFAULT_TICKS }: Pick<IntervalBarProps, 'axis' | 'ticks'>) {
  const inside = ticks.filter((t) => t >= axis[0] && t <= axis[1]);
  return (
    <span className="zm-interval-axis" aria-hidden="true">
      {inside.map((t) => (
        <span key={t} style={{ left: `${(100 * axisX(t, axis)) / WIDTH}%` }}>
          {formatPercent(t, 0)}
        </span>
      ))}
    </span>
  );
}
