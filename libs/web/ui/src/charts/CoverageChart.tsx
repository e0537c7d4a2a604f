import { formatCount } from '../format/numbers.js';
import './charts.css';

export interface CoverageChartProps {
  /** Exposures of each entry, in any order. Never a score. */
  counts: readonly number[];
  /** Exposures wanted of every entry. */
  target: number;
}

const WIDTH = 840;
const HEIGHT = 200;

/** Exposures of every entry from least to most, with the line that all should reach; short ones are also orange. */
export function CoverageChart({ counts, target }: CoverageChartProps) {
  const sorted = [...counts].sort((a, b) => a - b);
  const least = sorted[0] ?? 0;
  const most = sorted.at(-1) ?? 0;
  const short = sorted.filter((n) => n < target).length;
  const top = Math.max(most, target, 1) * 1.1;
  const step = WIDTH / Math.max(1, sorted.length);
  const y = (n: number) => Math.round((HEIGHT - (n / top) * HEIGHT) * 10) / 10;
  const bars = (from: number, to: number) =>
    sorted
      .slice(from, to)
      .map((n, i) => {
        const left = Math.round((from + i) * step * 100) / 100;
        const width = Math.round(step * (step > 2 ? 0.75 : 1) * 100) / 100;
        return `M${left} ${HEIGHT}V${y(n)}h${width}V${HEIGHT}z`;
      })
      .join('');
  return (
    <figure className="zm-coverage">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT + 1}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`覆盖率：最少 ${least} 次，目标 ${target} 次，${sorted.length - short} 幅已达到，${short} 幅还差`}
      >
        <path className="zm-coverage__short" d={bars(0, short)} />
        <path className="zm-coverage__reached" d={bars(short, sorted.length)} />
        <path className="zm-coverage__target" d={`M0 ${y(target)}H${WIDTH}`} vectorEffect="non-scaling-stroke" />
      </svg>
      <figcaption>
        <span>最少 {formatCount(least)} 次</span>
        <span>
          <b>{formatCount(sorted.length - short)}</b> 幅已达 {formatCount(target)} 次
          {short > 0 && (
            <>
              {' · '}
              <b className="zm-coverage__few">{formatCount(short)}</b> 幅还差
            </>
          )}
        </span>
        <span>最多 {formatCount(most)} 次</span>
      </figcaption>
    </figure>
  );
}
