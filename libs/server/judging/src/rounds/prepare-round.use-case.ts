import { Injectable } from '@nestjs/common';
import type { Problem, RoundView } from '@zuimei/contracts';
import { BlockCopiesOfWinners, holdEditionRules, lockEntries, unlockEntries } from '@zuimei/contest';
import { ok, type Result } from '@zuimei/domain';
import type { StaffCaller } from '@zuimei/identity';
import { RoundRepository } from '@zuimei/persistence/judging';
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
  ) {}

  async run(actor: StaffCaller, id: string): Promise<Result<RoundView, Problem>> {
    return this.moves.run(actor, id, 'prepare', async (tx, round, at) => {
      // Whoever is changing the rules right now is waited for; whoever comes later finds them locked.
      const promised = promisedOf(await holdEditionRules(tx, round.editionKey));
      if (round.final) await this.rounds.setPromised(tx, id, promised);
      const edition = { id: round.editionId, key: round.editionKey };
      // Another edition may have been published since these were approved.
      const blocked = await this.copies.run(tx, actor, { editionId: edition.id });
      const ids = round.allEntries ? null : (await this.rounds.entries(tx, id)).map(({ entryId }) => entryId);
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

  /** Gives up a round that was never opened; entries that stand in no other prepared round may be undone again. */
  async cancel(actor: StaffCaller, id: string, reason: string): Promise<Result<RoundView, Problem>> {
    return this.moves.run(actor, id, 'cancel', async (tx, round, at) => {
      if (round.state === 'ready') await unlockEntries(tx, await this.rounds.inNoOtherRound(tx, id));
      return ok({ marks: { cancelledAt: at }, facts: { reason } });
    });
  }
}
