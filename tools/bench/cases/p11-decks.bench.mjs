// P11: the next deck for one of 2,000 seats in a round of 3,000 entries, beside the least that a database can be asked.
import { randomUUID } from 'node:crypto';
import { createDataSource, ReadDb, withClient } from '@zuimei/persistence';
import { DeckStore, LedgerStore, RoundRepository } from '@zuimei/persistence/judging';
import { loadConfig, openKeystore, SystemClock, SystemIds } from '@zuimei/platform';
import { DeckAllocator, JudgingKeys, LedgerWriter, RoundFactsCache, sha256 } from '@zuimei/judging';
import { median, percentile } from '../statistics.mjs';
import { writeGallery } from '../system/gallery-rows.mjs';
import { writeRound } from '../system/round-rows.mjs';
import { Installation } from '../system/installation.mjs';

const ENTRIES = 3000;
const SEATS = 2000;
/** Decks of a seat: the first, and the next ones once that was answered. */
const ROUNDS_OF_DECKS = 2;
const WARM = 200;

export const id = 'P11';

export async function measure() {
  const installation = await Installation.open('decks');
  let source;
  try {
    await writeGallery(installation.ownerUrl, { key: '2026-01', entries: ENTRIES });
    const roundId = await withClient(installation.ownerUrl, (client) => writeRound(client));
    source = await createDataSource({ url: installation.apiUrl, kind: 'api' }).initialize();
    const keys = new JudgingKeys(openKeystore(loadConfig({ ZUIMEI_HOME: installation.home })));
    const facts = await new RoundFactsCache(new ReadDb(source), new RoundRepository(), keys).get(roundId);
    const clock = new SystemClock();
    const allocator = new DeckAllocator(new DeckStore(source), clock, new SystemIds());
    const writer = new LedgerWriter(new LedgerStore(source), clock, sha256);
    const reader = new ReadDb(source);
    const deckMs = [];
    const selectMs = [];
    const seats = Array.from({ length: SEATS }, (_, i) => ({ pseudonym: `seat-${i}`, authorId: null, company: null }));
    for (let turn = 0; turn < SEATS * ROUNDS_OF_DECKS; turn++) {
      // As the server's own housekeeping does once a table has grown.
      if (turn === WARM) await installation.rows('ANALYZE decks, screens, answers');
      const seat = seats[turn % SEATS];
      let deck;
      const deal = async (note) => {
        const start = performance.now();
        deck = await allocator.lease(facts, seat);
        note(performance.now() - start);
      };
      const select = async (note) => {
        const start = performance.now();
        await reader.query('SELECT 1');
        note(performance.now() - start);
      };
      const note = (list) => (ms) => turn >= WARM && list.push(ms);
      if (turn % 2) {
        await deal(note(deckMs));
        await select(note(selectMs));
      } else {
        await select(note(selectMs));
        await deal(note(deckMs));
      }
      if (deck?.screens.length !== 12) throw new Error(`a deck of ${deck?.screens.length} screens on turn ${turn}`);
      await answer(writer, facts, seat.pseudonym, deck);
    }
    const exposures = await installation.rows(
      'SELECT min(exposures) AS least, max(exposures) AS most FROM round_entries WHERE round_id = $1',
      [roundId],
    );
    const figures = (list) => ({ p50: rounded(median(list)), p95: rounded(percentile(list, 0.95)) });
    const run = { deckMs: figures(deckMs), selectMs: figures(selectMs), decks: deckMs.length };
    return {
      name: `next deck for one of ${SEATS} seats, ${ENTRIES} entries`,
      ratio: run.deckMs.p95 / run.selectMs.p95,
      definition: '12 screens of 9 leased durably, p95 ÷ p95 of `select 1` on the same pool, in turns (reach: 10)',
      runs: [run],
      checks: [
        {
          name: `exposures from ${exposures[0].least} to ${exposures[0].most}: even to 2, as jurors come back`,
          pass: exposures[0].most - exposures[0].least <= 2,
        },
      ],
    };
  } finally {
    await source?.destroy();
    await installation.close();
  }
}

const answer = (writer, facts, pseudonym, deck) =>
  writer.submit(facts, {
    pseudonym,
    answers: deck.screens.map(({ id: screenId, entryIds }) => ({
      id: randomUUID(),
      screenId,
      revision: 1,
      answer: { kind: 'picks', picks: entryIds.slice(0, 3) },
      shownMs: 25_000,
    })),
  });

const rounded = (ms) => Math.round(ms * 1000) / 1000;
