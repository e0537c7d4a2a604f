import { Injectable } from '@nestjs/common';
import type { endpoints, In, Problem, RoundView } from '@zuimei/contracts';
import { cleanText, err, ok, type Result, toHex, utf8, validateLadder } from '@zuimei/domain';
import { editionRules } from '@zuimei/contest';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { RoundRepository, SittingRepository } from '@zuimei/persistence/judging';
import { Clock, Ids } from '@zuimei/platform';
import { sha256 } from '../judging-keys.js';
import { settledRules } from './promised-rules.js';
import { asRoundEntry, entriesOf, methodFits } from './round-entries.js';
import { roundView } from './round-view.js';

export type RoundInput = In<typeof endpoints.createRound>['body'];

/** Makes a round as a draft, with the rules it will be opened by. */
@Injectable()
export class CreateRound {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly sittings: SittingRepository,
    private readonly rounds: RoundRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async run(actor: StaffCaller, sittingId: string, input: RoundInput): Promise<Result<RoundView, Problem>> {
    if (input.tieLadder && !validateLadder(input.tieLadder).ok) {
      return err({ code: 'VALIDATION_FAILED', errors: [{ pointer: '/tieLadder', code: 'ladder' }] });
    }
    const id = this.ids.next();
    const seed = input.seed ?? this.ids.token(16);
    return this.unit.run(async (tx): Promise<Result<RoundView, Problem>> => {
      const sitting = await this.sittings.byId(tx, sittingId);
      if (!sitting) return err({ code: 'NOT_FOUND' });
      const parent = input.parentId ? await this.rounds.byId(tx, input.parentId) : undefined;
      if (input.parentId && parent?.editionId !== sitting.editionId) return err({ code: 'NOT_FOUND' });
      const entries = await entriesOf(tx, { id: sitting.editionId, key: sitting.editionKey }, input.entryIds);
      if (!entries.ok) return entries;
      const fits = methodFits(input.method, entries.value.length);
      if (!fits.ok) return fits;
      const { method, plannedMinutes, targetExposure, excludeOwnCompany, focus, parentId } = input;
      // A run-off settles a tie of its parent and finds no winners of its own.
      const final = input.final && parentId === null;
      const settled = settledRules(await editionRules(tx, sitting.editionKey), input, final);
      if (!settled.ok) return settled;
      const rules = {
        name: cleanText(input.name),
        method,
        ...settled.value,
        final,
        plannedMinutes,
        targetExposure,
        excludeOwnCompany,
        focus,
        parentId,
        allEntries: input.entryIds === null,
        seed,
        seedCommitment: toHex(sha256(utf8(seed))),
      };
      await this.rounds.insert(tx, id, sittingId, rules, entries.value.map(asRoundEntry), this.clock.now());
      await this.audit.append(tx, {
        actor,
        action: 'round.created',
        subject: { kind: 'round', id },
        facts: {
          name: rules.name,
          method,
          entries: entries.value.length,
          seedCommitment: rules.seedCommitment,
          final,
          focus,
        },
      });
      const round = await this.rounds.byId(tx, id);
      if (!round) throw new Error('a round that was just made is not there');
      return ok(roundView(round));
    });
  }
}
