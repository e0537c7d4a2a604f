/** `2026-11-01T00:00` as a wall clock in Shanghai shows it, as an instant. The city has kept UTC+8 since 1992. */
export const fromLocal = (local: string): string => new Date(`${local}:00+08:00`).toISOString();

/** An instant as the value of an `<input type="datetime-local">` in Shanghai. */
export const toLocal = (instant: string): string =>
  new Date(new Date(instant).getTime() + 8 * 3_600_000).toISOString().slice(0, 16);
