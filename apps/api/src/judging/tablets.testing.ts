import {
  type AnswerInput,
  type AnswerResult,
  type endpoints,
  type Out,
  type PassView,
  type PoolView,
  type RoundView,
} from '@zuimei/contracts';
import {
  answersMessage,
  badgeProofMessage,
  completeMessage,
  fillFromPool,
  type PoolDeck,
  tabletMessage,
} from '@zuimei/domain';
import { SoftDevice } from '@zuimei/judging';
import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import { type TestApp, Visitor } from '../app/api.testing.js';
import type { Hall } from './judging.testing.js';

/** A visitor whose requests an enrolled tablet signs. */
export class SignedVisitor extends Visitor {
  constructor(
    readonly test: TestApp,
    readonly tabletId: string,
    readonly device: SoftDevice,
  ) {
    super(test.app);
  }

  signed(method: string, url: string, body?: unknown, time = this.test.clock.now().getTime()): Record<string, string> {
    const hash = createHash('sha256')
      .update(body === undefined ? '' : JSON.stringify(body))
      .digest('hex');
    return {
      'x-zuimei-tablet': this.tabletId,
      'x-zuimei-time': String(time),
      'x-zuimei-signature': this.device.sign(tabletMessage(method, url, time, hash)),
    };
  }

  override send(method: string, url: string, body?: unknown, headers: Record<string, string> = {}) {
    return super.send(method, url, body, { ...this.signed(method, url, body), ...headers });
  }
}

/** What one juror did at a tablet without a network, as its outbox keeps it. */
export interface OfflineJuror {
  seatId: string;
  checkIn: Record<string, unknown>;
  answers: AnswerInput[];
  nonce: string;
}

type Enrolment = Out<typeof endpoints.createEnrolment>;

/** An enrolled tablet that fills screens from its pool as the real one does. */
export class OfflineTablet {
  pool: PoolView | undefined;
  readonly taken = new Set<string>();

  private constructor(
    private readonly hall: Hall,
    readonly name: string,
    readonly visitor: SignedVisitor,
  ) {}

  static async enrol(hall: Hall, name: string, ticket?: Enrolment): Promise<OfflineTablet> {
    const used = ticket ?? (await enrolmentOf(hall));
    const device = new SoftDevice();
    const { tabletId } = await hall.test
      .visitor()
      .expect<Out<typeof endpoints.enrolTablet>>(201, 'POST', '/v1/tablets', {
        ticketId: used.id,
        secret: used.secret,
        pin: used.pin,
        name,
        publicKey: device.publicKey,
      });
    return new OfflineTablet(hall, name, new SignedVisitor(hall.test, tabletId, device));
  }

  async draw(decks: number, screens: number): Promise<PoolView> {
    this.pool = await this.visitor.expect<PoolView>(200, 'POST', '/v1/tablets/current/pool', { decks, screens });
    return this.pool;
  }

  /** Everything that a juror does without a network: nothing reaches the server. */
  vote(round: RoundView, pass: PassView, screens: number, picks = 3, counter = 0): OfflineJuror {
    const pool: PoolDeck[] = (this.pool?.decks ?? []).map(({ no, screens: dealt }) => ({
      no,
      screens: dealt.map(({ id, entries }) => ({ id, entries: entries.map(({ entryId }) => entryId) })),
    }));
    const none = new Set<string>();
    const filled = fillFromPool(pool, { taken: this.taken, seen: none, exclude: none, count: screens });
    for (const { id } of filled) this.taken.add(id);
    const seatId = randomUUID();
    const proof = createHmac('sha256', Buffer.from(this.hall.secret(pass, counter), 'hex'))
      .update(badgeProofMessage(seatId, this.visitor.tabletId, round.id))
      .digest('base64url');
    return {
      seatId,
      checkIn: { seatId, roundId: round.id, passId: pass.id, proof, startedAt: '2026-11-28T01:00:00.000Z' },
      answers: filled.map(({ id, entries }) => ({
        id: randomUUID(),
        screenId: id,
        revision: 1,
        answer: { kind: 'picks', picks: entries.slice(0, picks) },
        shownMs: 9_000,
      })),
      nonce: randomBytes(16).toString('hex'),
    };
  }

  open({ checkIn }: OfflineJuror): Promise<Out<typeof endpoints.openOfflineSeat>> {
    return this.visitor.expect(200, 'POST', '/v1/tablets/current/seats', checkIn);
  }

  async answer(juror: OfflineJuror, deliveryToken: string): Promise<AnswerResult[]> {
    const { seatId, checkIn, answers } = juror;
    const roundId = String(checkIn.roundId);
    const signature = this.visitor.device.sign(answersMessage(seatId, roundId, answers));
    const reply = await this.visitor.send(
      'POST',
      '/v1/seats/current/answer-sets',
      { roundId, answers, pending: 0, signature },
      { authorization: `Bearer ${deliveryToken}` },
    );
    if (reply.statusCode !== 200) throw new Error(reply.body);
    return (reply.json() as { results: AnswerResult[] }).results;
  }

  /** The whole outbox of one juror: check-in, answers, handing in. */
  async deliver(juror: OfflineJuror): Promise<{ results: AnswerResult[]; receipt: string }> {
    const { deliveryToken } = await this.open(juror);
    const results = await this.answer(juror, deliveryToken);
    const roundId = String(juror.checkIn.roundId);
    const signature = this.visitor.device.sign(completeMessage(juror.seatId, roundId, juror.nonce));
    const reply = await this.visitor.send(
      'POST',
      '/v1/seats/current/complete',
      { roundId, receiptNonce: juror.nonce, signature },
      { authorization: `Bearer ${deliveryToken}` },
    );
    if (reply.statusCode !== 200) throw new Error(reply.body);
    return { results, receipt: (reply.json() as { receipt: string }).receipt };
  }
}

export const enrolmentOf = (hall: Hall): Promise<Enrolment> =>
  hall.host.expect<Enrolment>(201, 'POST', `/v1/sittings/${hall.sitting.id}/enrolments`, {});
