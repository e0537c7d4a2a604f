import type { Screen } from '../ballots/method.js';

/** The screens that were dealt to one juror who is not there: any two of them share no entry while entries last. */
export interface PoolDeck {
  readonly no: number;
  readonly screens: readonly Screen[];
}

export interface FillRequest {
  /** Ids of screens that a juror of this tablet has taken already, this juror included. */
  readonly taken: ReadonlySet<string>;
  /** Entries that this juror was shown in this round, as far as the tablet knows. */
  readonly seen: ReadonlySet<string>;
  /** Entries that this juror may never see. */
  readonly exclude: ReadonlySet<string>;
  readonly count: number;
}

const freeOf = (deck: PoolDeck, taken: ReadonlySet<string>): number =>
  deck.screens.reduce((sum, { id }) => sum + Number(!taken.has(id)), 0);

/**
 * The next screens for a juror from a tablet's pool, at most `count`: never one with an entry that the juror may not see
 * or has seen. Decks that nobody has begun come first, then those with most screens left, then by number, so that one
 * juror works through one deck and its balance is kept. A new screen shows nothing that an earlier one of the same call
 * shows. The same pool and request give the same screens.
 */
export const fillFromPool = (pool: readonly PoolDeck[], request: FillRequest): Screen[] => {
  const { taken, exclude, count } = request;
  const shown = new Set(request.seen);
  const decks = pool
    .map((deck) => ({ deck, free: freeOf(deck, taken), begun: freeOf(deck, taken) < deck.screens.length }))
    .sort((a, b) => Number(a.begun) - Number(b.begun) || b.free - a.free || a.deck.no - b.deck.no);
  const out: Screen[] = [];
  for (const screen of decks.flatMap(({ deck }) => deck.screens)) {
    if (out.length >= count) break;
    if (taken.has(screen.id) || screen.entries.some((entry) => exclude.has(entry) || shown.has(entry))) continue;
    out.push(screen);
    for (const entry of screen.entries) shown.add(entry);
  }
  return out;
};
