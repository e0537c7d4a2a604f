import { Injectable } from '@nestjs/common';
import {
  allocationState,
  type AllocationState,
  applyAnswered,
  applyClaimed,
  applyExpired,
  applyLeased,
  applySkipped,
  applyWithdrawn,
  hasMoreScreens,
  historyOf,
  issuesScreens,
  nextScreens,
  openScreens,
  POOL_STATES,
  ROUND_STATES,
  type RoundState,
} from '@zuimei/domain';
import { type DeckMark, type DeckNews, DeckStore } from '@zuimei/persistence/judging';
import { Clock, Ids } from '@zuimei/platform';
import { POOL_PREFIX } from '../judging-keys.js';
import type { LedgerRow } from '../ledger/ledger-row.js';
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
  /** In place of `LEASE_MS`, for who has the screens on paper. */
  leaseMs?: number;
}

export interface LeasedDeck {
  id: string;
  leasedUntil: Date;
  /** Ids of the entries that have left are taken out. */
  screens: { id: string; ordinal: number; entryIds: string[] }[];
  /** Nothing more will come for this juror. */
  last: boolean;
}

/** What a tablet asks for: so many decks that nobody has begun, of so many screens each. */
export interface PoolRequest {
  /** To whom the `k`th deck is dealt, from 1. */
  pseudonymOf: (k: number) => string;
  decks: number;
  screens: number;
  until: Date;
}

export interface DealtPool {
  no: number;
  screens: LeasedDeck['screens'];
}

/** A deck of a pool: so many screens, all at once, until a time of its own; no screens end its lease. */
interface PoolDeal {
  screens: number;
  until: Date;
}

interface DealtDeck extends LeasedDeck {
  /** It was dealt as part of a pool, now or before. */
  pooled: boolean;
  /** Jurors have taken screens of it. */
  begun: boolean;
}

/** Decks that one tablet is dealt at most in one round. */
export const MOST_POOL_DECKS = 60;

const LEASE_STATES = ROUND_STATES.filter(issuesScreens);
/** From these a round goes on to hand out screens. */
const GOES_ON: readonly RoundState[] = ['ready', 'open', 'paused'];

/** What this process knows of a round's leases. */
interface Knowledge {
  /** What it was made from. */
  allocation: RoundFacts['allocation'];
  state: AllocationState;
  mark: DeckMark;
  /** What each deck leases, and until when. */
  leases: Map<string, { until: number; screenIds: readonly string[] }>;
  /** The newest deck of each screen: its lease is the one that counts. */
  deckOf: Map<string, string>;
  /** How many screens each deck of a pool was dealt. */
  pools: Map<string, number>;
}

/** Between processes somebody wins each time; so often in a row nobody loses. */
const MOST_ATTEMPTS = 100;

/**
 * Leases screens by the domain's allocation. The rows are the truth; what is kept in memory is caught up with them
 * before each lease, and a deal is written only where nobody has dealt since, so any number of processes deal from one
 * deck.
 */
