import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { UnitOfWork } from '@zuimei/persistence';
import { SeatRepository } from '@zuimei/persistence/judging';
import { Clock, type Logger, LOGGER } from '@zuimei/platform';

/** How long news of tablets may wait for others to travel with. */
const GATHER_MS = 250;

/** Notes when tablets were heard of, many in one statement: an answer must not cost a second write. */
@Injectable()
export class SeatPulse implements OnModuleDestroy {
  readonly #news = new Map<string, { at: Date; pending: number }>();
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
    this.#news.set(seatId, { at: this.clock.now(), pending });
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
