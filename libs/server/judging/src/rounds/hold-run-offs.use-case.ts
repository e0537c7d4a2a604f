import { Injectable } from '@nestjs/common';
import type { Problem, RoundView } from '@zuimei/contracts';
import { err, ok, type Result, type TallyResult, toHex, utf8 } from '@zuimei/domain';
import { entriesForRound, lockEntries } from '@zuimei/contest';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { ResultRepository, RoundRepository, type RoundRules } from '@zuimei/persistence/judging';
import { Clock, Ids } from '@zuimei/platform';
import { sha256 } from '../judging-keys.js';
import { asRoundEntry } from './round-entries.js';
import { roundView } from './round-view.js';

/**
 * Makes the run-offs that a counted round waits for, one for each group of equals, ready to be opened: the tied entries
 * on one screen, the same passes, half of the equals (rounded down, one at least) may be picked.
 */
@Injectable()
export class HoldRunOffs {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly rounds: RoundRepository,
    private readonly results: ResultRepository,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** The run-offs by group, those made before included; MOVE_NOT_ALLOWED where the round waits for none. */
  async run(actor: StaffCaller, roundId: string): Promise<Result<RoundView[], Problem>> {
    return this.unit.run(async (tx): Promise<Result<RoundView[], Problem>> => {
      const parent = await this.rounds.lock(tx, roundId);
      if (!parent) return err({ code: 'NOT_FOUND' });
      const counted = parent.state === 'tallied' ? await this.results.latestTally(tx, roundId) : undefined;
      const { problems } = (counted ? JSON.parse(counted.result) : { problems: [] }) as Pick<TallyResult, 'problems'>;
      const groups = problems.flatMap(({ code, facts }) =>
        code === 'RUN_OFF_PENDING' ? [(facts.entries as string[]).map(Number)] : [],
      );
      if (groups.length === 0)
        return err({ code: 'MOVE_NOT_ALLOWED', facts: { machine: 'round', state: parent.state, verb: 'run-off' } });
      const held = await this.rounds.openRunOffs(tx, roundId);
      if (held.length > 0) return ok(held.map(roundView));
      const rows = await this.rounds.entries(tx, roundId);
      const made: RoundView[] = [];
      for (const [i, numbers] of groups.entries()) {
        const ids = rows.filter(({ number }) => numbers.includes(number)).map(({ entryId }) => entryId);
        const entries = (await entriesForRound(tx, { ids })).filter(({ state }) => state === 'active');
        const id = this.ids.next();
        const seed = this.ids.token(16);
        const rules: RoundRules = {
          name: groups.length > 1 ? `加投 ${i + 1}` : '加投',
          parentId: roundId,
          afterId: null,
          method: { kind: 'approve', max: Math.max(1, Math.floor(entries.length / 2)) },
          winners: Math.max(1, entries.length - 1),
          plannedMinutes: 1,
          targetExposure: 1,
          seed,
          seedCommitment: toHex(sha256(utf8(seed))),
          tieLadder: ['primary', 'shared'],
          caps: { perAuthor: null, perCompany: null },
          excludeOwnCompany: parent.excludeOwnCompany,
          final: false,
          focus: false,
          allEntries: false,
        };
        const at = this.clock.now();
        await this.rounds.insert(tx, id, parent.sittingId, rules, entries.map(asRoundEntry), at);
        await lockEntries(
          tx,
          entries.map(({ entryId }) => entryId),
          at,
        );
        await this.rounds.mark(tx, id, { state: 'ready' });
        await this.audit.append(tx, {
          actor,
          action: 'round.run-off-called',
          subject: { kind: 'round', id },
          facts: { name: rules.name, of: parent.name, numbers },
        });
        const round = await this.rounds.byId(tx, id);
        if (round) made.push(roundView(round));
      }
      return ok(made);
    });
  }
}
