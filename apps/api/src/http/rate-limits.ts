import type { endpoints } from '@zuimei/contracts';

/** So many requests within so many seconds. */
export interface Limit {
  max: number;
  seconds: number;
}

type EndpointId = keyof typeof endpoints;

/** What one person or device may do, row by row; the others follow from their method. */
const LIMITS: Partial<Record<EndpointId, Limit>> = {
  requestSignInCode: { max: 30, seconds: 300 },
  createAuthorSession: { max: 30, seconds: 300 },
  createStaffSession: { max: 30, seconds: 300 },
  confirmStaffSession: { max: 20, seconds: 300 },
  checkIn: { max: 30, seconds: 60 },
  giveHeart: { max: 60, seconds: 60 },
  takeHeartBack: { max: 60, seconds: 60 },
  // One photo is many requests of the resumable protocol.
  upload: { max: 1_200, seconds: 60 },
};
const READS: Limit = { max: 1_200, seconds: 60 };
const WRITES: Limit = { max: 300, seconds: 60 };

/** A whole factory can stand behind one address: as many times one device's limit is let through from it. */
export const DEVICES_BEHIND_ONE_ADDRESS = 50;

export const limitOf = (row: { id: string; method: string }): Limit =>
  LIMITS[row.id as EndpointId] ?? (row.method === 'GET' || row.method === 'HEAD' ? READS : WRITES);

interface Window {
  start: number;
  now: number;
  before: number;
}

/** Keys that are remembered at most; then the table starts afresh rather than grow without end. */
const MOST_KEYS = 200_000;

/**
 * Counts within a sliding window: what was counted in the window before weighs as much as it still overlaps. Of one
 * process; what must hold across processes and restarts (sign-ins) is counted in the database besides.
 */
export class RateLimiter {
  readonly #windows = new Map<string, Window>();

  /** Counts one request; 0, or the seconds to wait where the limit is reached. */
  take(key: string, { max, seconds }: Limit, at: number): number {
    const length = seconds * 1000;
    const start = at - (at % length);
    if (this.#windows.size > MOST_KEYS) this.#windows.clear();
    let window = this.#windows.get(key);
    if (!window || window.start !== start) {
      const before = window && window.start === start - length ? window.now : 0;
      window = { start, now: 0, before };
      this.#windows.set(key, window);
    }
    const overlap = 1 - (at - start) / length;
    if (window.now + window.before * overlap >= max) return Math.max(1, Math.ceil((start + length - at) / 1000));
    window.now += 1;
    return 0;
  }
}
