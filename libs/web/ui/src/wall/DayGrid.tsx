import { type CSSProperties, type KeyboardEvent, type ReactElement, type ReactNode, useRef, useState } from 'react';
import { thumbhashColour } from '../photo/thumbhash.js';
import { type DayCell, dayByKey, type DayFlow, weekdayOf, weeksOf } from './days.js';
import './day-grid.css';

const MONTHS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];
const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];
const DATES = Array.from({ length: 31 }, (_, i) => i + 1);

export interface DayPicture {
  src: string;
  thumbhash: string;
}

/** What the control of a cell must carry. */
export interface DayControl {
  className: string;
  tabIndex: number;
  'data-day': string;
  'aria-label': string;
  children: ReactNode;
}

export interface DayGridProps {
  /** 「2026年瞬间墙」 */
  label: string;
  cells: readonly DayCell[];
  /** `year`: months by days, turned where it is narrow. `month`: the cells are of one month and stand in weeks. */
  look: 'year' | 'month';
  /** 「11月22日《她值的第三个大夜》」 */
  nameOf: (cell: DayCell) => string;
  pictureOf: (cell: DayCell) => DayPicture | undefined;
  /** The link or button of a cell, with all of `control`; null for a cell that does nothing. */
  controlOf: (cell: DayCell, control: DayControl) => ReactElement | null;
  /** The day that the keys start from, unless one was reached. */
  start: string;
  selected?: string | null;
  /** The focus or the pointer has come to a day. */
  onReach?: (day: string) => void;
}

/**
 * Days as a calendar that a screen reader can walk: a grid of months or weeks with one stop for Tab, in which arrow keys,
 * Home, End, Page Up and Page Down go as the days lie before the eye.
 */
export function DayGrid(props: DayGridProps) {
  const { label, cells, look, start, onReach } = props;
  const [reached, setReached] = useState(start);
  const grid = useRef<HTMLDivElement>(null);
  const has = (day: string) => cells.some((cell) => cell.day === day);
  const current = has(reached) ? reached : has(start) ? start : cells[0]?.day;

  const onKeyDown = (event: KeyboardEvent) => {
    const day = dayOf(event.target);
    if (!day || !grid.current || event.ctrlKey || event.metaKey || event.altKey) return;
    const flow = getComputedStyle(grid.current).getPropertyValue('--flow').trim() as DayFlow;
    const to = dayByKey(day, event.key, flow || 'right');
    if (!to || !has(to)) return;
    event.preventDefault();
    setReached(to);
    grid.current.querySelector<HTMLElement>(`[data-day="${to}"]`)?.focus();
  };
  const reach = (target: EventTarget) => {
    const day = dayOf(target);
    if (day) onReach?.(day);
  };

  return (
    <div className="zm-days">
      <div
        ref={grid}
        className="zm-days__grid"
        data-look={look}
        role="grid"
        aria-label={label}
        onKeyDown={onKeyDown}
        onFocus={({ target }) => {
          setReached(dayOf(target) ?? reached);
          reach(target);
        }}
        onMouseOver={({ target }) => reach(target)}
      >
        {look === 'year' ? (
          <>
            <div role="row" className="zm-days__row zm-days__dates">
              <span role="columnheader">
                <span className="zm-hidden">月份</span>
              </span>
              {DATES.map((date) => (
                <span key={date} role="columnheader" style={{ '--date': date } as CSSProperties}>
                  {date}
                </span>
              ))}
            </div>
            {MONTHS.map((name, index) => {
              const own = cells.filter(({ month }) => month === index + 1);
              return (
                <div key={name} role="row" className="zm-days__row">
                  <span
                    role="rowheader"
                    className="zm-days__month"
                    data-now={own.some(({ today }) => today) || undefined}
                    style={{ '--month': index + 1 } as CSSProperties}
                  >
                    {name}
                    <span>月</span>
                  </span>
                  {own.map((cell) => (
                    <Cell key={cell.day} {...props} cell={cell} current={cell.day === current} />
                  ))}
                </div>
              );
            })}
          </>
        ) : (
          <>
            <div role="row" className="zm-days__row zm-days__weekdays">
              {WEEKDAYS.map((name) => (
                <span key={name} role="columnheader" aria-label={`星期${name}`}>
                  {name}
                </span>
              ))}
            </div>
            {weeksOf(cells).map((week) => (
              <div key={week[0]?.day} role="row" className="zm-days__row">
                {week.map((cell) => (
                  <Cell key={cell.day} {...props} cell={cell} current={cell.day === current} />
                ))}
              </div>
            ))}
          </>
        )}
      </div>
    </div>
  );
}

const dayOf = (target: EventTarget): string | undefined =>
  target instanceof Element ? (target.closest<HTMLElement>('[data-day]')?.dataset['day'] ?? undefined) : undefined;

function Cell({
  cell,
  look,
  current,
  selected,
  nameOf,
  pictureOf,
  controlOf,
}: DayGridProps & { cell: DayCell; current: boolean }) {
  const picture = pictureOf(cell);
  const style = { '--month': cell.month, '--date': cell.date, '--weekday': weekdayOf(cell.day) } as CSSProperties;
  const children = (
    <>
      <span
        className="zm-days__picture"
        style={picture && { background: thumbhashColour(picture.thumbhash) ?? undefined }}
      >
        {picture && <img src={picture.src} alt="" loading="lazy" decoding="async" />}
      </span>
      {look === 'month' && <span className="zm-days__date">{cell.date}</span>}
    </>
  );
  const own = { tabIndex: current ? 0 : -1, 'data-day': cell.day, 'aria-label': nameOf(cell) };
  const control = controlOf(cell, { ...own, className: 'zm-days__control', children });
  return (
    <div
      role="gridcell"
      className="zm-days__cell"
      data-kind={cell.kind}
      data-today={cell.today || undefined}
      aria-current={cell.today ? 'date' : undefined}
      aria-selected={selected === undefined ? undefined : selected === cell.day}
      style={style}
      {...(control ? undefined : own)}
    >
      {control ?? children}
    </div>
  );
}