@Injectable()
export class DeckAllocator {
  readonly #rounds = new Map<string, Knowledge>();
  /** Deals of a round are made one after the other. */
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(
    private readonly decks: DeckStore,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The next screens of a juror, the unanswered ones first; undefined where the round hands out none now. */
  async lease(facts: RoundFacts, request: DeckRequest): Promise<LeasedDeck | undefined> {
    return this.#inLine(facts, request);
  }

  /**
   * The open decks of a tablet's pool, filled up until so many are whole; undefined where the round hands out none now.
   * Each deck is dealt as to a juror of its own who may see everything, so that exposures over all pools stay even.
   */
  async drawPool(facts: RoundFacts, request: PoolRequest): Promise<DealtPool[] | undefined> {
    const pool: DealtPool[] = [];
    let whole = 0;
    for (let no = 1; no <= MOST_POOL_DECKS && whole < request.decks; no += 1) {
      const deck = await this.#inLine(facts, virtualJuror(request.pseudonymOf(no)), request);
      if (!deck) return undefined;
      if (!deck.pooled) break;
      if (deck.screens.length === 0) continue;
      pool.push({ no, screens: deck.screens });
      whole += Number(!deck.begun);
    }
    return pool;
  }

  /** Ends the leases of a tablet's pool; false where the round hands out no screens now. */
  async releasePool(facts: RoundFacts, pseudonymOf: (k: number) => string): Promise<boolean> {
    for (let no = 1; no <= MOST_POOL_DECKS; no += 1) {
      const deal = { screens: 0, until: this.clock.now() };
      const released = await this.#inLine(facts, virtualJuror(pseudonymOf(no)), deal);
      if (!released) return false;
      if (!released.pooled) break;
    }
    return true;
  }

  #inLine(facts: RoundFacts, request: DeckRequest, pool?: PoolDeal): Promise<DealtDeck | undefined> {
    const deal = (this.#queues.get(facts.id) ?? Promise.resolve()).then(async () => {
      try {
        return await this.#deal(facts, request, pool);
      } catch (error) {
        // What is in memory may not be what the rows say: begin again from them.
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
    // Facts that were read while the round was ready are read again at its opening: then all begins again from the rows.
    if (known?.allocation !== allocation) {
      const state = allocationState(allocation.entries, allocation.options);
      known = {
        allocation,
        state,
        mark: { deckNo: 0, screenNo: 0, seq: 0 },
        leases: new Map(),
        deckOf: new Map(),
        pools: new Map(),
      };
      this.#rounds.set(id, known);
    }
    return known;
  }

  async #deal(facts: RoundFacts, request: DeckRequest, pool?: PoolDeal): Promise<DealtDeck | undefined> {
    const states = pool ? POOL_STATES : LEASE_STATES;
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
      const known = this.#knowledgeOf(facts);
      const news = await this.decks.news(facts.id, known.mark, facts.allocation.options.focus !== undefined);
      if (!news || !GOES_ON.includes(news.state)) this.#rounds.delete(facts.id);
      if (!news || !states.includes(news.state)) return undefined;
      this.#catchUp(facts, known, news);
      const deck = await this.#dealFrom(facts, known, request, pool);
      if (deck) return deck;
    }
    throw new Error(`no deck of round ${facts.id} could be dealt in ${MOST_ATTEMPTS} attempts`);
  }

