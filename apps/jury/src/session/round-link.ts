import { type Client, endpoints, isProblem, isRefusal } from '@zuimei/api-client';
import { type OutboxItem } from '@zuimei/offline';
import { remaining } from '../model/ballot.js';
import { saidOfGone } from '../model/gone.js';
import { vote } from '../model/voting.js';
import { newId } from '../model/ids.js';
import { type PoolBook } from '../tablet/pool-book.js';
import { type TabletLink } from '../tablet/tablet-link.js';
import { photoOf, type PhotoShelf } from './photos.js';
import { type Payload, type Reserve, type SeatRecord } from './records.js';
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
  pool: PoolBook;
  tablet: Pick<TabletLink, 'moreScreens' | 'show'>;
  /** The server was reached again, or answers still wait: try to deliver now. */
  wake(): void;
  /** Another screen stands there, and the juror has done nothing. */
  moved(): void;
}

/** The seat's line to its round: how it stands, and the next screens ahead of need. */
export class RoundLink {
  constructor(private readonly deps: Deps) {}

  /** Says how many answers wait and hears how the round stands. */
  async beat(): Promise<void> {
    const { api, book, photos, clock, wake } = this.deps;
    const { seat, phase, pending } = book.snapshot();
    if (!seat || seat.phase === 'receipt' || phase === 'lost') return;
    // Such a seat has no session: the tablet's own line hears of its round.
    if (seat.offline) return this.lease();
    try {
      const reply = await api.call(endpoints.heartbeat, { body: { pending } }, { timeoutMs: BEAT_TIMEOUT_MS });
      clock.heard(reply.serverTime);
      const lost = book.snapshot().reached === false;
      book.publish({ reached: true });
      await book.amend(seat.seatId, (now) =>
        JSON.stringify(now.round) === JSON.stringify(reply.round) ? null : { seat: { ...now, round: reply.round } },
      );
      await this.takeBack(seat.seatId, reply.gone);
      if (lost || pending > 0) wake();
      const screens = book.snapshot().seat?.ballot.screens ?? [];
      if (book.snapshot().screensReady < screens.length) void photos.fetchAll(screens);
      void this.lease();
    } catch (error) {
      this.failed(error);
    }
  }

  /**
   * The host has opened the round, and no network brings the news: the juror says so. Nothing is counted of what the
   * server has not opened; what was answered waits until then.
   */
  async beginUnheard(seatId: string): Promise<void> {
    await this.deps.book.amend(seatId, (now) =>
      now.reserve && now.round.state === 'ready' ? { seat: { ...now, round: { ...now.round, state: 'open' } } } : null,
    );
    await this.lease();
  }

  /** Leases more screens when few are left. What is leased again is not shown twice. */
  async lease(): Promise<void> {
    const { api, book, photos } = this.deps;
    const { seat, leasing, phase } = book.snapshot();
    if (!seat || leasing || seat.phase === 'receipt' || phase === 'lost') return;
    if (seat.ballot.last || seat.round.state !== 'open' || remaining(seat.ballot) > LEASE_AT) return;
    book.publish({ leasing: true });
    try {
      if (seat.offline) return await this.fill();
      const deck = await api.call(endpoints.leaseDeck, { body: {} }).catch((error: unknown) => {
        if (isRefusal(error, 'NO_SCREENS_LEFT')) return { screens: [], last: true };
        throw error;
      });
      book.publish({ reached: true });
      const entries = deck.screens.flatMap((screen) => screen.entries.map(({ entryId }) => entryId));
      await book.amend(seat.seatId, (now) => ({
        seat: {
          ...now,
          ...(now.reserve && { reserve: withSeen(now.reserve, entries) }),
          ballot: vote(now.ballot, { type: 'leased', screens: deck.screens, last: deck.last }).ballot,
        },
      }));
      void photos.fetchAll(book.snapshot().seat?.ballot.screens ?? []);
    } catch (error) {
      if (isRefusal(error, 'ROUND_NOT_OPEN')) void this.beat();
      else this.failed(error);
      const now = book.snapshot().seat;
      if (isProblem(error) && error.name === 'NetworkProblem' && now && remaining(now.ballot) === 0)
        await this.goOnHere(now);
    } finally {
      book.publish({ leasing: false, screensReady: photos.ready(book.snapshot().seat?.ballot.screens ?? []) });
    }
  }

