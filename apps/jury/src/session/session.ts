import { type Client, endpoints, isProblem } from '@zuimei/api-client';
import { type Badge, type EnrolmentTicket } from '@zuimei/domain';
import { createSender, type OfflineStore, type Sender } from '@zuimei/offline';
import { deviceKey } from '../device/device-key.js';
import { passOf, type Shown } from '../model/badge.js';
import { currentScreen, newBallot, SETTLE_MS } from '../model/ballot.js';
import { newId, newNonce } from '../model/ids.js';
import { type Unchanged, vote, type VoteEvent } from '../model/voting.js';
import { deliverAnswers, RETRY_WHEN_STAFFED, type Uncounted } from './deliver.js';
import { PhotoShelf } from './photos.js';
import { makeReceipt } from './receipt.js';
import { type Payload, type SeatRecord } from './records.js';
import { checkInItem, RoundLink } from './round-link.js';
import { SeatBook } from './seat-book.js';
import { ServerClock } from './server-clock.js';
import { PoolBook } from '../tablet/pool-book.js';
import { type TabletProblem } from '../tablet/records.js';
import { type NoSeat, TabletLink } from '../tablet/tablet-link.js';
import { type Snapshot } from './snapshot.js';

const HEARTBEAT_MS = 10_000;
const DRAIN_MS = 2000;
const DAY_MS = 86_400_000;
/** So long a scanned badge waits for the server before an enrolled tablet opens the seat itself; less when it knew before. */
const PATIENCE_MS = 4000;
const SHORT_PATIENCE_MS = 1500;

const NO_NETWORK = '没有网络，签到要先连上网。请举手，工作人员马上来。';
const NO_SEAT: Record<NoSeat, string> = {
  NOT_ENROLLED: NO_NETWORK,
  NOT_READY: '没有网络，这台平板也还没准备好离线投票。请举手换一台。',
  BADGE_WRONG: '这张评审证不是这场评审会的，请找工作人员。',
  BADGE_UNKNOWN: '这台平板的名单里没有这张评审证，可能已作废。连上网后再试，或找工作人员。',
  BADGE_DONE: '这张评审证本轮已经在这台平板上投完了。',
  NO_ROUND: '现在没有网络，也没有开放的轮次，请等主持人宣布开始。',
};

export interface SessionDeps {
  api: Client;
  store: OfflineStore;
  /** Milliseconds that only ever grow. */
  monotonic?: () => number;
  photos?: (onProgress: () => void) => PhotoShelf;
  /** Why this browser cannot keep so many bytes, or not be used at all; null where it can. */
  check?: (bytes: number) => Promise<TabletProblem | null>;
  heartbeatMs?: number;
  settleMs?: number;
}

/** One tablet's run through the hall: check-in, ballot, receipt, hand-over, and everything kept through reloads. */
export class JurySession {
  private readonly clock: ServerClock;
  private readonly photos: PhotoShelf;
  private readonly sender: Sender;
  private readonly book: SeatBook;
  private readonly link: RoundLink;
  private readonly pool: PoolBook;
  private readonly tablet: TabletLink;
  private readonly monotonic: () => number;
  private shownAt = 0;
  readonly getSnapshot: () => Snapshot;
  readonly subscribe: (listener: () => void) => () => void;

  constructor(private readonly deps: SessionDeps) {
    const { api, store } = deps;
    this.monotonic = deps.monotonic ?? (() => performance.now());
    this.clock = new ServerClock(this.monotonic);
    this.book = new SeatBook(store);
    this.getSnapshot = this.book.snapshot;
    this.subscribe = this.book.subscribe;
    const progress = () =>
      this.book.publish({ screensReady: this.photos.ready(this.book.snapshot().seat?.ballot.screens ?? []) });
    this.photos = deps.photos?.(progress) ?? new PhotoShelf(progress);
    this.pool = new PoolBook(store);
    this.tablet = new TabletLink({
      api,
      store,
      book: this.book,
      pool: this.pool,
      photos: this.photos,
      clock: this.clock,
      key: () => deviceKey(store),
      check: (bytes) => this.check(bytes),
      wake: () => this.sender.kick(),
      takeBack: (seatId, entryIds) => this.link.takeBack(seatId, entryIds),
    });
    this.sender = createSender({
      store,
      lockName: 'zuimei-jury-outbox',
      onAttempt: (reached) => {
        const back = reached && this.book.snapshot().reached === false;
        this.book.publish({ reached });
        if (back) void this.tablet.beat();
      },
      deliver: deliverAnswers({
        api,
        key: () => deviceKey(store),
        waiting: async (group) => (await store.counts(group)).pending,
        openSeat: (seat) => this.tablet.openSeat(seat),
        remember: (group, meta) => store.commit({ groups: { [group]: meta } }),
        refusalOf: async (group) => (await store.parked(group))[0]?.reason as Uncounted | undefined,
        news: {
          serverTime: (time) => this.clock.heard(time),
          completed: (seatId, merged) => this.received(seatId, merged),
        },
      }),
    });
    this.link = new RoundLink({
      api,
      book: this.book,
      photos: this.photos,
      clock: this.clock,
      pool: this.pool,
      tablet: this.tablet,
      wake: () => this.sender.kick(),
      moved: () => (this.shownAt = this.monotonic()),
    });
  }

