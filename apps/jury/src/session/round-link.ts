import { type Client, endpoints, isProblem, isRefusal } from '@zuimei/api-client';
import { remaining } from '../model/ballot.js';
import { vote } from '../model/voting.js';
import { type PhotoShelf } from './photos.js';
import { type SeatBook } from './seat-book.js';
import { type ServerClock } from './server-clock.js';

/** More screens are asked for when so few are left. */
const LEASE_AT = 3;
const BEAT_TIMEOUT_MS = 8000;
const SEAT_GONE = ['UNAUTHENTICATED', 'SESSION_EXPIRED', 'FORBIDDEN', 'PASS_REVOKED', 'PASS_USED'] as const;

interface Deps {
  api: Client;
  book: SeatBook;
  photos: PhotoShelf;
  clock: ServerClock;
  /** The server was reached again, or answers still wait: try to deliver now. */
  wake(): void;
}

/** The seat's line to its round: how it stands, and the next screens ahead of need. */
export class RoundLink {
  constructor(private readonly deps: Deps) {}

  /** Says how many answers wait and hears how the round stands. */
  async beat(): Promise<void> {
    const { api, book, photos, clock, wake } = this.deps;
    const { seat, phase, pending } = book.snapshot();
    if (!seat || seat.phase === 'receipt' || phase === 'lost') return;
    try {
      const reply = await api.call(endpoints.heartbeat, { body: { pending } }, { timeoutMs: BEAT_TIMEOUT_MS });
      clock.heard(reply.serverTime);
      const lost = book.snapshot().reached === false;
      book.publish({ reached: true });
      await book.amend(seat.seatId, (now) =>
        JSON.stringify(now.round) === JSON.stringify(reply.round) ? null : { seat: { ...now, round: reply.round } },
      );
      if (lost || pending > 0) wake();
      const screens = book.snapshot().seat?.ballot.screens ?? [];
      if (book.snapshot().screensReady < screens.length) void photos.fetchAll(screens);
      void this.lease();
    } catch (error) {
      this.failed(error);
    }
  }

  /** Leases more screens when few are left. What is leased again is not shown twice. */
  async lease(): Promise<void> {
    const { api, book, photos } = this.deps;
    const { seat, leasing, phase } = book.snapshot();
    if (!seat || leasing || seat.phase === 'receipt' || phase === 'lost') return;
    if (seat.ballot.last || seat.round.state !== 'open' || remaining(seat.ballot) > LEASE_AT) return;
    book.publish({ leasing: true });
    try {
      const deck = await api.call(endpoints.leaseDeck, { body: {} }).catch((error: unknown) => {
        if (isRefusal(error, 'NO_SCREENS_LEFT')) return { screens: [], last: true };
        throw error;
      });
      book.publish({ reached: true });
      await book.amend(seat.seatId, (now) => ({
        seat: { ...now, ballot: vote(now.ballot, { type: 'leased', screens: deck.screens, last: deck.last }).ballot },
      }));
      void photos.fetchAll(book.snapshot().seat?.ballot.screens ?? []);
    } catch (error) {
      if (!isRefusal(error, 'ROUND_NOT_OPEN')) this.failed(error);
      else void this.beat();
    } finally {
      book.publish({ leasing: false, screensReady: photos.ready(book.snapshot().seat?.ballot.screens ?? []) });
    }
  }

  private failed(error: unknown): void {
    const { book } = this.deps;
    if (!isProblem(error)) book.trouble('平板存不下新的内容了，请举手找工作人员。');
    else if (isRefusal(error, ...SEAT_GONE)) {
      if (book.snapshot().seat) book.trouble(error.sentence.zh, { phase: 'lost' });
    } else if (error.name === 'NetworkProblem') book.publish({ reached: false });
  }
}
