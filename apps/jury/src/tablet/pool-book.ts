import { type ScreenView } from '@zuimei/contracts';
import { fillFromPool } from '@zuimei/domain';
import { type OfflineStore } from '@zuimei/offline';
import { type SeatRecord } from '../session/records.js';
import { frontier } from '../model/ballot.js';
import { type Pool, POOL, type Taken, TAKEN } from './records.js';

/** How many screens a juror is given at once. */
const AT_ONCE = 12;

const entriesOf = (screens: readonly ScreenView[]): string[] =>
  screens.flatMap((screen) => screen.entries.map((entry) => entry.entryId));

/**
 * The tablet's pool of screens and which of them somebody has. Changes are handed back as values for the store, so that
 * they are written together with the seat that they belong to.
 */
export class PoolBook {
  private pool: Pool | null = null;
  private taken: Taken = { roundId: '', screens: [], seen: {}, done: [] };

  constructor(private readonly store: OfflineStore) {}

  async load(): Promise<void> {
    this.pool = (await this.store.value<Pool>(POOL)) ?? null;
    this.taken = (await this.store.value<Taken>(TAKEN)) ?? this.taken;
  }

  /** Takes a pool as the server has dealt it. What was taken here stays taken while the round is the same. */
  async replace(pool: Pool): Promise<void> {
    const taken = this.of(pool.roundId);
    await this.store.commit({ values: { [POOL]: pool, [TAKEN]: taken } });
    this.pool = pool;
    this.taken = taken;
  }

  /** Screens that nobody has taken. */
  free(roundId: string): number {
    if (this.pool?.roundId !== roundId) return 0;
    const taken = new Set(this.of(roundId).screens);
    return this.pool.decks.flatMap((deck) => deck.screens).filter((screen) => !taken.has(screen.id)).length;
  }

  /** Decks that nobody has begun. */
  wholeDecks(roundId: string): number {
    if (this.pool?.roundId !== roundId) return 0;
    const taken = new Set(this.of(roundId).screens);
    return this.pool.decks.filter((deck) => deck.screens.every((screen) => !taken.has(screen.id))).length;
  }

  isDone(roundId: string, tag: string): boolean {
    return this.of(roundId).done.includes(tag);
  }

  seenBy(roundId: string, tag: string): string[] {
    return this.of(roundId).seen[tag] ?? [];
  }

  /** Every address of a photo that the pool shows. */
  screens(): ScreenView[] {
    return this.pool?.decks.flatMap((deck) => deck.screens) ?? [];
  }

  /** The next screens of a seat, and what is to be written with it. */
  take(seat: SeatRecord): { screens: ScreenView[]; seen: string[]; values: Record<string, unknown> } {
    const { reserve, round, ballot } = seat;
    const none = { screens: [], seen: reserve?.seen ?? [], values: {} };
    if (!reserve || this.pool?.roundId !== round.id) return none;
    const taken = this.of(round.id);
    const left = round.expectedScreens - seat.answeredBefore - ballot.passed - ballot.screens.length;
    const filled = fillFromPool(
      this.pool.decks.map(({ no, screens }) => ({
        no,
        screens: screens.map(({ id, entries }) => ({ id, entries: entries.map(({ entryId }) => entryId) })),
      })),
      {
        taken: new Set(taken.screens),
        seen: new Set(reserve.seen),
        exclude: new Set(reserve.exclude),
        count: Math.max(0, Math.min(AT_ONCE, left)),
      },
    );
    if (filled.length === 0) return none;
    const views = new Map(this.screens().map((screen) => [screen.id, screen]));
    const screens = filled.flatMap(({ id }) => views.get(id) ?? []);
    this.taken = { ...taken, screens: [...taken.screens, ...screens.map(({ id }) => id)] };
    return { screens, seen: [...reserve.seen, ...entriesOf(screens)], values: { [TAKEN]: this.taken } };
  }

  /** A juror goes: screens without an answer are free again, what was shown is remembered under the pass's tag. */
  release(seat: SeatRecord): Record<string, unknown> {
    const { reserve, round, ballot } = seat;
    if (!reserve) return {};
    const taken = this.of(round.id);
    const open = ballot.screens.slice(frontier(ballot));
    const unanswered = new Set(open.map(({ id }) => id));
    const unseen = new Set(entriesOf(open));
    this.taken = {
      ...taken,
      screens: taken.screens.filter((id) => !unanswered.has(id)),
      seen: { ...taken.seen, [reserve.tag]: reserve.seen.filter((id) => !unseen.has(id)).sort() },
      done: seat.completion ? [...new Set([...taken.done, reserve.tag])].sort() : taken.done,
    };
    return { [TAKEN]: this.taken };
  }

  private of(roundId: string): Taken {
    return this.taken.roundId === roundId ? this.taken : { roundId, screens: [], seen: {}, done: [] };
  }
}
