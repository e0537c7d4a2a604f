import { Injectable } from '@nestjs/common';
import type { PaperBallotView, Problem } from '@zuimei/contracts';
import { err, issuesScreens, ok, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { ReadDb, type Tx, UnitOfWork } from '@zuimei/persistence';
import {
  DeckRepository,
  PaperRepository,
  PassRepository,
  RoundRepository,
  type RoundRow,
  SeatRepository,
} from '@zuimei/persistence/judging';
import { Clock } from '@zuimei/platform';
import { DeckAllocator } from '../decks/deck-allocator.js';
import { JudgingKeys } from '../judging-keys.js';
import { companyLabel, type RoundFacts, RoundFactsCache } from '../rounds/round-facts.js';
import { PaperBallots } from './paper-ballots.query.js';

/** A sheet is out as long as a sitting may last. */
const PAPER_LEASE_MS = 24 * 60 * 60_000;

/** Deals screens to jurors who vote on paper, with the ordinary allocation, so that exposures stay even. */
@Injectable()
export class MakePaperBallots {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly rounds: RoundRepository,
    private readonly passes: PassRepository,
    private readonly seats: SeatRepository,
    private readonly paper: PaperRepository,
    private readonly decks: DeckRepository,
    private readonly facts: RoundFactsCache,
    private readonly allocator: DeckAllocator,
    private readonly keys: JudgingKeys,
    private readonly views: PaperBallots,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** All of these passes or none; one that has a sheet keeps it. Gives all ballots on paper of the round. */
  async run(
    actor: StaffCaller,
    roundId: string,
    passIds: readonly string[],
  ): Promise<Result<PaperBallotView[], Problem>> {
    const noted = await this.unit.run(async (tx): Promise<Result<RoundRow, Problem>> => {
      // Two people who make sheets at once take turns, so that each sheet has its own number.
      const round = await this.rounds.lock(tx, roundId);
      if (!round) return err({ code: 'NOT_FOUND' });
      if (!issuesScreens(round.state)) return err({ code: 'ROUND_NOT_OPEN' });
      // In one order, so that two such requests never wait for each other.
      for (const passId of [...new Set(passIds)].sort()) {
        const put = await this.#put(tx, round, passId);
        if (!put.ok) return put;
      }
      const aliases = (await this.paper.ofRound(tx, roundId)).map(({ alias }) => alias);
      await this.audit.append(tx, {
        actor,
        action: 'paper.ballots-made',
        subject: { kind: 'round', id: roundId },
        facts: { name: round.name, count: new Set(passIds).size, aliases },
      });
      return ok(round);
    });
    if (!noted.ok) return noted;
    const facts = await this.facts.get(roundId);
    if (!facts) return err({ code: 'ROUND_NOT_OPEN' });
    if (!(await this.#deal(facts))) return err({ code: 'ROUND_NOT_OPEN' });
    return this.views.list(roundId);
  }

  async #put(tx: Tx, round: RoundRow, passId: string): Promise<Result<null, Problem>> {
    const pass = await this.passes.lock(tx, passId);
    if (pass?.sittingId !== round.sittingId) return err({ code: 'NOT_FOUND' });
    if (pass.state === 'revoked') return err({ code: 'PASS_REVOKED' });
    if (pass.state === 'returned' || (await this.seats.isCompleted(tx, round.id, pass.jurorId)))
      return err({ code: 'PASS_USED' });
    if (await this.paper.hasSat(tx, round.id, pass.jurorId))
      return err({ code: 'PASS_ON_TABLET', facts: { alias: pass.alias } });
    const at = this.clock.now();
    await this.paper.insert(tx, { roundId: round.id, jurorId: pass.jurorId, passId, madeAt: at });
    if (pass.state === 'issued') await this.passes.activate(tx, passId, at);
    return ok(null);
  }

  /** Screens for every sheet that has none yet, also where a crash came between; false where the round hands out none. */
  async #deal(facts: RoundFacts): Promise<boolean> {
    for (const { jurorId, holderAuthorId, holderCompany } of await this.paper.ofRound(this.db, facts.id)) {
      const pseudonym = this.keys.pseudonym(facts.id, jurorId);
      if ((await this.decks.screensOf(this.db, facts.id, pseudonym)).length > 0) continue;
      const deck = await this.allocator.lease(facts, {
        pseudonym,
        authorId: holderAuthorId,
        company: companyLabel(holderCompany),
        leaseMs: PAPER_LEASE_MS,
      });
      if (!deck) return false;
    }
    return true;
  }
}
