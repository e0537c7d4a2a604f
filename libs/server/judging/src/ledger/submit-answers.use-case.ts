import { Injectable } from '@nestjs/common';
import type { AnswerInput, AnswerResult, Problem } from '@zuimei/contracts';
import { answersMessage, err, maySee, ok, type Result } from '@zuimei/domain';
import { ReadDb } from '@zuimei/persistence';
import { PaperRepository, type SeatRow } from '@zuimei/persistence/judging';
import { Clock } from '@zuimei/platform';
import { isSignedBy } from '../devices/device-key.js';
import { JudgingKeys } from '../judging-keys.js';
import { companyLabel, type RoundFacts, RoundFactsCache } from '../rounds/round-facts.js';
import { SeatLookup } from '../seats/seat-lookup.js';
import { SeatPulse } from '../seats/seat-pulse.js';
import { LedgerWriter } from './ledger-writer.js';
import type { OfflineSet } from './plan-batch.js';

export interface AnswerDelivery {
  roundId: string;
  answers: readonly AnswerInput[];
  /** Answers that still wait on the tablet after these. */
  pending: number;
  /** The device's, over the seat, the round and the answers. */
  signature: string;
}

/** Takes an answer set of the juror of a seat, also after the seat has ended. */
@Injectable()
export class SubmitAnswers {
  constructor(
    private readonly db: ReadDb,
    private readonly paper: PaperRepository,
    private readonly seats: SeatLookup,
    private readonly facts: RoundFactsCache,
    private readonly writer: LedgerWriter,
    private readonly pulse: SeatPulse,
    private readonly keys: JudgingKeys,
    private readonly clock: Clock,
  ) {}

  async run(
    seatId: string,
    { roundId, answers, pending, signature }: AnswerDelivery,
  ): Promise<Result<{ results: AnswerResult[]; serverTime: string }, Problem>> {
    const seat = await this.seats.byId(seatId);
    if (!seat || seat.roundId !== roundId) return err({ code: 'NOT_FOUND' });
    if (!(await isSignedBy(seat.deviceKey, answersMessage(seatId, roundId, answers), signature)))
      return err({ code: 'DEVICE_KEY_WRONG' });
    const facts = await this.facts.get(roundId);
    if (!facts?.opened) return err({ code: 'NOT_FOUND' });
    const results = await this.writer.submit(facts, {
      pseudonym: this.keys.pseudonym(roundId, seat.jurorId),
      answers,
      // What a tablet still held when the badge was replaced or revoked is the host's to see, however its seat was opened.
      ...((seat.tabletId || seat.passState === 'revoked') && { offline: await this.#offline(facts, seat) }),
    });
    this.pulse.note(seatId, pending);
    return ok({ results, serverTime: this.clock.now().toISOString() });
  }

  async #offline(facts: RoundFacts, seat: SeatRow): Promise<OfflineSet> {
    return {
      revoked: seat.passState === 'revoked',
      onPaper: await this.paper.isOnPaper(this.db, facts.id, seat.jurorId),
      excluded: excludedOf(facts, seat),
    };
  }
}

/** The entries that the juror of a seat may not judge. */
function excludedOf({ allocation }: RoundFacts, seat: SeatRow): Set<string> {
  const juror = { author: seat.holderAuthorId, company: companyLabel(seat.holderCompany) };
  return new Set(allocation.entries.filter((entry) => !maySee(juror, entry, allocation.options)).map(({ id }) => id));
}
