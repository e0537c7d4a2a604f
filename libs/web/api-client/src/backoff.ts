/** Doubling waits between `firstMs` and `mostMs`. */
export interface Backoff {
  readonly firstMs: number;
  readonly mostMs: number;
}

/**
 * The wait before try `attempt` (0 is the first repetition), in milliseconds: doubled each time up to `mostMs`, of which
 * the upper half is drawn by `random`, so that a hall of tablets does not come back in one instant.
 */
export const backoffMs = (attempt: number, { firstMs, mostMs }: Backoff, random: () => number): number => {
  const whole = Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 30));
  return whole / 2 + random() * (whole / 2);
};

/** `Retry-After` of RFC 9110 as milliseconds from now: whole seconds, or a date; null where it is neither. */
export const retryAfterMs = (value: string | null, now: number): number | null => {
  if (value === null) return null;
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
};
