import { type Commit, type OfflineStore, type OutboxItem } from '@zuimei/offline';
import { type Ballot } from '../model/ballot.js';
import { newId } from '../model/ids.js';
import { type Device, DEVICE, SEAT, type SeatMeta, type SeatRecord, TOUCH, type Touch } from './records.js';
import { FIRST, type Snapshot } from './snapshot.js';

/** A changed seat, and what becomes durable together with it. */
interface Amended extends Pick<Commit, 'groups' | 'close' | 'values'> {
  seat: SeatRecord;
  put?: OutboxItem[];
}

/** What the screens show, and the same on the disk: every change of the seat goes through here, one after the other. */
export class SeatBook {
  private now: Snapshot = FIRST;
  private readonly listeners = new Set<() => void>();
  private writes: Promise<unknown> = Promise.resolve();

  constructor(private readonly store: OfflineStore) {}

  readonly snapshot = (): Snapshot => this.now;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  publish(change: Partial<Snapshot>): void {
    this.now = { ...this.now, ...change };
    this.listeners.forEach((listener) => listener());
  }

  trouble(sentence: string, change: Partial<Snapshot> = {}): void {
    this.publish({ ...change, trouble: sentence, troubles: this.now.troubles + 1 });
  }

  /** Reads what the tablet remembers. */
  async load(): Promise<void> {
    await this.writes;
    const device = (await this.store.value<Device>(DEVICE)) ?? (await this.newDevice());
    const stored = await this.store.value<SeatRecord>(SEAT);
    const touch = await this.store.value<Touch>(TOUCH);
    const seat = stored ? { ...stored, ballot: { ...stored.ballot, ...touch } } : null;
    this.publish({
      ...FIRST,
      device,
      seat,
      phase: seat?.phase ?? 'check-in',
      reached: this.now.reached,
      tablet: this.now.tablet,
      enrolling: this.now.enrolling,
    });
    await this.count();
  }

  /** Takes a new seat; `first` is what the server hears before anything else of it. */
  open(seat: SeatRecord, meta: SeatMeta, first?: OutboxItem): Promise<void> {
    return this.inTurn(async () => {
      await this.store.commit({
        ...(first && { put: [first] }),
        groups: { [seat.seatId]: meta },
        values: { [SEAT]: seat, [TOUCH]: undefined },
      });
      this.publish({ seat, phase: seat.phase });
    });
  }

  /**
   * Changes the seat. What goes to the outbox (`put`) is on the disk, together with the seat, before anything of it is
   * shown; other changes are shown at once. False when there is no such seat any more, or nothing to change.
   */
  amend(seatId: string, make: (seat: SeatRecord) => Amended | null): Promise<boolean> {
    return this.inTurn(async () => {
      const before = this.now.seat;
      if (before?.seatId !== seatId) return false;
      const made = make(before);
      if (!made) return false;
      const commit = () =>
        this.store.commit({
          put: made.put,
          groups: made.groups,
          close: made.close,
          values: { ...made.values, [SEAT]: made.seat, [TOUCH]: undefined },
        });
      const show = () =>
        this.publish({ seat: made.seat, ...(this.now.phase === 'lost' ? {} : { phase: made.seat.phase }) });
      if (!made.put) show();
      await commit();
      if (made.put) show();
      return true;
    });
  }

  /** Shows a selection and remembers it, in a few bytes. */
  touch(seat: SeatRecord, ballot: Ballot): void {
    this.publish({ seat: { ...seat, ballot } });
    const { cursor, picks, draft } = ballot;
    const value: Touch = { cursor, picks, draft };
    this.inTurn(async () => {
      // A seat that was handed over meanwhile leaves nothing behind.
      if (this.now.seat?.seatId === seat.seatId) await this.store.commit({ values: { [TOUCH]: value } });
    }).catch(() => undefined);
  }

  /**
   * Forgets the juror. Answers on the way stay, under the seat's id alone, until they are delivered; `last` is what the
   * server hears after them.
   */
  forget(
    last: (seat: SeatRecord) => OutboxItem | null,
    values: (seat: SeatRecord) => Record<string, unknown> = () => ({}),
  ): Promise<void> {
    return this.inTurn(async () => {
      const { seat, device, reached, tablet } = this.now;
      const item = seat && last(seat);
      await this.store.commit({
        ...(item && { put: [item] }),
        close: seat ? [seat.seatId] : [],
        values: { ...(seat && values(seat)), [SEAT]: undefined, [TOUCH]: undefined },
      });
      this.publish({ ...FIRST, device, reached, tablet, phase: 'check-in' });
      await this.count();
    });
  }

  async rename(name: string): Promise<void> {
    const short = name.trim().slice(0, 20);
    const { device } = this.now;
    if (!device || !short) return;
    await this.store.commit({ values: { [DEVICE]: { ...device, name: short } } });
    this.publish({ device: { ...device, name: short } });
  }

  /** Counts what waits: of the seat, or, between two jurors, of the whole tablet. */
  async count(): Promise<void> {
    const seatId = this.now.seat?.seatId;
    try {
      const { pending, parked } = await this.store.counts(seatId);
      const before = this.now.seat?.before ? await this.store.counts(this.now.seat.before) : { pending: 0, parked: 0 };
      if (this.now.seat?.seatId === seatId)
        this.publish({ pending: pending + before.pending, parked: parked + before.parked });
    } catch {
      // the next change counts again
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.writes.then(work);
    this.writes = done.catch(() => undefined);
    return done;
  }

  private async newDevice(): Promise<Device> {
    const id = newId();
    const device = { id, name: `T-${id.slice(-4).toUpperCase()}` };
    await this.store.commit({ values: { [DEVICE]: device } });
    return device;
  }
}