  /** Picks up where the tablet was, and starts delivering. Returns what ends it all. */
  start(): () => void {
    let stopSender: (() => void) | undefined;
    let ended = false;
    const stopCounting = this.deps.store.subscribe(() => void this.book.count());
    const beat = () => {
      void this.link.beat();
      void this.tablet.beat();
    };
    const heartbeat = setInterval(beat, this.deps.heartbeatMs ?? HEARTBEAT_MS);
    const online = () => {
      this.book.publish({ reached: null });
      beat();
    };
    const page = typeof window === 'undefined' ? undefined : window;
    page?.addEventListener('online', online);
    void this.restore(() => {
      if (!ended) stopSender = this.sender.start();
    });
    return () => {
      ended = true;
      stopSender?.();
      stopCounting();
      clearInterval(heartbeat);
      page?.removeEventListener('online', online);
    };
  }

  /** Reads everything anew from the store: at the start, and when the browser shows a page from its memory again. */
  async restore(onLoaded?: () => void): Promise<void> {
    // What the browser shows again may be of a juror who has gone: nothing of it stays until the store has been read.
    this.book.publish({ phase: 'starting', seat: null });
    try {
      // The tablet first: a badge that is scanned as soon as the page can take one finds what is kept for it.
      await this.tablet.load();
      await this.book.load();
      this.shownAt = this.monotonic();
      onLoaded?.();
      void this.tablet.beat();
      const { seat } = this.book.snapshot();
      if (!seat) {
        await this.retryRefused();
        return await this.examine();
      }
      void this.photos.fetchAll(seat.ballot.screens);
    } catch {
      return this.book.publish({ phase: 'broken', problem: (await this.check(0)) ?? 'STORAGE_BLOCKED' });
    }
    await this.link.beat();
  }

  /** Before anyone votes: a browser that could not keep the answers says so, and why. */
  async examine(): Promise<void> {
    const problem = await this.check(0);
    const stops = problem && (problem !== 'NO_SERVICE_WORKER' || this.book.snapshot().tablet);
    const { phase } = this.book.snapshot();
    if (stops && phase === 'check-in') this.book.publish({ phase: 'broken', problem });
    else if (!stops && phase === 'broken') await this.restore();
  }

  /** Staff show an enrolment's QR, or have called it off. Only between two jurors. */
  beginEnrolment(ticket: EnrolmentTicket | null): void {
    if (this.book.snapshot().phase === 'check-in') this.book.publish({ enrolling: ticket, trouble: null });
  }

  async enrol(pin: string, name: string): Promise<void> {
    const { enrolling, busy } = this.book.snapshot();
    if (!enrolling || busy) return;
    this.book.publish({ busy: true, trouble: null });
    try {
      const problem = await this.tablet.enrol(enrolling, pin, name);
      this.book.publish({ busy: false, ...(problem ? { phase: 'broken', problem } : { enrolling: null }) });
    } catch (error) {
      const sentence = isProblem(error) ? error.sentence.zh : '登记没能存下来，请再试一次。';
      this.book.trouble(sentence, { busy: false });
    }
  }

