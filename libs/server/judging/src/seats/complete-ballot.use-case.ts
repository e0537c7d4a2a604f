import { Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { completeMessage, err, ok, receiptOf, type Result } from '@zuimei/domain';
import { AuditTrail } from '@zuimei/identity';
import { type Tx, UnitOfWork } from '@zuimei/persistence';
import { DeckRepository, PassRepository, SeatRepository, type SeatRow } from '@zuimei/persistence/judging';
import { Clock } from '@zuimei/platform';
import { isSignedBy } from '../devices/device-key.js';
import { JudgingKeys, sha256 } from '../judging-keys.js';
import { SeatPulse } from './seat-pulse.js';

/**
 * Hands a ballot in: the seat ends, and the receipt is stored apart from juror and answers. The same nonce again gives
 * the same receipt; another one for a ballot that is in already is refused (PASS_USED), because one ballot has one
 * receipt.
 */
@Injectable()
export class CompleteBallot {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly seats: SeatRepository,
    private readonly passes: PassRepository,
    private readonly decks: DeckRepository,
    private readonly keys: JudgingKeys,
    private readonly pulse: SeatPulse,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(
    seatId: string,
    { roundId, receiptNonce, signature }: { roundId: string; receiptNonce: string; signature: string },
  ): Promise<Result<{ receipt: string }, Problem>> {
    const receipt = receiptOf(roundId, receiptNonce, sha256);
    const nonce = Buffer.from(receiptNonce, 'hex');
    const completed = await this.unit.run(async (tx): Promise<Result<{ receipt: string }, Problem>> => {
      const seat = await this.seats.byId(tx, seatId);
      if (!seat || seat.roundId !== roundId) return err({ code: 'NOT_FOUND' });
      if (!(await isSignedBy(seat.deviceKey, completeMessage(seatId, roundId, receiptNonce), signature)))
        return err({ code: 'DEVICE_KEY_WRONG' });
      // Two tablets of one juror hand in one after the other.
      const pass = await this.passes.lock(tx, seat.passId);
      if (!pass || pass.state === 'revoked') return err({ code: 'PASS_REVOKED' });
      const at = this.clock.now();
      if (await this.seats.complete(tx, roundId, seat.jurorId, at)) {
        await this.#record(tx, seat, { nonce, receipt });
      } else if (!(await this.seats.hasReceipt(tx, roundId, nonce))) {
        return err({ code: 'PASS_USED' });
      }
      await this.seats.end(tx, seatId, at, 'completed');
      return ok({ receipt });
    });
    // The tablet sends it behind its last answer: nothing of this seat waits there any more.
    if (completed.ok) this.pulse.note(seatId, 0);
    return completed;
  }

  async #record(tx: Tx, seat: SeatRow, { nonce, receipt }: { nonce: Buffer; receipt: string }): Promise<void> {
    const { roundId, jurorId } = seat;
    // A ballot without any answer is handed in, but is no ballot in the count: its receipt is not published.
    const answered = await this.decks.answeredCount(tx, roundId, this.keys.pseudonym(roundId, jurorId));
    await this.seats.insertReceipt(tx, { roundId, nonce, receipt, counted: answered > 0 });
    await this.audit.append(tx, {
      actor: { kind: 'juror', seatId: seat.id, passId: seat.passId, sittingId: seat.sittingId, via: 'session' },
      action: 'pass.ballot-handed-in',
      subject: { kind: 'pass', id: seat.passId },
      facts: { alias: seat.alias },
    });
  }
}
