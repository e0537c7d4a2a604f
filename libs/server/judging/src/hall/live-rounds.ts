import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { type Logger, LOGGER } from '@zuimei/platform';
import { Progress } from './progress.query.js';
import { Turnout } from './turnout.query.js';

/** At most one event in so many milliseconds. */
const BEAT_MS = 1_000;

/** Takes one event; false where the reader is gone. */
export type Listener = (event: unknown) => boolean;

interface Watch {
  listeners: Set<Listener>;
  timer: NodeJS.Timeout | undefined;
  last: unknown;
  stopped: boolean;
}

/** What can be watched of a round. */
export type LiveView = 'turnout' | 'progress';

/**
 * Feeds the open streams of this process: one look at the database a second for each round and view, however many
 * screens are watching.
 */
@Injectable()
export class LiveRounds implements OnModuleDestroy {
  readonly #watches = new Map<string, Watch>();

  constructor(
    private readonly turnout: Turnout,
    private readonly progress: Progress,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Sends the present state and then each second's to `listener`, until the returned function is called. */
  watch(view: LiveView, roundId: string, listener: Listener): () => void {
    const key = `${view} ${roundId}`;
    let watch = this.#watches.get(key);
    if (!watch) {
      watch = { listeners: new Set(), timer: undefined, last: undefined, stopped: false };
      this.#watches.set(key, watch);
      void this.#beat(key, watch, view, roundId);
    }
    const mine = watch;
    mine.listeners.add(listener);
    if (mine.last !== undefined) listener(mine.last);
    return () => {
      mine.listeners.delete(listener);
      if (mine.listeners.size === 0) this.#stop(key, mine);
    };
  }

  onModuleDestroy(): void {
    for (const [key, watch] of this.#watches) this.#stop(key, watch);
  }

  async #beat(key: string, watch: Watch, view: LiveView, roundId: string): Promise<void> {
    try {
      const result = await (view === 'turnout' ? this.turnout.get(roundId) : this.progress.get(roundId));
      if (result.ok) {
        watch.last = result.value;
        for (const listener of [...watch.listeners]) if (!listener(result.value)) watch.listeners.delete(listener);
      }
    } catch (error) {
      // The next beat looks again: a database that restarts must not end the hall's screen.
      this.log.warn({ err: error, view, roundId }, 'could not look at a round');
    }
    if (watch.listeners.size === 0) this.#stop(key, watch);
    if (watch.stopped) return;
    watch.timer = setTimeout(() => void this.#beat(key, watch, view, roundId), BEAT_MS);
    watch.timer.unref();
  }

  #stop(key: string, watch: Watch): void {
    watch.stopped = true;
    clearTimeout(watch.timer);
    if (this.#watches.get(key) === watch) this.#watches.delete(key);
  }
}
