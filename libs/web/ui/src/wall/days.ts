export type DayKind = 'filled' | 'gap' | 'future';

/** A day as a cell of the wall. */
export interface DayCell {
  /** `2026-11-22`. */
  day: string;
  month: number;
  date: number;
  kind: DayKind;
  today: boolean;
}

const DAY_MS = 86_400_000;
const timeOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayAt = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Every day of a year as a cell of the wall; `today` is a day in Shanghai, `2026-11-22`. */
export function yearCells(year: number, filled: ReadonlySet<string>, today: string): DayCell[] {
  const cells: DayCell[] = [];
  for (let time = Date.UTC(year, 0, 1); time < Date.UTC(year + 1, 0, 1); time += DAY_MS) {
    const day = dayAt(time);
    const kind = filled.has(day) ? 'filled' : day > today ? 'future' : 'gap';
    cells.push({ day, month: Number(day.slice(5, 7)), date: Number(day.slice(8)), kind, today: day === today });
  }
  return cells;
}

/** The column of a day in a week that begins on Monday, 1 to 7. */
export const weekdayOf = (day: string): number => ((new Date(timeOf(day)).getUTCDay() + 6) % 7) + 1;

/** Cells of one month in weeks from Monday on. */
export function weeksOf(cells: readonly DayCell[]): DayCell[][] {
  const weeks: DayCell[][] = [];
  for (const cell of cells) {
    const week = weeks.at(-1);
    if (week && weekdayOf(cell.day) > 1) week.push(cell);
    else weeks.push([cell]);
  }
  return weeks;
}

/** Which way the days of a wall run: months as lines, months as columns, or one month in weeks. */
export type DayFlow = 'right' | 'down' | 'weeks';

/** The same date `months` later, the last day of a month that is too short; null outside of the year. */
function sameDateIn(day: string, months: number): string | null {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const to = month + months;
  if (to < 1 || to > 12) return null;
  const last = new Date(Date.UTC(year, to, 0)).getUTCDate();
  return dayAt(Date.UTC(year, to - 1, Math.min(date, last)));
}

function later(day: string, days: number): string | null {
  const to = dayAt(timeOf(day) + days * DAY_MS);
  return to.slice(0, 4) === day.slice(0, 4) ? to : null;
}

/** Where a key leads from a day as the wall lies before the eye, within its year; null where it leads nowhere. */
export function dayByKey(day: string, key: string, flow: DayFlow): string | null {
  const beside = flow === 'down' ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight'];
  const across = flow === 'down' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  if (beside.includes(key)) return later(day, key === beside[0] ? -1 : 1);
  if (across.includes(key)) {
    const step = key === across[0] ? -1 : 1;
    return flow === 'weeks' ? later(day, 7 * step) : sameDateIn(day, step);
  }
  if (key === 'PageUp') return sameDateIn(day, -1);
  if (key === 'PageDown') return sameDateIn(day, 1);
  if (key === 'Home') return `${day.slice(0, 8)}01`;
  if (key !== 'End') return null;
  const [year, month] = day.split('-').map(Number) as [number, number];
  return dayAt(Date.UTC(year, month, 0));
}
