import { Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { completeMessage, err, ok, receiptOf, type Result } from '@zuimei/domain';
import { AuditTrail } from '@zuimei/identity';
import { type Tx, UnitOfWork } from '@zuimei/persistence';
import {
  DeckRepository,
  PaperRepository,
  PassRepository,
  SeatRepository,
  type SeatRow,
} from '@zuimei/persistence/judging';
import { Clock } from '@zuimei/platform';
import { isSignedBy } from '../devices/device-key.js';
import { JudgingKeys, sha256 } from '../judging-keys.js';
import { SeatPulse } from './seat-pulse.js';

interface Slip {
  nonce: Buffer;
  receipt: string;
}

interface HandedIn {
  receipt: string;
  /** It was handed in at another tablet before: what was answered here is in that ballot, and its receipt counts. */
  merged: boolean;
}

/**
 * Hands a ballot in: the seat ends, and the receipt is stored apart from juror and answers. One ballot has one receipt:
 * the same nonce again gives the same one, another nonce from the tablet that handed in is refused (PASS_USED), and one
 * from a tablet at which the juror was besides is merged.
 */
@Injectable()
export class CompleteBallot {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly seats: SeatRepository,
    private readonly passes: PassRepository,
    private readonly decks: DeckRepository,
    private readonly paper: PaperRepository,
    private readonly keys: JudgingKeys,
    private readonly pulse: SeatPulse,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(
    seatId: string,
    { roundId, receiptNonce, signature }: { roundId: string; receiptNonce: string; signature: string },
  ): Promise<Result<HandedIn, Problem>> {
    const receipt = receiptOf(roundId, receiptNonce, sha256);
    const nonce = Buffer.from(receiptNonce, 'hex');
    const completed = await this.unit.run(async (tx): Promise<Result<HandedIn, Problem>> => {
      const seat = await this.seats.byId(tx, seatId);
      if (!seat || seat.roundId !== roundId) return err({ code: 'NOT_FOUND' });
      if (!(await isSignedBy(seat.deviceKey, completeMessage(seatId, roundId, receiptNonce), signature)))
        return err({ code: 'DEVICE_KEY_WRONG' });
      // Two tablets of one juror hand in one after the other.
      const pass = await this.passes.lock(tx, seat.passId);
      if (!pass || pass.state === 'revoked') return err({ code: 'PASS_REVOKED' });
      // The pass is locked: nobody makes or settles a sheet for it meanwhile.
      if (await this.paper.isOnPaper(tx, roundId, seat.jurorId)) return err({ code: 'PASS_ON_PAPER' });
      return this.#handIn(tx, seat, { nonce, receipt });
    });
    // The tablet sends it behind its last answer: nothing of this seat waits there any more.
    if (completed.ok) this.pulse.note(seatId, 0);
    return completed;
  }

  async #handIn(tx: Tx, seat: SeatRow, slip: Slip): Promise<Result<HandedIn, Problem>> {
    const { roundId, jurorId } = seat;
    const at = this.clock.now();
    const { receipt } = slip;
    const first = await this.seats.complete(tx, roundId, jurorId, at);
    if (first || (await this.seats.hasReceipt(tx, roundId, slip.nonce))) {
      if (first) await this.#record(tx, seat, slip);
      await this.seats.end(tx, seat.id, at, 'completed');
      return ok({ receipt, merged: false });
    }
    if (await this.seats.hasHandedIn(tx, seat.id)) return err({ code: 'PASS_USED' });
    if (await this.seats.end(tx, seat.id, at, 'moved')) await this.#note(tx, seat, 'pass.ballot-merged');
    return ok({ receipt, merged: true });
  }

  async #record(tx: Tx, seat: SeatRow, { nonce, receipt }: Slip): Promise<void> {
    const { roundId, jurorId } = seat;
    // A ballot without any answer is handed in, but is no ballot in the count: its receipt is not published.
    const answered = await this.decks.answeredCount(tx, roundId, this.keys.pseudonym(roundId, jurorId));
    await this.seats.insertReceipt(tx, { roundId, nonce, receipt, counted: answered > 0 });
    await this.#note(tx, seat, 'pass.ballot-handed-in');
  }

  async #note(tx: Tx, seat: SeatRow, action: 'pass.ballot-handed-in' | 'pass.ballot-merged'): Promise<void> {
    await this.audit.append(tx, {
      actor: { kind: 'juror', seatId: seat.id, passId: seat.passId, sittingId: seat.sittingId, via: 'session' },
      action,
      subject: { kind: 'pass', id: seat.passId },
      facts: { alias: seat.alias },
    });
  }
}