  /** Opens a seat. A refusal or a missing network becomes `trouble`; an enrolled tablet needs no network for a badge. */
  async checkIn(shown: Shown): Promise<void> {
    const { device, busy, phase, tablet, reached } = this.book.snapshot();
    if (busy || !device || phase !== 'check-in') return;
    this.book.publish({ busy: true, trouble: null });
    const badge = 'code' in shown ? null : shown;
    const patience = badge && tablet ? (reached === false ? SHORT_PATIENCE_MS : PATIENCE_MS) : undefined;
    try {
      const { publicKey } = await deviceKey(this.deps.store);
      const seat = await this.deps.api.call(
        endpoints.checkIn,
        { body: { pass: passOf(shown), device: { ...device, publicKey } } },
        { timeoutMs: patience },
      );
      const found = badge && tablet ? await this.tablet.open(badge) : 'NOT_ENROLLED';
      const reserve =
        typeof found === 'object' && found.preload.round?.id === seat.round.id ? found.reserve : undefined;
      const record: SeatRecord = {
        seatId: seat.seatId,
        alias: seat.alias,
        sitting: seat.sitting,
        round: seat.round,
        answeredBefore: seat.answeredScreens,
        phase: 'welcome',
        ballot: newBallot(seat.round.method),
        order: 0,
        completion: null,
        ...(reserve && { reserve }),
      };
      await this.book.open(record, { roundId: seat.round.id, deliveryToken: seat.deliveryToken });
      this.book.publish({ busy: false, reached: true });
      await this.drain();
      await this.book.count();
      await this.link.lease();
    } catch (error) {
      if (!isProblem(error))
        return this.book.publish({ phase: 'broken', problem: (await this.check(0)) ?? 'STORAGE_BLOCKED', busy: false });
      const offline = error.name === 'NetworkProblem';
      if (offline && badge && tablet) return this.checkInHere(badge);
      this.book.trouble(offline ? NO_NETWORK : error.sentence.zh, { busy: false, reached: !offline });
    }
  }

  /** Opens a seat without the server, which hears of it before anything else of this juror. */
  private async checkInHere(badge: Badge): Promise<void> {
    try {
      const found = await this.tablet.open(badge);
      if (typeof found === 'string') return this.book.trouble(NO_SEAT[found], { busy: false, reached: false });
      const { reserve, alias, preload } = found;
      const { round, sitting } = preload;
      if (!round) return this.book.trouble(NO_SEAT.NO_ROUND, { busy: false, reached: false });
      const { id, name, state, method, expectedScreens, endsAt } = round;
      const record: SeatRecord = {
        seatId: reserve.seatId,
        alias,
        sitting,
        round: { id, name, state, method, expectedScreens, endsAt },
        answeredBefore: 0,
        phase: 'welcome',
        ballot: newBallot(method),
        order: 1,
        completion: null,
        reserve,
        offline: true,
      };
      await this.book.open(record, { roundId: id, deliveryToken: null }, checkInItem(reserve));
      this.book.publish({ busy: false, reached: false });
      await this.book.count();
      await this.link.lease();
    } catch {
      this.book.trouble('签到没能存下来，请再试一次；还不行就举手。', { busy: false });
    }
  }

  async beginVoting(): Promise<void> {
    const { seat } = this.book.snapshot();
    if (!seat) return;
    await this.book.amend(seat.seatId, (now) =>
      now.phase === 'welcome' ? { seat: { ...now, phase: 'voting' } } : null,
    );
    this.shownAt = this.monotonic();
  }

  /** The host has said in the hall that the round is open, and no network brings the news. */
  async beginUnheard(): Promise<void> {
    const { seat, reached } = this.book.snapshot();
    if (seat && reached === false) await this.link.beginUnheard(seat.seatId);
  }

  /**
   * Applies one thing that the juror did. An answer is on the disk before the next screen is shown. Resolves with the
   * reason where nothing changed.
   */
  async vote(event: VoteEvent): Promise<Unchanged | 'busy' | undefined> {
    const { seat, busy } = this.book.snapshot();
    if (!seat || busy || seat.phase !== 'voting') return 'busy';
    const leaves = ['skip', 'back', 'verdict', 'grade'].includes(event.type);
    if (leaves && this.monotonic() - this.shownAt < (this.deps.settleMs ?? SETTLE_MS)) return 'busy';
    const step = vote(seat.ballot, event);
    if (step.unchanged) return step.unchanged;
    if (step.answer) return this.answer(seat.seatId, event);
    if (event.type === 'back' || event.type === 'confirm') this.shownAt = this.monotonic();
    this.book.touch(seat, step.ballot);
    return undefined;
  }

