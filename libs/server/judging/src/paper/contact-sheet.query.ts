import { Injectable } from '@nestjs/common';
import { EntryPictures } from '@zuimei/contest';
import type { Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { ReadDb } from '@zuimei/persistence';
import { type RoundEntryRow, RoundRepository, SittingRepository } from '@zuimei/persistence/judging';
import { Clock } from '@zuimei/platform';
import type { Readable } from 'node:stream';
import { CONTACT_PHOTO_SIDE, CONTACT_PHOTOS_PER_PAGE, type ContactPhoto, drawContactSheet } from './contact-sheet.js';

/** The photos of a round with their numbers, to be printed beside ballots on paper. */
@Injectable()
export class ContactSheets {
  constructor(
    private readonly db: ReadDb,
    private readonly rounds: RoundRepository,
    private readonly sittings: SittingRepository,
    private readonly pictures: EntryPictures,
    private readonly clock: Clock,
  ) {}

  /** A PDF that is drawn while it is read; ROUND_HAS_NO_ENTRIES while it is not settled which are in the round. */
  async print(roundId: string): Promise<Result<Readable, Problem>> {
    const round = await this.rounds.byId(this.db, roundId);
    if (!round) return err({ code: 'NOT_FOUND' });
    const entries = await this.rounds.entries(this.db, roundId);
    if (entries.length === 0) return err({ code: 'ROUND_HAS_NO_ENTRIES', facts: { given: 0 } });
    const gone = new Set(await this.rounds.entriesGone(this.db, roundId));
    return ok(
      drawContactSheet({
        contest: await this.sittings.contestName(this.db, round.sittingId),
        sitting: round.sittingName,
        venue: round.venue,
        round: round.name,
        count: entries.length,
        pages: this.#pages(entries, gone),
        madeAt: this.clock.now(),
      }),
    );
  }

  async *#pages(entries: readonly RoundEntryRow[], gone: ReadonlySet<string>): AsyncGenerator<ContactPhoto[]> {
    for (let from = 0; from < entries.length; from += CONTACT_PHOTOS_PER_PAGE) {
      const page = entries.slice(from, from + CONTACT_PHOTOS_PER_PAGE);
      const shown = page.flatMap(({ entryId }) => (gone.has(entryId) ? [] : [entryId]));
      const pictures = await this.pictures.forPrint(shown, CONTACT_PHOTO_SIDE);
      yield page.map(({ entryId, number }) => ({
        number,
        picture: gone.has(entryId) ? 'gone' : (pictures.get(entryId) ?? 'missing'),
      }));
    }
  }
}
