import { Injectable } from '@nestjs/common';
import {
  allocationState,
  type AllocationState,
  applyAnswered,
  applyExpired,
  applyLeased,
  applySkipped,
  applyWithdrawn,
  historyOf,
  issuesScreens,
  nextScreens,
  openScreens,
  type Screen,
} from '@zuimei/domain';
import { type Tx, UnitOfWork } from '@zuimei/persistence';
import { type DeckMark, DeckRepository, RoundRepository, type ScreenRow } from '@zuimei/persistence/judging';
import { Clock, Ids } from '@zuimei/platform';
import type { RoundFacts } from '../rounds/round-facts.js';

/** Screens that one juror holds at most. */
export const DECK_SCREENS = 12;
/** How long a juror has for them. */
export const LEASE_MS = 10 * 60_000;

/** Who asks: a pseudonym, and the labels that keep own entries away. */
export interface DeckRequest {
  pseudonym: string;
  authorId: string | null;
  company: string | null;
}

export interface LeasedDeck {
  id: string;
  leasedUntil: Date;
  /** Ids of the entries that have left are taken out. */
  screens: { id: string; ordinal: number; entryIds: string[] }[];
  /** Nothing more will come for this juror. */
  last: boolean;
}

/** What this process knows of a round's leases. */
interface Knowledge {
  state: AllocationState;
  mark: DeckMark;
  /** Until when each juror's unanswered screens are theirs. */
  leases: Map<string, number>;
}

/**
 * Leases screens by the domain's allocation. The rows are the truth; what is kept in memory is caught up with them
 * under the round's lock before each lease, so any number of processes deal from one deck.
 */
@Injectable()
export class DeckAllocator {
  readonly #rounds = new Map<string, Knowledge>();
  /** Deals of a round are made one after the other. */
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(
    private readonly unit: UnitOfWork,
    private readonly rounds: RoundRepository,
    private readonly decks: DeckRepository,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The next screens of a juror, the unanswered ones first; undefined where the round hands out none now. */
  async lease(facts: RoundFacts, request: DeckRequest): Promise<LeasedDeck | undefined> {
    const deal = (this.#queues.get(facts.id) ?? Promise.resolve()).then(async () => {
      try {
        return await this.unit.run((tx) => this.#deal(tx, facts, request));
      } catch (error) {
        // What was dealt in memory may not be in the rows: begin again from them.
        this.#rounds.delete(facts.id);
        throw error;
      }
    });
    const settled = deal.catch(() => undefined);
    this.#queues.set(facts.id, settled);
    // The last one in line puts the queue away.
    void settled.then(() => this.#queues.get(facts.id) === settled && this.#queues.delete(facts.id));
    return deal;
  }

  #knowledgeOf({ id, allocation }: RoundFacts): Knowledge {
    let known = this.#rounds.get(id);
    if (!known) {
      const state = allocationState(allocation.entries, allocation.options);
      known = { state, mark: { deckNo: 0, screenNo: 0, seq: 0 }, leases: new Map() };
      this.#rounds.set(id, known);
    }
    return known;
  }

  async #deal(tx: Tx, facts: RoundFacts, request: DeckRequest): Promise<LeasedDeck | undefined> {
    await this.decks.lockRound(tx, facts.id);
    const roundState = await this.rounds.holdState(tx, facts.id);
    if (!roundState || !issuesScreens(roundState)) {
      // Only a paused round goes on; of any other nothing needs to be remembered.
      if (roundState !== 'paused') this.#rounds.delete(facts.id);
      return undefined;
    }
    const known = this.#knowledgeOf(facts);
    await this.#catchUp(tx, facts.id, known);
    const now = this.clock.now();
    this.#expire(known, now);
    const { state } = known;
    const { pseudonym, authorId: author, company } = request;
    const juror = { juror: pseudonym, author, company };

    const open = openScreens(state, pseudonym);
    const added = nextScreens(state, { ...juror, count: DECK_SCREENS - open.length });
    const fresh = added.filter(({ id }) => !state.screens.has(id));
    for (const screen of added) applyLeased(state, pseudonym, screen);
    const last = nextScreens(state, { ...juror, count: 1 }).length === 0;
    const screens = [...open, ...added].map(({ id }) => this.#shown(state, id));
    const leasedUntil = new Date(now.getTime() + LEASE_MS);
    const id = this.ids.next();
    if (screens.length > 0) {
      const rows = fresh.map((screen, i) => this.#row(state, pseudonym, screen, known.mark.screenNo + i + 1));
      const no = known.mark.deckNo + 1;
      await this.decks.insertDeck(
        tx,
        { id, roundId: facts.id, pseudonym, no, leasedAt: now, expiresAt: leasedUntil },
        rows,
      );
      known.mark = { ...known.mark, deckNo: no, screenNo: known.mark.screenNo + rows.length };
      known.leases.set(pseudonym, leasedUntil.getTime());
    }
    return { id, leasedUntil, screens: screens.sort((a, b) => a.ordinal - b.ordinal), last };
  }

  async #catchUp(tx: Tx, roundId: string, known: Knowledge): Promise<void> {
    const { state } = known;
    const news = await this.decks.news(tx, roundId, known.mark);
    for (const { id, pseudonym, entryIds } of news.screens) applyLeased(state, pseudonym, { id, entries: entryIds });
    for (const { no, pseudonym, expiresAt } of news.decks) {
      known.leases.set(pseudonym, expiresAt.getTime());
      // A renewed lease takes screens back out that this process had seen run out.
      for (const held of historyOf(state, pseudonym).screens) {
        if (held.status === 'expired') applyLeased(state, pseudonym, { id: held.id, entries: [] });
      }
      known.mark.deckNo = no;
    }
    for (const { id, status } of news.answered) {
      if (status === 'answered') applyAnswered(state, id);
      else if (status === 'skipped') applySkipped(state, id);
    }
    known.mark = {
      deckNo: known.mark.deckNo,
      screenNo: news.screens.at(-1)?.no ?? known.mark.screenNo,
      seq: news.seq,
    };
    for (const { entryId } of await this.rounds.leftEntries(tx, roundId)) applyWithdrawn(state, entryId);
  }

  #expire({ state, leases }: Knowledge, now: Date): void {
    for (const [pseudonym, until] of leases) {
      if (until > now.getTime()) continue;
      for (const { id } of historyOf(state, pseudonym).screens) applyExpired(state, id);
      leases.delete(pseudonym);
    }
  }

  #shown(state: AllocationState, id: string): LeasedDeck['screens'][number] {
    const held = state.screens.get(id);
    if (!held) throw new Error(`screen ${id} is not known`);
    const indexes = [...held.entries].filter((entry) => state.active[entry] === 1);
    return { id, ordinal: held.ordinal, entryIds: indexes.map((entry) => state.entries[entry]?.id ?? '') };
  }

  #row(state: AllocationState, pseudonym: string, { id, entries }: Screen, no: number): ScreenRow {
    const ordinal = state.screens.get(id)?.ordinal ?? 0;
    return { id, no, pseudonym, ordinal, entryIds: [...entries] };
  }
}
