import { type Client, endpoints, isProblem, isRefusal } from '@zuimei/api-client';
import { type Badge, type EnrolmentTicket, POOL_STATES } from '@zuimei/domain';
import { type OfflineStore } from '@zuimei/offline';
import { type DeviceKey } from '../device/device-key.js';
import { newId } from '../model/ids.js';
import { type PhotoShelf } from '../session/photos.js';
import { type Device, DEVICE, type Reserve, type SeatRecord } from '../session/records.js';
import { type SeatBook } from '../session/seat-book.js';
import { type ServerClock } from '../session/server-clock.js';
import { isSignedBySitting, openLine, proofOf, tagOf } from './badge-crypto.js';
import { type PoolBook } from './pool-book.js';
import { type Enrolled, ENROLLED, type Preload, PRELOAD, type TabletProblem } from './records.js';
import { signedBy } from './tablet-api.js';

/** Jurors who can begin one after the other before the network is back. */
const DECKS = 5;
const MOST_SCREENS = 60;
const BEAT_TIMEOUT_MS = 8000;
/** A 1080 px photo on the tablet, at most; see the imaging profile. */
const PHOTO_BYTES = 400_000;

interface Deps {
  api: Client;
  store: OfflineStore;
  book: SeatBook;
  pool: PoolBook;
  photos: PhotoShelf;
  clock: ServerClock;
  key(): Promise<DeviceKey>;
  /** Why the browser cannot keep `bytes`; null where it can. */
  check(bytes: number): Promise<TabletProblem | null>;
  /** The server was reached again: try to deliver now. */
  wake(): void;
  /** Entries have left the round of a seat. */
  takeBack(seatId: string, entryIds: readonly string[]): Promise<void>;
}

/** Why a badge opens nothing here without a network. */
export type NoSeat = 'NOT_ENROLLED' | 'NOT_READY' | 'BADGE_WRONG' | 'BADGE_UNKNOWN' | 'BADGE_DONE' | 'NO_ROUND';

/** The tablet's own line to its sitting: enrolment, what it keeps for times without a network, how ready it is. */
export class TabletLink {
  private enrolled: Enrolled | null = null;
  private preload: Preload | null = null;
  private problem: TabletProblem | null = null;
  private here = 0;
  private working: Promise<void> | null = null;

  constructor(private readonly deps: Deps) {}

  async load(): Promise<void> {
    const { store, pool } = this.deps;
    this.enrolled = (await store.value<Enrolled>(ENROLLED)) ?? null;
    this.preload = (await store.value<Preload>(PRELOAD)) ?? null;
    await pool.load();
    this.show();
    if (this.enrolled) void this.prepare();
  }

  /** Enrols this browser. Rejects with the server's problem; resolves with what is in the way of the browser itself. */
  async enrol(ticket: EnrolmentTicket, pin: string, name: string): Promise<TabletProblem | null> {
    const { api, store, book, key, check } = this.deps;
    const problem = await check(0);
    if (problem) return problem;
    const { publicKey } = await key();
    const { ticketId, secret } = ticket;
    const reply = await api.call(endpoints.enrolTablet, { body: { ticketId, secret, pin, name, publicKey } });
    const enrolled: Enrolled = { ...reply, name, revoked: false };
    const device: Device = { id: reply.tabletId, name };
    await store.commit({ values: { [ENROLLED]: enrolled, [DEVICE]: device, [PRELOAD]: undefined } });
    this.enrolled = enrolled;
    this.preload = null;
    this.here = 0;
    book.publish({ device, reached: true });
    this.show();
    void this.beat();
    return null;
  }

  /** Tells how ready the tablet is, hears how the round stands, and brings what is missing. */
  async beat(): Promise<void> {
    const { book, clock, store, wake } = this.deps;
    const { enrolled } = this;
    if (!enrolled) return;
    const { photos, photosOf, screens } = this.state();
    const problem = this.problem;
    try {
      const { pending } = await store.counts();
      const body = { pending, readiness: { photos, photosOf, screens, problem } };
      const reply = await this.signed(enrolled).call(endpoints.beatTablet, { body }, { timeoutMs: BEAT_TIMEOUT_MS });
      clock.heard(reply.serverTime);
      const lost = book.snapshot().reached === false;
      book.publish({ reached: true });
      if (lost || pending > 0) wake();
      if (reply.revoked !== enrolled.revoked) await this.remember({ ...enrolled, revoked: reply.revoked });
      const { round } = reply;
      if (
        round &&
        this.preload?.round?.id === round.id &&
        JSON.stringify(this.preload.round) !== JSON.stringify({ ...this.preload.round, ...round })
      ) {
        this.preload = { ...this.preload, round: { ...this.preload.round, ...round } };
        await store.commit({ values: { [PRELOAD]: this.preload } });
      }
      if (round) await this.deps.pool.lose(round.id, reply.gone);
      await this.tellSeat(round, reply.gone);
      if (!reply.revoked) await this.prepare(reply.preloadVersion);
    } catch (error) {
      if (isProblem(error) && error.name === 'NetworkProblem') book.publish({ reached: false });
    }
  }