  /** Deals on from what is known; undefined, with nothing changed, where somebody else has dealt since. */
  async #dealFrom(
    facts: RoundFacts,
    known: Knowledge,
    request: DeckRequest,
    pool?: PoolDeal,
  ): Promise<DealtDeck | undefined> {
    const now = this.clock.now();
    this.#expire(known, now);
    const { state } = known;
    const { pseudonym, authorId: author, company } = request;
    const juror = { juror: pseudonym, author, company };

    const open = openScreens(state, pseudonym);
    const count = pool ? poolCount(known, pseudonym, pool) : DECK_SCREENS - open.length;
    const added = nextScreens(state, { ...juror, count });
    const fresh = added.filter(({ id }) => !state.screens.has(id));
    const leasedUntil = pool?.until ?? new Date(now.getTime() + (request.leaseMs ?? LEASE_MS));
    const id = this.ids.next();
    // A pool's deck keeps its lease until it is released, so only what is new or ends it is written.
    const writes = pool && pool.screens > 0 ? added.length > 0 : open.length + added.length > 0;
    if (writes) {
      const no = known.mark.deckNo + 1;
      const { screenNo } = known.mark;
      const before = historyOf(state, pseudonym).screens.length;
      const dealt = await this.decks.deal({
        while: pool ? POOL_STATES : LEASE_STATES,
        id,
        roundId: facts.id,
        pseudonym,
        no,
        leasedAt: now,
        expiresAt: leasedUntil,
        screens: fresh.map((screen, i) => ({
          id: screen.id,
          no: screenNo + i + 1,
          ordinal: before + i + 1,
          entryIds: [...screen.entries],
        })),
        renewed: [...open, ...added].filter((screen) => state.screens.has(screen.id)).map((screen) => screen.id),
      });
      if (!dealt) return undefined;
      for (const screen of added) applyLeased(state, pseudonym, screen);
      known.mark = { ...known.mark, deckNo: no, screenNo: screenNo + fresh.length };
      const screenIds = [...open, ...added].map((screen) => screen.id);
      leaseUntil(known, id, { until: leasedUntil.getTime(), screenIds });
      if (pool && !known.pools.has(pseudonym)) known.pools.set(pseudonym, fresh.length);
    }
    const screens = [...open, ...added].map(({ id: screenId }) => this.#shown(state, screenId));
    const last = !hasMoreScreens(state, juror);
    const dealtToPool = known.pools.get(pseudonym);
    return {
      id,
      leasedUntil,
      screens: screens.sort((a, b) => a.ordinal - b.ordinal),
      last,
      pooled: dealtToPool !== undefined,
      begun: historyOf(state, pseudonym).screens.length !== dealtToPool,
    };
  }

  #catchUp({ numbers }: RoundFacts, known: Knowledge, news: DeckNews): void {
    const { state } = known;
    for (const { id, pseudonym, entryIds, claimedBy } of news.screens) {
      applyLeased(state, claimedBy ?? pseudonym, { id, entries: entryIds });
      if (pseudonym.startsWith(POOL_PREFIX)) known.pools.set(pseudonym, (known.pools.get(pseudonym) ?? 0) + 1);
    }
    for (const { id, expiresAt, screenIds } of news.decks) {
      leaseUntil(known, id, { until: expiresAt, screenIds });
      // A renewed lease takes screens back out that this process had seen run out.
      for (const screenId of screenIds) {
        const held = state.screens.get(screenId);
        if (held?.status === 'expired') applyLeased(state, held.juror, { id: screenId, entries: [] });
      }
    }
    for (const { id, status, body, claimedBy } of news.answered) {
      if (claimedBy !== null) applyClaimed(state, id, claimedBy);
      if (status === 'answered') applyAnswered(state, id, body === null ? [] : picksOf(state, id, numbers, body));
      else if (status === 'skipped') applySkipped(state, id);
    }
    known.mark = {
      deckNo: news.decks.at(-1)?.no ?? known.mark.deckNo,
      screenNo: news.screens.at(-1)?.no ?? known.mark.screenNo,
      seq: news.seq,
    };
    for (const entryId of news.left) applyWithdrawn(state, entryId);
  }

  #expire({ state, leases, deckOf }: Knowledge, now: Date): void {
    for (const [deckId, { until, screenIds }] of leases) {
      if (until > now.getTime()) continue;
      leases.delete(deckId);
      for (const id of screenIds) if (deckOf.get(id) === deckId) applyExpired(state, id);
    }
  }

  #shown(state: AllocationState, id: string): LeasedDeck['screens'][number] {
    const held = state.screens.get(id);
    if (!held) throw new Error(`screen ${id} is not known`);
    const indexes = [...held.entries].filter((entry) => state.active[entry] === 1);
    return { id, ordinal: held.ordinal, entryIds: indexes.map((entry) => state.entries[entry]?.id ?? '') };
  }
}

function leaseUntil(
  { leases, deckOf }: Knowledge,
  deckId: string,
  lease: { until: number; screenIds: readonly string[] },
): void {
  leases.set(deckId, lease);
  for (const id of lease.screenIds) deckOf.set(id, deckId);
}

/** One who may see everything: whom a deck of a pool is dealt to. */
const virtualJuror = (pseudonym: string): DeckRequest => ({ pseudonym, authorId: null, company: null });

/** A deck of a pool is dealt once: after a release its screens are everybody's, and its number is never used again. */
function poolCount({ pools }: Knowledge, pseudonym: string, pool: PoolDeal): number {
  return pools.has(pseudonym) ? 0 : pool.screens;
}

/** Ids of the entries that an answer picked: in the chain they stand by number, and on the screen by id. */
function picksOf(
  state: AllocationState,
  screenId: string,
  numbers: ReadonlyMap<string, number>,
  body: string,
): string[] {
  const { answer } = JSON.parse(body) as LedgerRow;
  const picked = new Set(answer.kind === 'picks' ? answer.picks : []);
  const shown = state.screens.get(screenId)?.entries ?? [];
  return Array.from(shown, (entry) => state.entries[entry]?.id ?? '').filter((id) =>
    picked.has(String(numbers.get(id))),
  );
}
