import { type Client, endpoints, isProblem } from '@zuimei/api-client';
import { createSender, type OfflineStore, type Sender } from '@zuimei/offline';
import { deviceKey } from '../device/device-key.js';
import { type Pass } from '../model/badge.js';
import { newBallot, SETTLE_MS } from '../model/ballot.js';
import { newId, newNonce } from '../model/ids.js';
import { type Unchanged, vote, type VoteEvent } from '../model/voting.js';
import { deliverAnswers, RETRY_WHEN_STAFFED, type Uncounted } from './deliver.js';
import { PhotoShelf } from './photos.js';
import { makeReceipt } from './receipt.js';
import { type Payload, type SeatRecord } from './records.js';
import { RoundLink } from './round-link.js';
import { SeatBook } from './seat-book.js';
import { ServerClock } from './server-clock.js';
import { type Snapshot } from './snapshot.js';

const HEARTBEAT_MS = 10_000;
const DRAIN_MS = 2000;
const DAY_MS = 86_400_000;

export interface SessionDeps {
  api: Client;
  store: OfflineStore;
  /** Milliseconds that only ever grow. */
  monotonic?: () => number;
  photos?: (onProgress: () => void) => PhotoShelf;
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
    this.sender = createSender({
      store,
      lockName: 'zuimei-jury-outbox',
      onAttempt: (reached) => this.book.publish({ reached }),
      deliver: deliverAnswers({
        api,
        key: () => deviceKey(store),
        waiting: async (group) => (await store.counts(group)).pending,
        news: {
          serverTime: (time) => this.clock.heard(time),
          completed: (seatId) => this.received(seatId),
        },
      }),
    });
    this.link = new RoundLink({
      api,
      book: this.book,
      photos: this.photos,
      clock: this.clock,
      wake: () => this.sender.kick(),
    });
  }

  /** Picks up where the tablet was, and starts delivering. Returns what ends it all. */
  start(): () => void {
    let stopSender: (() => void) | undefined;
    let ended = false;
    const stopCounting = this.deps.store.subscribe(() => void this.book.count());
    const heartbeat = setInterval(() => void this.link.beat(), this.deps.heartbeatMs ?? HEARTBEAT_MS);
    const online = () => {
      this.book.publish({ reached: null });
      void this.link.beat();
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
    try {
      await this.book.load();
      this.shownAt = this.monotonic();
      onLoaded?.();
      const { seat } = this.book.snapshot();
      if (!seat) return await this.retryRefused();
      void this.photos.fetchAll(seat.ballot.screens);
    } catch {
      return this.book.publish({ phase: 'broken' });
    }
    await this.link.beat();
  }

  /** Opens a seat. A refusal or a missing network becomes `trouble`. */
  async checkIn(pass: Pass): Promise<void> {
    const { device, busy, phase } = this.book.snapshot();
    if (busy || !device || phase !== 'check-in') return;
    this.book.publish({ busy: true, trouble: null });
    try {
      const { publicKey } = await deviceKey(this.deps.store);
      const seat = await this.deps.api.call(endpoints.checkIn, { body: { pass, device: { ...device, publicKey } } });
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
      };
      await this.book.open(record, { roundId: seat.round.id, deliveryToken: seat.deliveryToken });
      this.book.publish({ busy: false, reached: true });
      await this.drain();
      await this.book.count();
      await this.link.lease();
    } catch (error) {
      if (!isProblem(error)) return this.book.publish({ phase: 'broken', busy: false });
      const offline = error.name === 'NetworkProblem';
      const sentence = offline ? '没有网络，签到要先连上网。请举手，工作人员马上来。' : error.sentence.zh;
      this.book.trouble(sentence, { busy: false, reached: !offline });
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
    await this.book.forget((seat) => {
      const payload: Payload = { kind: 'leave' };
      const gone = seat.completion || this.book.snapshot().phase === 'lost';
      return gone ? null : { id: newId(), group: seat.seatId, order: seat.order, payload, createdAt: Date.now() };
    });
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
    this.book.publish({ busy: true });
    const id = newId();
    const shownMs = Math.min(DAY_MS, Math.max(0, Math.round(this.monotonic() - this.shownAt)));
    try {
      await this.book.amend(seatId, (seat) => {
        const { ballot, answer } = vote(seat.ballot, event);
        if (!answer) return null;
        const { screenId, revision } = answer;
        const payload: Payload = {
          kind: 'answer',
          input: { id, screenId, revision, answer: answer.answer, shownMs },
        };
        return {
          seat: { ...seat, ballot, order: seat.order + 1 },
          put: [{ id, group: seatId, order: seat.order, payload, createdAt: Date.now() }],
        };
      });
      this.shownAt = this.monotonic();
      this.book.publish({ busy: false, trouble: null });
      void this.link.lease();
    } catch {
      this.book.trouble('这一屏没能存下来，请再点一次；还不行就举手。', { busy: false });
    }
    return undefined;
  }

  private received(seatId: string): void {
    const receivedAt = this.clock.now();
    void this.book.amend(seatId, (seat) =>
      seat.completion ? { seat: { ...seat, completion: { ...seat.completion, receivedAt } } } : null,
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
