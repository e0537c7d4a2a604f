import { Injectable } from '@nestjs/common';
import type { Problem, SittingView } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { ReadDb } from '@zuimei/persistence';
import { RoundRepository, SittingRepository, type SittingRow } from '@zuimei/persistence/judging';
import { roundView } from '../rounds/round-view.js';

/** Reads sittings with their rounds and the numbers of their passes. */
@Injectable()
export class Sittings {
  constructor(
    private readonly db: ReadDb,
    private readonly sittings: SittingRepository,
    private readonly rounds: RoundRepository,
  ) {}

  /** The sittings of an edition, newest first, or NOT_FOUND without such an edition. */
  async list(editionKey: string): Promise<Result<SittingView[], Problem>> {
    const editionId = await this.sittings.editionIdOf(this.db, editionKey);
    if (!editionId) return err({ code: 'NOT_FOUND' });
    return ok(await this.#views(await this.sittings.ofEdition(this.db, editionId)));
  }

  /** One sitting, or NOT_FOUND. */
  async get(id: string): Promise<Result<SittingView, Problem>> {
    const row = await this.sittings.byId(this.db, id);
    const [view] = row ? await this.#views([row]) : [];
    return view ? ok(view) : err({ code: 'NOT_FOUND' });
  }

  async #views(rows: readonly SittingRow[]): Promise<SittingView[]> {
    const ids = rows.map(({ id }) => id);
    const [counts, rounds] = await Promise.all([
      this.sittings.passCounts(this.db, ids),
      this.rounds.ofSittings(this.db, ids),
    ]);
    return rows.map(({ id, editionKey, name, venue, heldOn }) => ({
      id,
      editionKey,
      name,
      venue,
      heldOn,
      passes: counts.get(id) ?? { issued: 0, active: 0, returned: 0, revoked: 0 },
      rounds: rounds.filter((round) => round.sittingId === id).map(roundView),
    }));
  }
}
