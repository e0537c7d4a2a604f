import { type ResultView } from '@zuimei/contracts';
import { LADDER_STEP_LABELS, entryNumberLabel } from '@zuimei/glossary';
import { IntervalAxis, IntervalBar, Photo, StatusPill, formatFigure } from '@zuimei/ui';
import { intervalAxis } from './axis.js';

const COLUMNS: Record<ResultView['scale'], string> = { rate: '选中率', quality: '校正后的分数', points: '平均名次分' };
const COUNTS = { rate: '选中 / 展示', other: '人次' };

/** Places with rate and interval on one axis; what cannot be told apart stands in a band. */
export function ResultTable({ result }: { result: ResultView }) {
  const { from, to, ticks } = intervalAxis(result.items);
  const bands = bandsOf(result.items);
  const byRate = result.scale === 'rate';
  return (
    <table className="zm-table">
      <thead>
        <tr>
          <th scope="col" className="res__rank">
            名次
          </th>
          <th scope="col" colSpan={2}>
            作品
          </th>
          <th scope="col" data-align="end">
            {COUNTS[byRate ? 'rate' : 'other']}
          </th>
          <th scope="col" data-align="end">
            {COLUMNS[result.scale]}
          </th>
          {byRate && (
            <th scope="col" className="res__interval">
              95% 区间（Wilson）
              <IntervalAxis axis={[from, to]} ticks={ticks} />
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {result.items.map((entry) => {
          const band = entry.band === null ? undefined : bands.get(entry.band);
          return (
            <tr
              key={entry.entryId}
              data-band={band ? (band.first === entry.entryId ? 'first' : 'on') : undefined}
              data-won={entry.award ? true : undefined}
            >
              <td className="res__rank" data-podium={entry.rank <= 3 || undefined}>
                {entry.rank}
              </td>
              <td className="res__photo">
                <Photo
                  src={entry.photo.src320}
                  width={entry.photo.width}
                  height={entry.photo.height}
                  thumbhash={entry.photo.thumbhash}
                  alt=""
                />
              </td>
              <td className="res__title">
                <b>{entry.title}</b>
                <span className="zm-caption">
                  {entryNumberLabel(entry.number)} · {entry.maker}
                </span>{' '}
                {entry.settledBy && entry.settledBy !== 'primary' && (
                  <StatusPill tone="cloth">
                    {entry.shared ? '并列' : `按规则第 ${result.tieLadder.indexOf(entry.settledBy) + 1} 步定序`}
                  </StatusPill>
                )}{' '}
                {band?.first === entry.entryId && (
                  <StatusPill>
                    第 {band.from}–{band.to} 名统计上并列
                  </StatusPill>
                )}
                {entry.shared && !entry.settledBy && <StatusPill>{LADDER_STEP_LABELS.shared.zh}</StatusPill>}
              </td>
              <td data-align="end">
                <span className="res__label">{COUNTS[byRate ? 'rate' : 'other']} </span>
                {byRate ? `${entry.picks} / ${entry.exposures}` : entry.exposures}
              </td>
              <td data-align="end">
                <b>{formatFigure({ scale: result.scale, value: entry.value })}</b>
              </td>
              {byRate && (
                <td className="res__interval">
                  <IntervalBar point={entry.rate} low={entry.low} high={entry.high} axis={[from, to]} ticks={ticks} />
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Bands of at least two entries: their first entry and the places they span. */
function bandsOf(items: ResultView['items']) {
  const bands = new Map<number, { first: string; from: number; to: number; size: number }>();
  for (const { band, entryId, rank } of items) {
    if (band === null) continue;
    const known = bands.get(band);
    bands.set(
      band,
      known ? { ...known, to: rank, size: known.size + 1 } : { first: entryId, from: rank, to: rank, size: 1 },
    );
  }
  for (const [band, { size }] of bands) if (size < 2) bands.delete(band);
  return bands;
}
