import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { UnitOfWork } from '@zuimei/persistence';
import { SeatRepository } from '@zuimei/persistence/judging';
import { Clock, type Logger, LOGGER } from '@zuimei/platform';

/** How long news of tablets may wait for others to travel with. */
const GATHER_MS = 250;
/** While nothing waits on a tablet, that it was heard of is written no more often than this. */
const QUIET_MS = 3_000;
const MOST_REMEMBERED = 20_000;

/** Notes when tablets were heard of, many in one statement: an answer must not cost a second write. */
@Injectable()
export class SeatPulse implements OnModuleDestroy {
  readonly #news = new Map<string, { at: Date; pending: number }>();
  /** When seats with nothing pending were written last, in milliseconds since 1970. */
  readonly #quiet = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly unit: UnitOfWork,
    private readonly seats: SeatRepository,
    private readonly clock: Clock,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** The tablet of a seat was heard of; `pending` is what it says still waits on it. */
  note(seatId: string, pending: number): void {
    const at = this.clock.now();
    if (pending > 0) this.#quiet.delete(seatId);
    else {
      if (at.getTime() - (this.#quiet.get(seatId) ?? -Infinity) < QUIET_MS) return;
      if (this.#quiet.size >= MOST_REMEMBERED) this.#quiet.clear();
      this.#quiet.set(seatId, at.getTime());
    }
    this.#news.set(seatId, { at, pending });
    this.#timer ??= setTimeout(() => void this.flush(), GATHER_MS).unref();
  }

  /** Writes what was gathered. News that could not be written is old news soon: it is logged and let go. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const news = [...this.#news].map(([id, { at, pending }]) => ({ id, at, pending }));
    this.#news.clear();
    if (news.length > 0) {
      const write = () => this.unit.run((tx) => this.seats.seen(tx, news));
      this.#writing = this.#writing.then(write).catch((error: unknown) => {
        this.log.warn({ err: error, seats: news.length }, 'could not note when tablets were heard of');
      });
    }
    await this.#writing;
  }

  async onModuleDestroy(): Promise<void> {
    await this.flush();
  }
}
