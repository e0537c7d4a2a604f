import { Injectable } from '@nestjs/common';
import type { endpoints, In, Problem, RoundView } from '@zuimei/contracts';
import { cleanText, err, ok, type Result, toHex, utf8, validateLadder } from '@zuimei/domain';
import { editionRules, type RoundEntry } from '@zuimei/contest';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { type Tx, UnitOfWork } from '@zuimei/persistence';
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
    return this.unit.run((tx) => this.#insert(tx, actor, sittingId, input));
  }

  /** Makes rounds as drafts, all or none: each takes those who go on from the one before. */
  async chain(
    actor: StaffCaller,
    sittingId: string,
    inputs: readonly Omit<RoundInput, 'afterId' | 'parentId'>[],
  ): Promise<Result<RoundView[], Problem>> {
    return this.unit.run(async (tx): Promise<Result<RoundView[], Problem>> => {
      const made: RoundView[] = [];
      for (const input of inputs) {
        const afterId = made.at(-1)?.id ?? null;
        const round = await this.#insert(tx, actor, sittingId, { ...input, parentId: null, afterId });
        if (!round.ok) return round;
        made.push(round.value);
      }
      return ok(made);
    });
  }

  async #insert(tx: Tx, actor: StaffCaller, sittingId: string, input: RoundInput): Promise<Result<RoundView, Problem>> {
    if (input.tieLadder && !validateLadder(input.tieLadder).ok) {
      return err({ code: 'VALIDATION_FAILED', errors: [{ pointer: '/tieLadder', code: 'ladder' }] });
    }
    const id = this.ids.next();
    const seed = input.seed ?? this.ids.token(16);
    const sitting = await this.sittings.byId(tx, sittingId);
    if (!sitting) return err({ code: 'NOT_FOUND' });
    const parent = input.parentId ? await this.rounds.byId(tx, input.parentId) : undefined;
    if (input.parentId && parent?.editionId !== sitting.editionId) return err({ code: 'NOT_FOUND' });
    const entries = await this.#entriesOf(tx, sitting, input);
    if (!entries.ok) return entries;
    const { method, plannedMinutes, targetExposure, excludeOwnCompany, focus, parentId, afterId } = input;
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
      afterId,
      allEntries: input.entryIds === null && afterId === null,
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
  }

  /** What stands in the round now: nothing where those who go on from another round come in later. */
  async #entriesOf(
    tx: Tx,
    sitting: { editionId: string; editionKey: string },
    { afterId, entryIds, method }: RoundInput,
  ): Promise<Result<RoundEntry[], Problem>> {
    if (afterId === null) {
      const entries = await entriesOf(tx, { id: sitting.editionId, key: sitting.editionKey }, entryIds);
      if (!entries.ok) return entries;
      const fits = methodFits(method, entries.value.length);
      return fits.ok ? entries : fits;
    }
    const before = await this.rounds.byId(tx, afterId);
    if (before?.editionId !== sitting.editionId) return err({ code: 'NOT_FOUND' });
    if (entryIds !== null) return err({ code: 'VALIDATION_FAILED', errors: [{ pointer: '/entryIds', code: 'after' }] });
    const fits = methodFits(method, before.winners);
    return fits.ok ? ok([]) : fits;
  }
}
