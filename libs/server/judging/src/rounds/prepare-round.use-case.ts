import { Injectable } from '@nestjs/common';
import type { Problem, RoundView } from '@zuimei/contracts';
import { BlockCopiesOfWinners, holdEditionRules, lockEntries, unlockEntries } from '@zuimei/contest';
import { err, ok, type Result } from '@zuimei/domain';
import type { StaffCaller } from '@zuimei/identity';
import type { Tx } from '@zuimei/persistence';
import { RoundRepository, type RoundRow } from '@zuimei/persistence/judging';
import { Advancing } from './advancing.query.js';
import { asRoundEntry, entriesOf, methodFits } from './round-entries.js';
import { promisedOf } from './promised-rules.js';
import { RoundMoves } from './round-moves.js';

/** Freezes a round: its entries as they are now, and from then on nobody can undo their approval. Or gives it up. */
@Injectable()
export class PrepareRound {
  constructor(
    private readonly moves: RoundMoves,
    private readonly rounds: RoundRepository,
    private readonly copies: BlockCopiesOfWinners,
    private readonly advancing: Advancing,
  ) {}

  async run(actor: StaffCaller, id: string): Promise<Result<RoundView, Problem>> {
    return this.moves.run(actor, id, 'prepare', async (tx, round, at) => {
      // Whoever is changing the rules right now is waited for; whoever comes later finds them locked.
      const rules = await holdEditionRules(tx, round.editionKey);
      const { heartsWeight } = rules;
      if (round.final) await this.rounds.setPromised(tx, id, { ...promisedOf(rules), heartsWeight });
      const edition = { id: round.editionId, key: round.editionKey };
      // Another edition may have been published since these were approved.
      const blocked = await this.copies.run(tx, actor, { editionId: edition.id });
      const chosen = await this.#chosen(tx, round);
      if (!chosen.ok) return chosen;
      const ids = chosen.value;
      const entries = await entriesOf(tx, edition, ids);
      if (!entries.ok) return entries;
      const fits = methodFits(round.method, entries.value.length);
      if (!fits.ok) return fits;
      // Locked first: an approval that is being undone right now must be seen to be gone.
      await lockEntries(
        tx,
        entries.value.map(({ entryId }) => entryId),
        at,
      );
      await this.rounds.setEntries(tx, id, entries.value.map(asRoundEntry));
      return ok({ facts: { entries: entries.value.length, blocked: blocked.length } });
    });
  }

  /** Ids of the entries that were chosen for the round; null for all that there are. */
  async #chosen(tx: Tx, round: RoundRow): Promise<Result<string[] | null, Problem>> {
    if (round.allEntries) return ok(null);
    if (round.afterId === null) return ok((await this.rounds.entries(tx, round.id)).map(({ entryId }) => entryId));
    const before = await this.rounds.byId(tx, round.afterId);
    const on = before && (await this.advancing.certified(tx, before));
    if (!on) return err({ code: 'ROUND_BEFORE_NOT_CERTIFIED', facts: { round: before?.name ?? '' } });
    await this.rounds.setAfterVersion(tx, round.id, on.version);
    return ok(on.entryIds);
  }

  /** Gives up a round that was never opened; entries that stand in no other prepared round may be undone again. */
  async cancel(actor: StaffCaller, id: string, reason: string): Promise<Result<RoundView, Problem>> {
    return this.moves.run(actor, id, 'cancel', async (tx, round, at) => {
      if (round.state === 'ready') await unlockEntries(tx, await this.rounds.inNoOtherRound(tx, id));
      return ok({ marks: { cancelledAt: at }, facts: { reason } });
    });
  }
}