  /** What this badge may see here, with the proof for a seat of its own. */
  async open(badge: Badge): Promise<{ reserve: Reserve; alias: string; preload: Preload } | NoSeat> {
    const { enrolled, preload } = this;
    if (!enrolled) return 'NOT_ENROLLED';
    if (!preload || enrolled.revoked || this.problem) return 'NOT_READY';
    if (!(await isSignedBySitting(badge, enrolled.sitting.id, enrolled.sittingKey))) return 'BADGE_WRONG';
    const { round } = preload;
    if (!round) return 'NO_ROUND';
    const tag = await tagOf(badge.passId);
    const sealed = preload.passes.find((pass) => pass.tag === tag)?.sealed;
    if (!sealed) return 'BADGE_UNKNOWN';
    const line = await openLine(badge, sealed);
    if (!line) return 'BADGE_WRONG';
    if (this.deps.pool.isDone(round.id, tag)) return 'BADGE_DONE';
    const seatId = newId();
    const proof = await proofOf(badge, seatId, enrolled.tabletId, round.id);
    const seen = this.deps.pool.seenBy(round.id, tag);
    const reserve = { seatId, passId: badge.passId, proof, tag, exclude: line.exclude, seen };
    return { reserve, alias: line.alias, preload };
  }

  /** Tells the server of a seat that was opened here; gives the token that delivers its answers. */
  async openSeat(seat: { seatId: string; roundId: string; passId: string; proof: string; startedAt: string }) {
    if (!this.enrolled) throw new Error('a seat of a tablet that is not enrolled');
    return this.signed(this.enrolled).call(endpoints.openOfflineSeat, { body: seat });
  }

  /** Deals more screens, where the server can be asked. */
  async moreScreens(): Promise<void> {
    const { enrolled, preload } = this;
    const { pool, photos } = this.deps;
    const round = preload?.round;
    if (!enrolled || enrolled.revoked || !round || !POOL_STATES.includes(round.state)) return;
    const screens = Math.max(1, Math.min(MOST_SCREENS, round.expectedScreens));
    try {
      const dealt = await this.signed(enrolled).call(endpoints.drawPool, { body: { decks: DECKS, screens } });
      await pool.replace(dealt);
      await photos.fetchAll(pool.screens());
    } catch (error) {
      if (!isRefusal(error, 'ROUND_NOT_OPEN', 'TABLET_REVOKED')) throw error;
    }
  }

  show(): void {
    this.deps.book.publish({ tablet: this.enrolled && this.state() });
  }

  private state() {
    const { enrolled, preload, problem, here } = this;
    const { pool } = this.deps;
    const round = preload?.round;
    const photosOf = preload?.photos.length ?? 0;
    const screens = round ? pool.free(round.id) : 0;
    const ready = !!round && !problem && !enrolled?.revoked && here === photosOf && screens > 0;
    const { name = '', sitting = { id: '', name: '', venue: '' }, revoked = false } = enrolled ?? {};
    return { name, sitting, revoked, photos: here, photosOf, screens, problem, ready };
  }

  private signed(enrolled: Enrolled): Pick<Client, 'call'> {
    const { api, key, clock } = this.deps;
    const now = () => Math.round(clock.now() ? Date.parse(clock.now() ?? '') : Date.now());
    return signedBy(api, enrolled.tabletId, key, now);
  }

  private async remember(enrolled: Enrolled): Promise<void> {
    await this.deps.store.commit({ values: { [ENROLLED]: enrolled } });
    this.enrolled = enrolled;
    this.show();
  }

  /** A seat without a session of its own hears of its round here. */
  private async tellSeat(round: SeatRecord['round'] | null, gone: readonly string[]): Promise<void> {
    const { book, takeBack } = this.deps;
    const { seat } = book.snapshot();
    if (!seat?.offline || !round || round.id !== seat.round.id) return;
    const next = { ...seat.round, ...round };
    if (JSON.stringify(next) !== JSON.stringify(seat.round))
      await book.amend(seat.seatId, (now) => ({ seat: { ...now, round: { ...now.round, ...round } } }));
    await takeBack(seat.seatId, gone);
  }

  /** Brings photos, passes and screens onto the tablet, one run at a time. */
  private prepare(version?: string): Promise<void> {
    this.working ??= this.bring(version)
      .catch(() => undefined)
      .finally(() => {
        this.working = null;
        this.show();
      });
    return this.working;
  }

  private async bring(version: string | undefined): Promise<void> {
    const { store, photos, pool, check } = this.deps;
    const { enrolled } = this;
    if (!enrolled) return;
    if (version !== undefined && version !== this.preload?.version) {
      const preload = await this.signed(enrolled).call(endpoints.getPreload);
      await store.commit({ values: { [PRELOAD]: preload } });
      this.preload = preload;
      this.here = 0;
      this.show();
    }
    const urls = (this.preload?.photos ?? []).map(({ photo }) => photo.src1080);
    this.problem = await check(Math.max(0, urls.length - this.here) * PHOTO_BYTES);
    if (this.here < urls.length)
      await photos.keep(urls, (here) => {
        this.here = here;
        this.show();
      });
    if (photos.full) this.problem = 'DISK_FULL';
    const { round } = this.preload ?? {};
    // The evening before as well: a tablet is ready without a network only with its screens.
    if (version !== undefined && round && pool.wholeDecks(round.id) < DECKS) await this.moreScreens();
  }
}
