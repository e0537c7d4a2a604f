import { useState } from 'react';
import { type Out, type endpoints as Table } from '@zuimei/contracts';
import { Button, Photo, SlowNote, dayKey, formatDate } from '@zuimei/ui';
import { Link } from 'wouter';
import { api, endpoints } from '../data/api.js';
import { useResource } from '../data/store.js';
import { Failed } from '../shell/Failed.js';
import { type Cell, yearCells } from './year.js';
import './wall.css';

type Moments = Out<(typeof Table)['listMoments']>;
type Moment = Moments['items'][number];

const MONTHS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

export function WallPage() {
  const [today] = useState(() => dayKey(Date.now()));
  const [year, setYear] = useState(() => Number(today.slice(0, 4)));
  const moments = useResource<Moments>(`moments ${year}`, () => api.call(endpoints.listMoments, { query: { year } }));
  if (moments.error && !moments.data) return <Failed error={moments.error} retry={moments.reload} />;
  if (!moments.data) return <SlowNote>还在打开，网络有点慢。</SlowNote>;
  return <Wall year={year} today={today} moments={moments.data.items} onYear={setYear} />;
}

interface WallProps {
  year: number;
  today: string;
  moments: readonly Moment[];
  onYear: (year: number) => void;
}

function Wall({ year, today, moments, onYear }: WallProps) {
  const byDay = new Map(moments.map((moment) => [moment.day, moment]));
  const cells = yearCells(year, new Set(byDay.keys()), today);
  const latest = [...moments].filter(({ day }) => day <= today).sort((a, b) => b.day.localeCompare(a.day))[0];
  const [shown, setShown] = useState<string>();
  const focused = (shown && byDay.get(shown)) || latest;
  return (
    <main className="wall">
      <header>
        <div>
          <h1>
            {cells.length} 个瞬间，
            <br />
            已亮 <span className="wall__count">{moments.length}</span>
          </h1>
          <p className="zm-small">一天一幅，一年的劳动都在这里。</p>
          <p className="wall__years">
            <Button kind="text" onClick={() => onYear(year - 1)}>
              ‹ {year - 1}
            </Button>
            <b>{year}</b>
            {year < Number(today.slice(0, 4)) && (
              <Button kind="text" onClick={() => onYear(year + 1)}>
                {year + 1} ›
              </Button>
            )}
          </p>
        </div>
        {focused && (
          <div className="wall__focused">
            <Photo
              src={focused.photo.src320}
              width={focused.photo.width}
              height={focused.photo.height}
              thumbhash={focused.photo.thumbhash}
              alt=""
            />
            <div>
              <p className="zm-caption">{formatDate(`${focused.day}T00:00:00+08:00`)}</p>
              <p className="wall__title">
                <Link href={`/entries/${focused.entryId}`}>{focused.title}</Link>
              </p>
              <p className="zm-small">{focused.maker}</p>
            </div>
          </div>
        )}
      </header>
      <div className="wall__container">
        <div className="wall__grid">
          {MONTHS.map((name, index) => (
            <MonthCells
              key={name}
              name={name}
              month={index + 1}
              current={today.startsWith(`${year}-`) && Number(today.slice(5, 7)) === index + 1}
              cells={cells}
              byDay={byDay}
              onShow={setShown}
            />
          ))}
        </div>
      </div>
      <p className="wall__legend">
        <span data-cell="filled">已有瞬间</span>
        <span data-cell="gap">空缺，等你来拍</span>
        <span data-cell="today">今天</span>
      </p>
    </main>
  );
}

interface MonthCellsProps {
  name: string;
  month: number;
  current: boolean;
  cells: readonly Cell[];
  byDay: ReadonlyMap<string, Moment>;
  onShow: (day: string) => void;
}

function MonthCells({ name, month, current, cells, byDay, onShow }: MonthCellsProps) {
  return (
    <>
      <h2 className="wall__month" data-now={current || undefined} style={{ '--month': month } as React.CSSProperties}>
        {name}
        <span>月</span>
      </h2>
      {cells
        .filter((cell) => cell.month === month)
        .map((cell) => {
          const moment = byDay.get(cell.day);
          const place = { '--month': month, '--date': cell.date } as React.CSSProperties;
          if (!moment)
            return (
              <span
                key={cell.day}
                className="wall__cell"
                data-kind={cell.kind}
                data-today={cell.today || undefined}
                style={place}
              />
            );
          return (
            <Link
              key={cell.day}
              href={`/entries/${moment.entryId}`}
              className="wall__cell"
              data-kind="filled"
              data-today={cell.today || undefined}
              style={{ ...place, backgroundImage: `url(${moment.photo.src320})` }}
              aria-label={`${formatDate(`${cell.day}T00:00:00+08:00`)}《${moment.title}》`}
              onFocus={() => onShow(cell.day)}
              onMouseEnter={() => onShow(cell.day)}
            />
          );
        })}
    </>
  );
}
