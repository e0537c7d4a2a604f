import { type ScreenView } from '@zuimei/contracts';
import { type Ballot, newBallot } from '../model/ballot.js';
import { type Unchanged, vote, type VoteEvent } from '../model/voting.js';
import { type SeatRecord } from '../session/records.js';
import { FIRST, type Snapshot } from '../session/snapshot.js';
import { type Session } from './session-context.js';

const photo = { width: 1080, height: 720, thumbhash: '', src320: '', src2048: '' };

export const screens = (count: number, size = 9): ScreenView[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `s${n + 1}`,
    ordinal: n + 1,
    entries: Array.from({ length: size }, (_e, e) => ({
      entryId: `s${n + 1}e${e}`,
      number: 100 * (n + 1) + e,
      photo: { ...photo, src1080: `/media/${n}-${e}.webp` },
    })),
  }));

export const seat = (change: Partial<SeatRecord> = {}, ballot: Partial<Ballot> = {}): SeatRecord => ({
  seatId: 'seat',
  alias: 'A017',
  sitting: { id: 'x', name: '11月期评审会', venue: '职工之家' },
  round: {
    id: 'r',
    name: '初评',
    state: 'open',
    method: { kind: 'grid', size: 9, picks: 3 },
    expectedScreens: 30,
    endsAt: null,
  },
  answeredBefore: 0,
  phase: 'voting',
  ballot: { ...newBallot({ kind: 'grid', size: 9, picks: 3 }), screens: screens(4), last: true, ...ballot },
  order: 0,
  completion: null,
  ...change,
});

/** A session in memory, with the true rules and nothing behind it, for tests of screens. */
export class FakeSession implements Session {
  readonly calls: unknown[][] = [];
  private snapshot: Snapshot;
  private readonly listeners = new Set<() => void>();

  constructor(change: Partial<Snapshot>) {
    this.snapshot = { ...FIRST, device: { id: 'd', name: 'T-07' }, reached: true, ...change };
  }

  getSnapshot = () => this.snapshot;
  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  set(change: Partial<Snapshot>) {
    this.snapshot = { ...this.snapshot, ...change };
    this.listeners.forEach((listener) => listener());
  }

  async vote(event: VoteEvent): Promise<Unchanged | undefined> {
    this.calls.push(['vote', event]);
    const now = this.snapshot.seat;
    if (!now) return 'no-screen';
    const step = vote(now.ballot, event);
    this.set({ seat: { ...now, ballot: step.ballot } });
    return step.unchanged;
  }

  beginEnrolment = (...args: unknown[]) => void this.note('beginEnrolment', args);
  enrol = (...args: unknown[]) => this.note('enrol', args);
  examine = () => this.note('examine', []);
  checkIn = (...args: unknown[]) => this.note('checkIn', args);
  beginUnheard = () => this.note('beginUnheard', []);
  beginVoting = () => this.note('beginVoting', []);
  complete = () => this.note('complete', []);
  handOver = () => this.note('handOver', []);
  renameDevice = (...args: unknown[]) => this.note('renameDevice', args);
  dismissUncounted = () => this.note('dismissUncounted', []);
  uncounted = () => Promise.resolve(['LATE']);

  private async note(name: string, args: unknown[]) {
    this.calls.push([name, ...args]);
  }
}
