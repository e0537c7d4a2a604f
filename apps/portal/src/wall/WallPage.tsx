import { useState } from 'react';
import { type MomentView } from '@zuimei/contracts';
import { DISTRICT_LABELS } from '@zuimei/glossary';
import { ButtonLink, DayGrid, Photo, dayKey, formatDay, yearCells } from '@zuimei/ui';
import { Link } from 'wouter';
import { api, endpoints } from '../data/api.js';
import { useResource } from '../data/store.js';
import { Failed } from '../shell/Failed.js';
import { Opening } from '../shell/Opening.js';
import { WallFilters } from './WallFilters.js';
import { useWallSearch, type WallSearch } from './wall-search.js';
import './wall.css';

/** The moments of a year, one a day: its gaps, its months, its districts. */
export function WallPage() {
  const [today] = useState(() => dayKey(Date.now()));
  const [search, change] = useWallSearch(Number(today.slice(0, 4)));
  const { year } = search;
  const moments = useResource(
    `moments ${year}`,
    async () => (await api.call(endpoints.listMoments, { query: { year } })).items,
  );
  if (moments.error && !moments.data) return <Failed error={moments.error} retry={moments.reload} />;
  if (!moments.data) return <Opening />;
  return <Wall search={search} change={change} today={today} moments={moments.data} />;
}

interface WallProps {
  search: WallSearch;
  change: (part: Partial<WallSearch>) => void;
  today: string;
  moments: readonly MomentView[];
}

function Wall({ search, change, today, moments }: WallProps) {
  const { year, month, district } = search;
  const inMonth = (day: string) => month === null || Number(day.slice(5, 7)) === month;
  const byDay = new Map(
    moments.filter((moment) => district === null || moment.district === district).map((moment) => [moment.day, moment]),
  );
  const all = yearCells(year, new Set(moments.map(({ day }) => day)), today);
  const cells = all.filter(({ day }) => inMonth(day));
  const lit = [...byDay.values()].filter(({ day }) => inMonth(day));
  const [reached, setReached] = useState<string>();
  const latest = lit.findLast(({ day }) => day <= today) ?? lit[0];
  const focused = (reached !== undefined && byDay.get(reached)) || latest;

  return (
    <main className="wall">
      <header>
        <div>
          <h1>
            {cells.length} 个瞬间，
            <br />
            已亮 <span className="wall__count">{lit.length}</span>
          </h1>
          <p className="zm-small">一天一幅，一年的劳动都在这里。</p>
          <WallFilters search={search} change={change} moments={moments} thisYear={Number(today.slice(0, 4))} />
          <p className="zm-hidden" role="status">
            {year} 年{month !== null && ` ${month} 月`}
            {district !== null && ` ${DISTRICT_LABELS[district].zh}`}，{lit.length} 幅
          </p>
        </div>
        {focused && (
          <div className="wall__focused">
            <Photo
              key={focused.entryId}
              src={focused.photo.src320}
              width={focused.photo.width}
              height={focused.photo.height}
              thumbhash={focused.photo.thumbhash}
              alt=""
            />
            <div>
              <p className="zm-caption">
                {focused.day === today && '今天 · '}
                {formatDay(focused.day)}
              </p>
              <p className="wall__title">{focused.title}</p>
              {focused.maker !== null && <p className="zm-small">{focused.maker}</p>}
            </div>
          </div>
        )}
      </header>
      {moments.length === 0 && (
        <div className="wall__empty">
          <p>{year} 年还没有一幅瞬间。第一格，等你来拍。</p>
          {year === Number(today.slice(0, 4)) && <ButtonLink href="/submit">去投稿</ButtonLink>}
        </div>
      )}
      <DayGrid
        label={`${year}年${month === null ? '' : `${month}月`}瞬间墙`}
        cells={cells}
        look={month === null ? 'year' : 'month'}
        start={focused?.day ?? today}
        nameOf={(cell) => {
          const moment = byDay.get(cell.day);
          const day = `${cell.today ? '今天，' : ''}${formatDay(cell.day)}`;
          if (moment) return `${day}《${moment.title}》${moment.maker ?? ''}`;
          return `${day}，${cell.kind === 'filled' ? '不在这个区' : cell.kind === 'gap' ? '空缺' : '还没到'}`;
        }}
        pictureOf={({ day }) => {
          const photo = byDay.get(day)?.photo;
          return photo && { src: photo.src320, thumbhash: photo.thumbhash };
        }}
        controlOf={({ day }, control) => {
          const moment = byDay.get(day);
          return moment ? <Link href={`/entries/${moment.entryId}`} {...control} /> : null;
        }}
        onReach={setReached}
      />
      <p className="wall__legend">
        <span data-cell="filled">已有瞬间</span>
        <span data-cell="gap">空缺，等你来拍</span>
        {all.some((cell) => cell.today) && <span data-cell="today">今天</span>}
      </p>
    </main>
  );
}