  /** The next screens of a seat that was opened here. Where the pool has none, the server is asked for more once. */
  private async fill(): Promise<void> {
    const { book, photos, tablet } = this.deps;
    if (await this.fillOnce(false)) return;
    const asked = await tablet.moreScreens().then(
      () => true,
      () => false,
    );
    if (!(await this.fillOnce(asked || book.snapshot().reached === false))) return;
    void photos.fetchAll(book.snapshot().seat?.ballot.screens ?? []);
  }

  /** False where there was nothing to give. `last`: then there will be nothing more. */
  private async fillOnce(last: boolean): Promise<boolean> {
    const { book, pool, photos, tablet } = this.deps;
    const { seat } = book.snapshot();
    if (!seat) return false;
    let given = 0;
    await book.amend(seat.seatId, (now) => {
      const { screens, seen, values } = pool.take(now);
      given = screens.length;
      if (given === 0 && !last) return null;
      const { ballot } = vote(now.ballot, { type: 'leased', screens, last: given === 0 });
      return { seat: { ...now, ...(now.reserve && { reserve: { ...now.reserve, seen } }), ballot }, values };
    });
    if (given > 0) {
      void photos.fetchAll(book.snapshot().seat?.ballot.screens ?? []);
      tablet.show();
    }
    return given > 0;
  }

  /** The network has gone and the server's screens are answered: the juror goes on in a seat of the tablet's own. */
  private async goOnHere({ seatId, round }: SeatRecord): Promise<void> {
    const { book, pool } = this.deps;
    if (pool.free(round.id) === 0) return;
    await book.amend(seatId, (now) => {
      const { reserve } = now;
      if (!reserve || now.offline || remaining(now.ballot) > 0) return null;
      return {
        seat: { ...now, seatId: reserve.seatId, before: seatId, offline: true, order: 1 },
        put: [checkInItem(reserve)],
        groups: { [reserve.seatId]: { roundId: round.id, deliveryToken: null } },
        close: [seatId],
      };
    });
    await this.fill();
  }

  /** Entries have left the contest: their screens are taken back, and their photos leave the tablet. */
  async takeBack(seatId: string, entryIds: readonly string[]): Promise<void> {
    const { book, photos, moved } = this.deps;
    const urls = (book.snapshot().seat?.ballot.screens ?? [])
      .flatMap(({ entries }) => entries)
      .flatMap((entry) => (entryIds.includes(entry.entryId) ? photoOf(entry) : []));
    let said: string | null = null;
    const changed = await book.amend(seatId, (now) => {
      const { ballot } = vote(now.ballot, { type: 'gone', entryIds });
      said = now.phase === 'voting' ? saidOfGone(now.ballot, ballot) : null;
      if (said && ballot.screens[ballot.cursor]?.id !== now.ballot.screens[now.ballot.cursor]?.id) moved();
      return ballot === now.ballot ? null : { seat: { ...now, ballot } };
    });
    if (changed) void photos.forget(urls);
    if (said) book.publish({ notice: { text: said } });
  }

  private failed(error: unknown): void {
    const { book } = this.deps;
    if (!isProblem(error)) book.trouble('平板存不下新的内容了，请举手找工作人员。');
    else if (isRefusal(error, ...SEAT_GONE)) {
      if (book.snapshot().seat) book.trouble(error.sentence.zh, { phase: 'lost' });
    } else if (error.name === 'NetworkProblem') book.publish({ reached: false });
  }
}

const withSeen = (reserve: Reserve, entries: readonly string[]): Reserve => ({
  ...reserve,
  seen: [...new Set([...reserve.seen, ...entries])],
});

/** The first that the server hears of a seat which was opened on the tablet. */
export function checkInItem({ seatId, passId, proof }: Reserve): OutboxItem {
  const createdAt = Date.now();
  const payload: Payload = { kind: 'check-in', passId, proof, startedAt: new Date(createdAt).toISOString() };
  return { id: newId(), group: seatId, order: 0, payload, createdAt };
}
