export type CellKind = 'filled' | 'gap' | 'future';

export interface Cell {
  /** `2026-11-22`. */
  day: string;
  month: number;
  date: number;
  kind: CellKind;
  today: boolean;
}

/** Every day of a year as a cell of the wall; `today` is a day in Shanghai, `2026-11-22`. */
export function yearCells(year: number, filled: ReadonlySet<string>, today: string): Cell[] {
  const cells: Cell[] = [];
  for (let time = Date.UTC(year, 0, 1); time < Date.UTC(year + 1, 0, 1); time += 86_400_000) {
    const day = new Date(time).toISOString().slice(0, 10);
    const kind = filled.has(day) ? 'filled' : day > today ? 'future' : 'gap';
    cells.push({ day, month: Number(day.slice(5, 7)), date: Number(day.slice(8)), kind, today: day === today });
  }
  return cells;
}
