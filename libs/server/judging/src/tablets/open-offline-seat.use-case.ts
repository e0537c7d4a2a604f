import { Injectable } from '@nestjs/common';
import type { endpoints, In, Out, Problem } from '@zuimei/contracts';
import { badgeProofMessage, err, ok, type Result } from '@zuimei/domain';
import { AuditTrail, IdentitySecrets, type TabletCaller, tokenHash } from '@zuimei/identity';
import { type Tx, UnitOfWork } from '@zuimei/persistence';
import {
  type OfflineReason,
  PassRepository,
  type PassRow,
  RoundRepository,
  SeatRepository,
  type SeatRow,
  TabletRepository,
} from '@zuimei/persistence/judging';
import { Clock, Ids } from '@zuimei/platform';
import { createHmac } from 'node:crypto';
import { JudgingKeys } from '../judging-keys.js';

type Input = In<typeof endpoints.openOfflineSeat>['body'];
type Opened = Out<typeof endpoints.openOfflineSeat>;

/**
 * Opens the seat of a juror who checked in at a tablet without a network. The proof shows that the badge was there. No
 * such seat is refused for what happened meanwhile: a revoked badge's answers are held back and shown to the host, those
 * of a badge that is at another tablet too are merged, answer by answer.
 */
@Injectable()
export class OpenOfflineSeat {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly tablets: TabletRepository,
    private readonly passes: PassRepository,
    private readonly rounds: RoundRepository,
    private readonly seats: SeatRepository,
    private readonly keys: JudgingKeys,
    private readonly secrets: IdentitySecrets,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  async run(caller: TabletCaller, input: Input): Promise<Result<Opened, Problem>> {
    return this.unit.run(async (tx): Promise<Result<Opened, Problem>> => {
      const pass = await this.passes.lock(tx, input.passId);
      if (!pass || pass.sittingId !== caller.sittingId || !this.#proves(caller, pass, input))
        return err({ code: 'PASS_CODE_WRONG' });
      const round = await this.rounds.byId(tx, input.roundId);
      if (!round || round.sittingId !== caller.sittingId) return err({ code: 'ROUND_NOT_OPEN' });
      // The tablet waits while it is only ready; a round that was given up is never opened.
      if (!round.openedAt) return err({ code: 'ROUND_NOT_OPEN', facts: { state: round.state } });
      const deliveryToken = this.keys.offlineDelivery(input.seatId);
      const known = await this.seats.byId(tx, input.seatId);
      if (known) {
        const same = known.passId === pass.id && known.roundId === round.id && known.tabletId === caller.tabletId;
        if (!same) return err({ code: 'PASS_CODE_WRONG' });
        return ok(this.#opened(known, deliveryToken));
      }
      const reason = await this.#reason(tx, pass, input, caller.tabletId);
      await this.#insert(tx, caller, pass, { ...input, deliveryToken, reason });
      const seat = await this.seats.byId(tx, input.seatId);
      if (!seat) throw new Error('a seat that was just made is not there');
      return ok(this.#opened(seat, deliveryToken));
    });
  }

  #opened({ alias, passState, offlineReason }: SeatRow, deliveryToken: string): Opened {
    const status = passState === 'revoked' ? 'held' : 'open';
    return { deliveryToken, alias, status, reason: status === 'held' ? 'PASS_REVOKED' : offlineReason };
  }

  #proves({ tabletId }: TabletCaller, pass: PassRow, { seatId, roundId, proof }: Input): boolean {
    const mac = createHmac('sha256', this.keys.secretBytes(pass));
    mac.update(badgeProofMessage(seatId, tabletId, roundId));
    return this.secrets.equal(mac.digest(), Buffer.from(proof, 'base64url'));
  }

  async #reason(tx: Tx, pass: PassRow, { roundId }: Input, tabletId: string): Promise<OfflineReason | null> {
    if (pass.state === 'revoked') return 'PASS_REVOKED';
    return (await this.seats.isElsewhere(tx, pass.id, roundId, tabletId)) ? 'PASS_ELSEWHERE' : null;
  }

  async #insert(
    tx: Tx,
    { tabletId }: TabletCaller,
    pass: PassRow,
    {
      seatId,
      roundId,
      startedAt,
      deliveryToken,
      reason,
    }: Input & { deliveryToken: string; reason: OfflineReason | null },
  ): Promise<void> {
    const tablet = await this.tablets.byId(tx, tabletId);
    if (!tablet) throw new Error('a tablet that was let in is not there');
    const at = this.clock.now();
    if (pass.state === 'issued') await this.passes.activate(tx, pass.id, at);
    await this.seats.insert(tx, {
      id: seatId,
      passId: pass.id,
      roundId,
      deviceId: tabletId,
      deviceName: tablet.name,
      deviceKey: tablet.publicKey,
      // No session is ever opened for it: it is over for all but delivery.
      tokenHash: tokenHash(this.ids.token()),
      deliveryHash: tokenHash(deliveryToken),
      startedAt: at,
      offline: { tabletId, claimedStartedAt: new Date(startedAt), reason },
    });
    await this.audit.append(tx, {
      actor: { kind: 'juror', seatId, passId: pass.id, sittingId: pass.sittingId, via: 'delivery' },
      action: 'pass.checked-in-offline',
      subject: { kind: 'pass', id: pass.id },
      facts: { alias: pass.alias, tablet: tablet.name, claimedAt: startedAt, ...(reason && { reason }) },
    });
  }
}
