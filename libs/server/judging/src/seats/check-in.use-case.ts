import { Injectable } from '@nestjs/common';
import type { endpoints, In, Problem, SeatView } from '@zuimei/contracts';
import { err, normalizePassCode, ok, type Result } from '@zuimei/domain';
import { type Allowance, AuditTrail, IdentitySecrets, Throttle, tokenHash } from '@zuimei/identity';
import { ReadDb, type Tx, UnitOfWork } from '@zuimei/persistence';
import {
  PaperRepository,
  PassRepository,
  type PassRow,
  RoundRepository,
  type RoundRow,
  SeatRepository,
} from '@zuimei/persistence/judging';
import { Clock, Ids } from '@zuimei/platform';
import { deviceKeyOf } from '../devices/device-key.js';
import { JudgingKeys } from '../judging-keys.js';
import { Seats } from './seats.query.js';

type CheckInInput = In<typeof endpoints.checkIn>['body'];

const QUARTER = 15 * 60_000;
/** Wrong badges from one tablet; a good one forgets them. */
const PER_DEVICE: Allowance = { name: 'check-in/device', max: 10, windowMs: QUARTER };
/** Typed codes for one round from everywhere: a hall of 500 can type twice, a guesser gets nowhere near 26^8. */
const PER_ROUND: Allowance = { name: 'check-in/round', max: 2_000, windowMs: QUARTER };

export interface CheckedIn {
  view: SeatView & { deliveryToken: string };
  /** Opens the seat; goes into the tablet's cookie. */
  token: string;
}

interface Seated {
  round: RoundRow;
  seatId: string;
}

/**
 * Opens a seat with a pass. Wrong, unknown and malformed ones are answered alike (PASS_CODE_WRONG). An earlier seat of
 * the pass ends; what its tablet still holds can be delivered with its delivery token.
 */
@Injectable()
export class CheckIn {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly passes: PassRepository,
    private readonly rounds: RoundRepository,
    private readonly seats: SeatRepository,
    private readonly paper: PaperRepository,
    private readonly views: Seats,
    private readonly keys: JudgingKeys,
    private readonly secrets: IdentitySecrets,
    private readonly throttle: Throttle,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @param device what the door knows the tablet by; what the tablet says of itself counts besides */
  async run({ pass, device: tablet }: CheckInInput, device: string): Promise<Result<CheckedIn, Problem>> {
    if (!deviceKeyOf(Buffer.from(tablet.publicKey, 'base64url'))) return err({ code: 'DEVICE_KEY_WRONG' });
    const whom = [device, tablet.id];
    const allowed = await this.#allow('code' in pass, whom);
    if (!allowed.ok) return allowed;
    const passId = await this.#find(pass);
    if (!passId) return err({ code: 'PASS_CODE_WRONG' });
    // Whoever holds a real badge is no guesser, whatever the badge opens.
    await this.throttle.clear(PER_DEVICE, ...whom);

    const token = this.ids.token();
    const deliveryToken = this.ids.token();
    const seated = await this.unit.run((tx) => this.#seat(tx, passId, tablet, token, deliveryToken));
    if (!seated.ok) return seated;
    const seat = await this.seats.byId(this.db, seated.value.seatId);
    if (!seat) throw new Error('a seat that was just made is not there');
    const view = await this.views.view(seat, seated.value.round);
    return ok({ token, view: { ...view, deliveryToken } });
  }

  async #allow(typed: boolean, whom: string[]): Promise<Result<void, Problem>> {
    const taken = await this.throttle.take(PER_DEVICE, ...whom);
    if (!taken.ok || !typed) return taken;
    return this.throttle.take(PER_ROUND, (await this.rounds.inSessionAnywhere(this.db)).join(' '));
  }

  async #find(pass: CheckInInput['pass']): Promise<string | undefined> {
    if ('code' in pass) {
      const code = normalizePassCode(pass.code);
      return code.ok ? this.passes.idByCode(this.db, this.keys.storedCode(code.value)) : undefined;
    }
    const row = await this.passes.byId(this.db, pass.passId);
    const right = row && this.secrets.equal(row.secretHmac, this.keys.storedSecret(pass.passId, pass.secret));
    return right ? pass.passId : undefined;
  }

  async #seat(
    tx: Tx,
    passId: string,
    tablet: CheckInInput['device'],
    token: string,
    deliveryToken: string,
  ): Promise<Result<Seated, Problem>> {
    const pass = await this.passes.lock(tx, passId);
    if (!pass) return err({ code: 'PASS_CODE_WRONG' });
    const opens = await this.#opens(tx, pass);
    if (!opens.ok) return opens;
    const round = opens.value;
    const at = this.clock.now();
    const moved = await this.seats.endOfPass(tx, passId, at, 'moved');
    if (pass.state === 'issued') await this.passes.activate(tx, passId, at);
    const seatId = this.ids.next();
    await this.seats.insert(tx, {
      id: seatId,
      passId,
      roundId: round.id,
      deviceId: tablet.id,
      deviceName: tablet.name,
      deviceKey: Buffer.from(tablet.publicKey, 'base64url'),
      tokenHash: tokenHash(token),
      deliveryHash: tokenHash(deliveryToken),
      startedAt: at,
    });
    await this.audit.append(tx, {
      actor: { kind: 'juror', seatId, passId, sittingId: pass.sittingId, via: 'session' },
      action: moved > 0 ? 'pass.moved-tablet' : 'pass.checked-in',
      subject: { kind: 'pass', id: passId },
      facts: { alias: pass.alias, tablet: tablet.name, round: round.name },
    });
    return ok({ round, seatId });
  }

  /** The round that the pass opens now, or why none. */
  async #opens(tx: Tx, pass: PassRow): Promise<Result<RoundRow, Problem>> {
    if (pass.state === 'revoked') return err({ code: 'PASS_REVOKED' });
    if (pass.state === 'returned') return err({ code: 'PASS_USED' });
    const round = await this.rounds.inSession(tx, pass.sittingId);
    if (!round) return err({ code: 'NO_OPEN_ROUND' });
    // The pass is locked: nobody makes a sheet for it between this look and the seat.
    if (await this.paper.isOnPaper(tx, round.id, pass.jurorId)) return err({ code: 'PASS_ON_PAPER' });
    const used = await this.seats.isCompleted(tx, round.id, pass.jurorId);
    return used ? err({ code: 'PASS_USED' }) : ok(round);
  }
}
