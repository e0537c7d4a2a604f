import { Injectable } from '@nestjs/common';
import type { PhotoView } from '@zuimei/contracts';
import { entriesForRound } from '@zuimei/contest';
import type { AllocationEntry, AllocationOptions } from '@zuimei/domain';
import { ReadDb } from '@zuimei/persistence';
import { RoundRepository, type RoundRow } from '@zuimei/persistence/judging';
import { JudgingKeys } from '../judging-keys.js';
import type { LedgerRound } from '../ledger/ledger-row.js';

/** What never changes of a round once it is opened; nor, but for how companies are written, since it is ready. `entries` is all that a juror may ever be told of an entry. */
export interface RoundFacts extends LedgerRound {
  sittingId: string;
  /** Whether it was opened: then answers are taken. */
  opened: boolean;
  entries: ReadonlyMap<string, { number: number; photo: PhotoView }>;
  /** For decks only: labels of authors and companies never leave the server. */
  allocation: { entries: AllocationEntry[]; options: AllocationOptions };
}

/** Two ways of writing one company are one company. */
export const companyLabel = (company: string | null): string | null =>
  company?.normalize('NFKC').replace(/\s+/g, '').toLowerCase() || null;

const MOST_REMEMBERED = 20;

/** Remembers the facts of rounds that are voted on, so that no answer waits for them. */
@Injectable()
export class RoundFactsCache {
  readonly #rounds = new Map<string, RoundFacts>();
  /** Whoever asks while facts are read gets the same ones as the others. */
  readonly #reading = new Map<string, Promise<RoundFacts>>();

  constructor(
    private readonly db: ReadDb,
    private readonly rounds: RoundRepository,
    private readonly keys: JudgingKeys,
  ) {}

  /** The facts of a round that is ready or was opened at some time; undefined for any other. */
  async get(roundId: string): Promise<RoundFacts | undefined> {
    const known = this.#rounds.get(roundId);
    if (known?.opened) return known;
    const round = await this.rounds.byId(this.db, roundId);
    // What was read while it was ready holds until it is opened, or given up.
    if (known && round?.state === 'ready') return known;
    if (!round || (!round.openedAt && round.state !== 'ready')) {
      this.#rounds.delete(roundId);
      return undefined;
    }
    const key = `${roundId} ${round.openedAt ? 'opened' : 'ready'}`;
    let reading = this.#reading.get(key);
    if (!reading) {
      reading = this.#read(round).finally(() => this.#reading.delete(key));
      this.#reading.set(key, reading);
    }
    return reading;
  }

  async #read(round: RoundRow): Promise<RoundFacts> {
    const facts = await this.#load(round);
    // What was read of the round while it was ready does not take the place of what was read later.
    const known = this.#rounds.get(round.id);
    if (known?.opened) return known;
    if (this.#rounds.size >= MOST_REMEMBERED) this.#rounds.delete(this.#rounds.keys().next().value ?? '');
    this.#rounds.set(round.id, facts);
    return facts;
  }

  async #load(round: RoundRow): Promise<RoundFacts> {
    const { id: roundId, openedAt } = round;
    const rows = await this.rounds.entries(this.db, roundId);
    const entries = await entriesForRound(this.db, { ids: rows.map(({ entryId }) => entryId) });
    const { method, seed, excludeOwnCompany, sittingId, focus, targetExposure, winners } = round;
    return {
      id: roundId,
      sittingId,
      opened: openedAt !== null,
      method,
      numbers: new Map(rows.map(({ entryId, number }) => [entryId, number])),
      entries: new Map(entries.map(({ entryId, number, photo }) => [entryId, { number, photo }])),
      allocation: {
        entries: entries.map(({ entryId, authorId, company }) => ({
          id: entryId,
          author: authorId,
          company: companyLabel(company),
        })),
        options: {
          method,
          seed: this.keys.allocationSeed(roundId, seed),
          excludeOwnCompany,
          ...(focus ? { focus: { after: targetExposure, places: winners } } : {}),
        },
      },
    };
  }
}
