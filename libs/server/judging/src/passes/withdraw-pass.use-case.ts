import { Injectable } from '@nestjs/common';
import type { PassView, Problem } from '@zuimei/contracts';
import { err, move, ok, passMachine, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { type Tx, UnitOfWork } from '@zuimei/persistence';
import { PassRepository, type PassRow, SeatRepository } from '@zuimei/persistence/judging';
import { Clock } from '@zuimei/platform';
import { PassMint } from './pass-mint.js';
import { passView } from './pass-view.js';

/** Revokes a pass, with or without a new one for the same juror. */
@Injectable()
export class WithdrawPass {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly passes: PassRepository,
    private readonly seats: SeatRepository,
    private readonly mint: PassMint,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** The badge opens nothing any more, and its seat ends. */
  async revoke(actor: StaffCaller, passId: string, reason: string): Promise<Result<PassView, Problem>> {
    return this.unit.run(async (tx): Promise<Result<PassView, Problem>> => {
      const pass = await this.passes.lock(tx, passId);
      if (!pass) return err({ code: 'NOT_FOUND' });
      const moved = move(passMachine, pass.state, 'revoke');
      if (!moved.ok) return err({ code: 'MOVE_NOT_ALLOWED', facts: moved.error.facts });
      await this.#revoke(tx, pass, reason);
      await this.audit.append(tx, {
        actor,
        action: 'pass.revoked',
        subject: { kind: 'pass', id: passId },
        facts: { alias: pass.alias, reason },
      });
      return ok(passView({ ...pass, state: 'revoked' }));
    });
  }

  /**
   * A new badge for the same juror, whose ballot goes on: the juror's key stays. A pass that was revoked and not yet
   * replaced can be replaced too, for somebody who comes back for a lost one.
   */
  async replace(actor: StaffCaller, passId: string, reason: string): Promise<Result<PassView, Problem>> {
    return this.unit.run(async (tx): Promise<Result<PassView, Problem>> => {
      const pass = await this.passes.lock(tx, passId);
      if (!pass) return err({ code: 'NOT_FOUND' });
      if (pass.state === 'returned' || pass.replacedBy !== null) {
        return err({ code: 'MOVE_NOT_ALLOWED', facts: { machine: 'pass', state: pass.state, verb: 'replace' } });
      }
      if (pass.state !== 'revoked') await this.#revoke(tx, pass, reason);
      const { sittingId, jurorId, alias, holderName, holderCompany, holderAuthorId } = pass;
      const issuedAt = this.clock.now();
      const [fresh] = await this.mint.mint(tx, [
        { sittingId, jurorId, alias, holderName, holderCompany, holderAuthorId, issuedAt },
      ]);
      if (!fresh) throw new Error('no pass was minted');
      await this.passes.setReplacement(tx, passId, fresh.id);
      await this.audit.append(tx, {
        actor,
        action: 'pass.replaced',
        subject: { kind: 'pass', id: passId },
        facts: { alias, reason },
      });
      return ok(passView({ ...fresh, state: 'issued', replacedBy: null, activatedAt: null }));
    });
  }

  async #revoke(tx: Tx, pass: PassRow, reason: string): Promise<void> {
    const at = this.clock.now();
    await this.passes.revoke(tx, pass.id, at, reason);
    await this.seats.endOfPass(tx, pass.id, at, 'revoked');
  }
}
