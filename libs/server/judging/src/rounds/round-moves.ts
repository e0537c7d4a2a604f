import { Injectable } from '@nestjs/common';
import type { Problem, RoundView } from '@zuimei/contracts';
import { err, move, ok, type Result, roundMachine, type RoundVerb } from '@zuimei/domain';
import { type Actor, AuditTrail } from '@zuimei/identity';
import { type Tx, UnitOfWork, type UnitOfWorkSettings } from '@zuimei/persistence';
import { type RoundMarks, RoundRepository, type RoundRow } from '@zuimei/persistence/judging';
import { Clock } from '@zuimei/platform';
import { roundView } from './round-view.js';

/** The audit's word for each move. */
const PAST: Record<RoundVerb, string> = {
  prepare: 'round.prepared',
  open: 'round.opened',
  pause: 'round.paused',
  resume: 'round.resumed',
  collect: 'round.collecting-begun',
  close: 'round.closed',
  tally: 'round.tallied',
  'refuse-certification': 'round.certification-refused',
  certify: 'round.certified',
  publish: 'round.published',
  correct: 'round.corrected',
  cancel: 'round.cancelled',
};

/** What a move does besides changing the state: columns to set, and facts for the audit row. */
export interface MoveEffect {
  marks?: Partial<Omit<RoundMarks, 'state'>>;
  facts?: Record<string, unknown>;
}

export type Effect = (tx: Tx, round: RoundRow, at: Date) => Promise<Result<MoveEffect, Problem>>;

const nothing: Effect = async () => ok({});

/** Moves rounds from state to state: one place for the lock, the table of allowed moves and the audit row. */
@Injectable()
export class RoundMoves {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly rounds: RoundRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Does `verb` with its effect in one transaction, or refuses with NOT_FOUND, MOVE_NOT_ALLOWED or the effect's own. */
  async run(
    actor: Actor,
    id: string,
    verb: RoundVerb,
    effect: Effect = nothing,
    settings?: UnitOfWorkSettings,
  ): Promise<Result<RoundView, Problem>> {
    return this.unit.run(async (tx): Promise<Result<RoundView, Problem>> => {
      const round = await this.rounds.lock(tx, id);
      if (!round) return err({ code: 'NOT_FOUND' });
      const moved = move(roundMachine, round.state, verb);
      if (!moved.ok) return err({ code: 'MOVE_NOT_ALLOWED', facts: moved.error.facts });
      const done = await effect(tx, round, this.clock.now());
      if (!done.ok) return done;
      await this.rounds.mark(tx, id, { ...done.value.marks, state: moved.value });
      await this.audit.append(tx, {
        actor,
        action: PAST[verb],
        subject: { kind: 'round', id },
        facts: { name: round.name, ...done.value.facts },
      });
      const after = await this.rounds.byId(tx, id);
      if (!after) throw new Error('a round that was just moved is not there');
      return ok(roundView(after));
    }, settings);
  }
}