  /** Hands the ballot in: the receipt is shown at once, the server hears of it when it can. */
  async complete(): Promise<void> {
    const { seat, busy } = this.book.snapshot();
    if (!seat || busy || seat.phase === 'receipt') return;
    this.book.publish({ busy: true });
    try {
      const receiptNonce = newNonce();
      const id = newId();
      const completion = { itemId: id, receipt: await makeReceipt(seat.round.id, receiptNonce), receivedAt: null };
      const payload: Payload = { kind: 'complete', receiptNonce };
      await this.book.amend(seat.seatId, (now) => ({
        seat: { ...now, phase: 'receipt', order: now.order + 1, completion },
        put: [{ id, group: now.seatId, order: now.order, payload, createdAt: Date.now() }],
      }));
      this.book.publish({ busy: false });
      await this.book.count();
    } catch {
      this.book.trouble('凭证没能存下来，请再点一次；还不行就举手。', { busy: false });
    }
  }

  /** The next juror finds no trace of this one; what is not delivered yet goes on being delivered. */
  async handOver(): Promise<void> {
    await this.book.forget(
      (seat) => {
        const payload: Payload = { kind: 'leave' };
        const gone = seat.completion || this.book.snapshot().phase === 'lost';
        return gone ? null : { id: newId(), group: seat.seatId, order: seat.order, payload, createdAt: Date.now() };
      },
      (seat) => this.pool.release(seat),
    );
    this.tablet.show();
    this.sender.kick();
  }

  renameDevice(name: string): Promise<void> {
    return this.book.rename(name);
  }

  /** Problem codes (or `LATE`) of everything on this tablet that was not counted. */
  async uncounted(): Promise<string[]> {
    return (await this.deps.store.parked()).map((item) => (item.reason as Uncounted).code);
  }

  /** Somebody has read why; the list is cleared. */
  async dismissUncounted(): Promise<void> {
    await this.deps.store.dismiss((await this.deps.store.parked()).map((item) => item.id));
  }

  private async answer(seatId: string, event: VoteEvent): Promise<undefined> {
    const shown = this.book.snapshot().seat?.ballot;
    const screenId = shown && currentScreen(shown)?.id;
    this.book.publish({ busy: true });
    const id = newId();
    const shownMs = Math.min(DAY_MS, Math.max(0, Math.round(this.monotonic() - this.shownAt)));
    try {
      const stored = await this.book.amend(seatId, (seat) => {
        // The screen that the juror meant was taken back at this moment.
        if (currentScreen(seat.ballot)?.id !== screenId) return null;
        const { ballot, answer } = vote(seat.ballot, event);
        if (!answer) return null;
        const payload: Payload = {
          kind: 'answer',
          input: { id, screenId: answer.screenId, revision: answer.revision, answer: answer.answer, shownMs },
        };
        return {
          seat: { ...seat, ballot, order: seat.order + 1 },
          put: [{ id, group: seatId, order: seat.order, payload, createdAt: Date.now() }],
        };
      });
      if (!stored) throw new Error('the seat has changed');
      this.shownAt = this.monotonic();
      this.book.publish({ busy: false, trouble: null });
      void this.link.lease();
    } catch {
      this.book.trouble('这一屏没能存下来，请再点一次；还不行就举手。', { busy: false });
    }
    return undefined;
  }

  private check(bytes: number): Promise<TabletProblem | null> {
    return this.deps.check?.(bytes) ?? Promise.resolve(null);
  }

  private received(seatId: string, merged: boolean): void {
    const receivedAt = this.clock.now();
    void this.book.amend(seatId, (seat) =>
      seat.completion ? { seat: { ...seat, completion: { ...seat.completion, receivedAt, merged } } } : null,
    );
  }

  /** Lets answers of an earlier seat on this tablet go first: a juror who comes back must not see them again. */
  private async drain(): Promise<void> {
    const end = this.monotonic() + DRAIN_MS;
    this.sender.kick();
    while ((await this.deps.store.counts()).pending > 0 && this.monotonic() < end)
      await new Promise((resolve) => setTimeout(resolve, 50));
  }

  /** What was refused for the token's sake is tried once more at each start. */
  private async retryRefused(): Promise<void> {
    const parked = await this.deps.store.parked();
    const again = parked.filter((item) => RETRY_WHEN_STAFFED.includes((item.reason as Uncounted).code));
    if (again.length > 0) await this.deps.store.release(again.map((item) => item.id));
  }
}
