/** Bytes of one request. A cut costs at most this much again, and a percentage moves by no more. */
export const CHUNK = { least: 128 * 1024, first: 256 * 1024, most: 4 * 1024 * 1024, goalMs: 2_000 } as const;

/** The next chunk, so that one takes about two seconds: small on bad networks, large where round trips would cost most. */
export function nextChunk(bytes: number, tookMs: number): number {
  const fitting = (bytes * CHUNK.goalMs) / Math.max(tookMs, 1);
  const step = Math.min(Math.max(fitting, bytes / 4), bytes * 2);
  return Math.round(Math.min(Math.max(step, CHUNK.least), CHUNK.most));
}

/** No more than an eighth of the file, so that its percentage moves. */
export const chunkOf = (fileBytes: number, chunk: number): number =>
  Math.min(chunk, Math.max(CHUNK.least, Math.ceil(fileBytes / 8)));

/** After a cut the network is taken for a bad one. */
export const chunkAfterCut = (bytes: number): number => Math.max(CHUNK.least, Math.round(bytes / 2));

const DELAYS_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000];

/** How long to wait after so many failures in a row (from 1). `draw` is from 0 to 1: phones of one hall do not come in step. */
export const retryDelay = (failures: number, draw: number): number =>
  (DELAYS_MS[Math.min(failures, DELAYS_MS.length) - 1] ?? 0) * (0.75 + draw / 2);

const SPAN_MS = 20_000;

/** How fast bytes are acknowledged, over the last seconds. */
export class TransferMeter {
  #points: { at: number; sent: number }[] = [];

  /** @param at in milliseconds of a clock that only goes forward; @param sent all bytes acknowledged so far */
  note(at: number, sent: number): void {
    const last = this.#points.at(-1);
    // A photo was taken away, or one is sent again: what was measured before says nothing.
    if (last && sent < last.sent) this.#points = [];
    this.#points.push({ at, sent });
    // The newest of the old ones stays: the span begins with it.
    while (at - (this.#points[1]?.at ?? at) > SPAN_MS) this.#points.shift();
  }

  /** Null until something has moved. */
  bytesPerSecond(at: number): number | null {
    const [first] = this.#points;
    const last = this.#points.at(-1);
    if (!first || !last || last.sent === first.sent || at <= first.at) return null;
    return ((last.sent - first.sent) / (at - first.at)) * 1000;
  }
}

/** 「约 1 分 40 秒」, coarser the longer it is. */
export function timeLeft(seconds: number): string {
  if (seconds < 10) return '几秒';
  if (seconds < 60) return `约 ${Math.ceil(seconds / 10) * 10} 秒`;
  const tens = Math.ceil(seconds / 10);
  if (seconds < 600)
    return tens % 6 === 0 ? `约 ${tens / 6} 分钟` : `约 ${Math.floor(tens / 6)} 分 ${(tens % 6) * 10} 秒`;
  return seconds < 5_400 ? `约 ${Math.ceil(seconds / 60)} 分钟` : '一个多小时以上';
}
