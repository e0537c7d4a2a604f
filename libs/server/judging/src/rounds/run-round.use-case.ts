import { Injectable } from '@nestjs/common';
import type { Problem, RoundView } from '@zuimei/contracts';
import { chainGenesis, err, ok, type Result } from '@zuimei/domain';
import type { StaffCaller } from '@zuimei/identity';
import { RoundRepository, type RoundRow } from '@zuimei/persistence/judging';
import { RoundMoves } from './round-moves.js';

const pauseEnds = (round: RoundRow, at: Date) => ({
  pausedAt: null,
  pausedMs: round.pausedMs + (round.pausedAt ? Math.max(0, at.getTime() - round.pausedAt.getTime()) : 0),
});

/** What the host does while the hall votes: open, pause, resume, collect. */
@Injectable()
export class RunRound {
  constructor(
    private readonly moves: RoundMoves,
    private readonly rounds: RoundRepository,
  ) {}

  /** Opens the round and begins its chain. One round of a sitting goes on at a time: a pass belongs to one. */
  async open(actor: StaffCaller, id: string): Promise<Result<RoundView, Problem>> {
    return this.moves.run(actor, id, 'open', async (tx, round, at) => {
      const busy = await this.rounds.busyIn(tx, round.sittingId, id);
      if (busy) {
        return err({ code: 'MOVE_NOT_ALLOWED', facts: { machine: 'round', verb: 'open', otherRound: busy.name } });
      }
      await this.rounds.insertTip(tx, id, chainGenesis());
      return ok({
        marks: { openedAt: at },
        facts: { entries: round.entryCount, seedCommitment: round.seedCommitment },
      });
    });
  }

  async pause(actor: StaffCaller, id: string): Promise<Result<RoundView, Problem>> {
    return this.moves.run(actor, id, 'pause', async (_tx, _round, at) => ok({ marks: { pausedAt: at } }));
  }

  async resume(actor: StaffCaller, id: string): Promise<Result<RoundView, Problem>> {
    return this.moves.run(actor, id, 'resume', async (_tx, round, at) => ok({ marks: pauseEnds(round, at) }));
  }

  /** No more screens from now on; answers to leased ones still come in. */
  async collect(actor: StaffCaller, id: string): Promise<Result<RoundView, Problem>> {
    return this.moves.run(actor, id, 'collect', async (_tx, round, at) =>
      ok({ marks: { ...pauseEnds(round, at), collectingAt: at } }),
    );
  }
}
