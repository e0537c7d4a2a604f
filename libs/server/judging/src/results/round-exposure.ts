import { Injectable } from '@nestjs/common';
import type { ResultInsight } from '@zuimei/contracts';
import type { RoundEntry } from '@zuimei/contest';
import { bestLeastExposure, type TallyResult } from '@zuimei/domain';
import type { Queryable } from '@zuimei/persistence';
import { DeckRepository, PassRepository, type RoundRow } from '@zuimei/persistence/judging';
import { JudgingKeys } from '../judging-keys.js';
import { companyLabel } from '../rounds/round-facts.js';

/** How even a counted round is, beside the best that the same jurors could have made of it. */
@Injectable()
export class RoundExposure {
  constructor(
    private readonly decks: DeckRepository,
    private readonly passes: PassRepository,
    private readonly keys: JudgingKeys,
  ) {}

  async of(
    db: Queryable,
    round: RoundRow,
    { entries: lines }: TallyResult,
    entries: ReadonlyMap<number, RoundEntry>,
  ): Promise<ResultInsight['exposure']> {
    const exposures = lines.map((line) => line.exposures);
    const labels = lines.flatMap(({ entryId }) => {
      const entry = entries.get(Number(entryId));
      return entry ? [{ id: entryId, author: entry.authorId, company: companyLabel(entry.company) }] : [];
    });
    const shown = await this.decks.shownTo(db, round.id);
    const passes = await this.passes.ofSitting(db, round.sittingId);
    // A replaced pass and its new one are one juror's.
    const jurors = new Map(
      passes.map(({ jurorId, holderAuthorId, holderCompany }) => [
        this.keys.pseudonym(round.id, jurorId),
        { author: holderAuthorId, company: companyLabel(holderCompany) },
      ]),
    );
    const { method, seed, excludeOwnCompany } = round;
    return {
      least: exposures.reduce((a, b) => Math.min(a, b), exposures[0] ?? 0),
      most: exposures.reduce((a, b) => Math.max(a, b), 0),
      best: bestLeastExposure(
        labels,
        [...shown].map(([pseudonym, count]) => ({ ...jurors.get(pseudonym), shown: count })),
        { method, seed, excludeOwnCompany },
      ),
    };
  }
}
