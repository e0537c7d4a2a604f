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
  private taken = untaken('');

  constructor(private readonly store: OfflineStore) {}

  async load(): Promise<void> {
    this.pool = (await this.store.value<Pool>(POOL)) ?? null;
    this.taken = { ...untaken(''), ...(await this.store.value<Taken>(TAKEN)) };
  }

  /** Takes a pool as the server has dealt it. What was taken here stays taken while the round is the same. */
  async replace(pool: Pool): Promise<void> {
    const taken = this.of(pool.roundId);
    await this.store.commit({ values: { [POOL]: pool, [TAKEN]: taken } });
    this.pool = pool;
    this.taken = taken;
  }

  /** Entries have left the contest: no screen with one of them is given to anybody from now on. */
  async lose(roundId: string, gone: readonly string[]): Promise<void> {
    const taken = this.of(roundId);
    if (gone.every((id) => taken.gone.includes(id))) return;
    this.taken = { ...taken, gone: [...new Set([...taken.gone, ...gone])].sort() };
    await this.store.commit({ values: { [TAKEN]: this.taken } });
  }

  /** Screens that somebody can be given. */
  free(roundId: string): number {
    return this.decksOf(roundId).reduce((sum, deck) => sum + deck.filter((free) => free).length, 0);
  }

  /** Decks of which every screen can be given to somebody. */
  wholeDecks(roundId: string): number {
    return this.decksOf(roundId).filter((deck) => deck.every((free) => free)).length;
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
        exclude: new Set([...reserve.exclude, ...taken.gone]),
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

  /** Of each deck, which screens are free. */
  private decksOf(roundId: string): boolean[][] {
    if (this.pool?.roundId !== roundId) return [];
    const { screens, gone } = this.of(roundId);
    const [taken, left] = [new Set(screens), new Set(gone)];
    return this.pool.decks.map((deck) =>
      deck.screens.map(({ id, entries }) => !taken.has(id) && !entries.some(({ entryId }) => left.has(entryId))),
    );
  }

  private of(roundId: string): Taken {
    return this.taken.roundId === roundId ? this.taken : untaken(roundId);
  }
}

const untaken = (roundId: string): Taken => ({ roundId, screens: [], seen: {}, done: [], gone: [] });
