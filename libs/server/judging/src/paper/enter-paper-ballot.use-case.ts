import { Injectable } from '@nestjs/common';
import type { endpoints, In, Out, Problem } from '@zuimei/contracts';
import { canonicalJson, err, normalizePassCode, ok, receiptOf, type Result } from '@zuimei/domain';
import { type Allowance, AuditTrail, type StaffCaller, Throttle } from '@zuimei/identity';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import { DeckRepository, type PaperBallotRow, PaperRepository, SeatRepository } from '@zuimei/persistence/judging';
import { Clock } from '@zuimei/platform';
import { JudgingKeys, sha256 } from '../judging-keys.js';
import { LedgerWriter } from '../ledger/ledger-writer.js';
import { type RoundFacts, RoundFactsCache } from '../rounds/round-facts.js';
import { differing, type PaperScreen, readTyped, sameForm, type TypedAnswers } from './paper-answers.js';

type Body = In<typeof endpoints.enterPaperBallot>['body'];
type Entered = Out<typeof endpoints.enterPaperBallot>;

/** Codes that are on no sheet; a right one forgets them. */
const WRONG_CODES: Allowance = { name: 'paper-code', max: 20, windowMs: 15 * 60_000 };

/**
 * Takes what one person typed from a sheet. The code on the sheet is the juror's own word that it may be typed; what was
 * typed becomes the juror's answers once a second person has typed the same, through the same writer as a tablet's.
 */
@Injectable()
export class EnterPaperBallot {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly paper: PaperRepository,
    private readonly decks: DeckRepository,
    private readonly seats: SeatRepository,
    private readonly facts: RoundFactsCache,
    private readonly writer: LedgerWriter,
    private readonly keys: JudgingKeys,
    private readonly throttle: Throttle,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: StaffCaller, roundId: string, { code, answers }: Body): Promise<Result<Entered, Problem>> {
    const facts = await this.facts.get(roundId);
    if (!facts?.opened) return err({ code: 'ROUND_NOT_OPEN' });
    const ballot = await this.#find(actor, roundId, code);
    if (!ballot.ok) return ballot;
    if (!ballot.value.valid) return err({ code: 'PASS_REVOKED' });
    const { jurorId, no } = ballot.value;
    const pseudonym = this.keys.pseudonym(roundId, jurorId);
    const read = readTyped(facts.method, await this.#screens(facts, pseudonym), answers);
    if (!read.ok) return err({ code: 'VALIDATION_FAILED', errors: read.error });

    const compared = await this.#compare(actor, ballot.value, pseudonym, sameForm(answers));
    if (!compared.ok || compared.value.outcome !== 'counted') return compared;
    const results = await this.writer.submit(facts, {
      pseudonym,
      source: 'paper',
      answers: read.value.map(({ screen, answer }) => ({
        id: this.keys.paperAnswerId(roundId, screen.id),
        screenId: screen.id,
        revision: 1,
        answer,
        shownMs: 0,
      })),
    });
    const refused = results.find(({ status }) => status === 'refused');
    if (refused) throw new Error(`an answer that fits its sheet was refused: ${refused.code}`);
    const late = results.some(({ status }) => status === 'late');
    await this.#settle(actor, ballot.value, pseudonym, late);
    return ok({ no, outcome: late ? 'late' : 'counted', differing: [] });
  }

  async #find(actor: StaffCaller, roundId: string, typed: string): Promise<Result<PaperBallotRow, Problem>> {
    const allowed = await this.throttle.take(WRONG_CODES, actor.staffId);
    if (!allowed.ok) return allowed;
    const code = normalizePassCode(typed);
    const ballots = code.ok ? await this.paper.ofRound(this.db, roundId) : [];
    const found = ballots.find(({ jurorId }) => code.ok && this.keys.paperCode(roundId, jurorId) === code.value);
    if (!found) return err({ code: 'PAPER_CODE_WRONG' });
    await this.throttle.clear(WRONG_CODES, actor.staffId);
    return ok(found);
  }

  async #screens({ id, numbers }: RoundFacts, pseudonym: string): Promise<PaperScreen[]> {
    const screens = await this.decks.screensOf(this.db, id, pseudonym);
    return screens.map(({ entryIds, ...screen }) => ({
      ...screen,
      entries: entryIds.map((entryId) => ({ id: entryId, number: numbers.get(entryId) ?? 0 })),
    }));
  }

  /** Keeps what was typed, and holds it against what others typed from the same sheet. */
  async #compare(
    actor: StaffCaller,
    { roundId, jurorId, no }: PaperBallotRow,
    pseudonym: string,
    answers: TypedAnswers,
  ): Promise<Result<Entered, Problem>> {
    return this.unit.run(async (tx): Promise<Result<Entered, Problem>> => {
      const ballot = await this.paper.lock(tx, roundId, jurorId);
      if (!ballot || ballot.settledAt) return err({ code: 'PAPER_SETTLED', facts: { no } });
      const before = await this.paper.entries(tx, roundId, pseudonym);
      const agreed = before.find((entry) => entry.no === ballot.agreedNo);
      if (agreed && agreed.answers !== canonicalJson(answers)) return err({ code: 'PAPER_SETTLED', facts: { no } });
      const others = new Map(
        before
          .filter(({ enteredBy }) => enteredBy !== actor.staffId)
          .map(({ enteredBy, answers: theirs }) => [enteredBy, JSON.parse(theirs) as TypedAnswers]),
      );
      const typedNo = await this.paper.insertEntry(tx, {
        roundId,
        pseudonym,
        enteredBy: actor.staffId,
        answers: canonicalJson(answers),
      });
      const differences = [...others.values()].map((theirs) => differing(answers, theirs));
      const same = agreed !== undefined || differences.some((ones) => ones.length === 0);
      const outcome = same ? 'counted' : differences.length === 0 ? 'first' : 'differs';
      if (same && !agreed) await this.paper.agree(tx, roundId, jurorId, typedNo);
      await this.audit.append(tx, {
        actor,
        action: 'paper.ballot-typed',
        subject: { kind: 'round', id: roundId },
        facts: { no, outcome },
      });
      return ok({ no, outcome, differing: outcome === 'differs' ? (differences.at(-1) ?? []) : [] });
    });
  }

  /** The ballot is handed in. Safe to run twice: a crash before it lets the next typing come here again. */
  async #settle(
    actor: StaffCaller,
    { roundId, jurorId, no }: PaperBallotRow,
    pseudonym: string,
    late: boolean,
  ): Promise<void> {
    await this.unit.run(async (tx) => {
      const ballot = await this.paper.lock(tx, roundId, jurorId);
      if (!ballot || ballot.settledAt) return;
      const at = this.clock.now();
      await this.paper.settle(tx, roundId, jurorId, at, late);
      if (!late && (await this.seats.complete(tx, roundId, jurorId, at))) {
        const nonce = this.keys.paperNonce(roundId, jurorId);
        await this.seats.insertReceipt(tx, {
          roundId,
          nonce: Buffer.from(nonce, 'hex'),
          receipt: receiptOf(roundId, nonce, sha256),
          counted: (await this.decks.answeredCount(tx, roundId, pseudonym)) > 0,
        });
      }
      await this.audit.append(tx, {
        actor,
        action: 'paper.ballot-settled',
        subject: { kind: 'round', id: roundId },
        facts: { no, late },
      });
    });
  }
}
