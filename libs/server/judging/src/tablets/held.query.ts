import { Injectable } from '@nestjs/common';
import type { HeldView, Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { type Queryable, ReadDb, UnitOfWork } from '@zuimei/persistence';
import { HeldRepository, RoundRepository } from '@zuimei/persistence/judging';
import { Clock } from '@zuimei/platform';
import { JudgingKeys } from '../judging-keys.js';

/** What was held back of a round. Whose it is, is worked out in memory: no table ties a pass to a pseudonym. */
@Injectable()
export class HeldAnswers {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly held: HeldRepository,
    private readonly rounds: RoundRepository,
    private readonly keys: JudgingKeys,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async get(roundId: string): Promise<Result<HeldView, Problem>> {
    if (!(await this.rounds.byId(this.db, roundId))) return err({ code: 'NOT_FOUND' });
    return ok(await this.#view(this.db, roundId));
  }

  /** Staff have seen what is held so far; what comes after wants another look. */
  async acknowledge(actor: StaffCaller, roundId: string): Promise<Result<HeldView, Problem>> {
    return this.unit.run(async (tx): Promise<Result<HeldView, Problem>> => {
      const round = await this.rounds.lock(tx, roundId);
      if (!round) return err({ code: 'NOT_FOUND' });
      const view = await this.#view(tx, roundId);
      const at = this.clock.now();
      if (view.answers > 0 && (await this.held.acknowledge(tx, roundId, view.answers, actor.staffId, at))) {
        await this.audit.append(tx, {
          actor,
          action: 'round.held-acknowledged',
          subject: { kind: 'round', id: roundId },
          facts: { name: round.name, answers: view.answers },
        });
      }
      return ok({ ...view, acknowledged: view.answers });
    });
  }

  /** How many held answers of the round nobody has acknowledged. */
  async unseen(db: Queryable, roundId: string): Promise<number> {
    const groups = await this.held.groups(db, roundId);
    const answers = groups.reduce((sum, group) => sum + group.answers, 0);
    return answers - (answers > 0 ? await this.held.acknowledged(db, roundId) : 0);
  }

  async #view(db: Queryable, roundId: string): Promise<HeldView> {
    const seats = await this.held.seats(db, roundId);
    const jurors = new Map<string, { alias: string; tablets: Set<string> }>();
    for (const { jurorId, alias, tablet } of seats) {
      const juror = jurors.get(jurorId) ?? { alias, tablets: new Set<string>() };
      jurors.set(jurorId, { alias, tablets: juror.tablets.add(tablet) });
    }
    const byPseudonym = new Map([...jurors].map(([id, juror]) => [this.keys.pseudonym(roundId, id), juror]));
    const items = (await this.held.groups(db, roundId)).map(({ pseudonym, reason, answers }) => {
      const juror = byPseudonym.get(pseudonym);
      return { alias: juror?.alias ?? null, tablets: [...(juror?.tablets ?? [])].sort(), reason, answers };
    });
    const usedTwice = new Map<string, HeldView['usedTwice'][number]>();
    for (const { jurorId, alias, reason } of seats) {
      if (reason) usedTwice.set(jurorId, { alias, reason, tablets: [...(jurors.get(jurorId)?.tablets ?? [])].sort() });
    }
    return {
      answers: items.reduce((sum, item) => sum + item.answers, 0),
      acknowledged: await this.held.acknowledged(db, roundId),
      items: items.sort((a, b) => (a.alias ?? '').localeCompare(b.alias ?? '') || a.reason.localeCompare(b.reason)),
      usedTwice: [...usedTwice.values()],
    };
  }
}
