import type { Lock, Locker, RequestRelease } from '@tus/server';
import { ProblemError } from '@zuimei/platform';

interface Line {
  release: RequestRelease;
  waiting: { begin: () => void; release: RequestRelease }[];
}

/** How long a request waits for those before it; each of them is asked to make way at once. */
const LONGEST_WAIT_MS = 10_000;

/**
 * Requests for one upload take turns within this process. One that comes while another still sends (a phone that has
 * reconnected while its old connection is not known to be dead) asks that one to end, and waits without a busy loop.
 */
export class UploadTurns implements Locker {
  readonly #lines = new Map<string, Line>();

  newLock(id: string): Lock {
    return {
      lock: (signal, release) => this.#take(id, signal, release),
      unlock: async () => this.#pass(id),
    };
  }

  async #take(id: string, signal: AbortSignal, release: RequestRelease): Promise<void> {
    const line = this.#lines.get(id);
    if (!line) return void this.#lines.set(id, { release, waiting: [] });
    await line.release();
    // It may have made way while it was asked.
    if (!this.#lines.has(id)) return void this.#lines.set(id, { release, waiting: [] });
    await new Promise<void>((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(limit);
        signal.removeEventListener('abort', leave);
      };
      const turn = { release, begin: () => (stop(), resolve()) };
      const leave = (): void => {
        stop();
        const at = line.waiting.indexOf(turn);
        if (at >= 0) line.waiting.splice(at, 1);
        reject(new ProblemError({ code: 'UPLOAD_CONFLICT' }));
      };
      const limit = setTimeout(leave, LONGEST_WAIT_MS);
      signal.addEventListener('abort', leave, { once: true });
      line.waiting.push(turn);
    });
  }

  #pass(id: string): void {
    const line = this.#lines.get(id);
    const next = line?.waiting.shift();
    if (!line || !next) return void this.#lines.delete(id);
    line.release = next.release;
    next.begin();
    if (line.waiting.length > 0) void next.release();
  }
}
