import type {
  AnswerInput,
  AnswerResult,
  DeckView,
  PassView,
  RoundView,
  SeatView,
  SittingView,
} from '@zuimei/contracts';
import { answersMessage, completeMessage } from '@zuimei/domain';
import { JudgingKeys, SoftDevice } from '@zuimei/judging';
import { withClient } from '@zuimei/persistence';
import { seedEdition, type SeededEdition } from '@zuimei/testing';
import { randomBytes, randomUUID } from 'node:crypto';
import type { TestApp, Visitor } from '../app/api.testing.js';

export type SeatOpened = SeatView & { deliveryToken: string };
type Picker = (numbers: number[]) => number[];

export const LADDER = ['primary', 'head-to-head', 'distinct-jurors', 'shared'];

/** A hall with its people, for specs of judging. */
export class Hall {
  private constructor(
    readonly test: TestApp,
    readonly edition: SeededEdition,
    readonly organizer: Visitor,
    readonly second: Visitor,
    readonly host: Visitor,
    readonly observer: Visitor,
    readonly sitting: SittingView,
  ) {}

  static async open(
    test: TestApp,
    edition: Parameters<typeof seedEdition>[1] = { entries: 18, authors: 6, companies: ['一分厂', '二分厂', null] },
  ): Promise<Hall> {
    const seeded = await withClient(test.database.ownerUrl, (client) =>
      seedEdition(client, { rules: { tieLadder: LADDER }, ...edition }),
    );
    const organizer = await test.staff('organizer');
    const [second, host, observer] = [
      await test.staff('organizer'),
      await test.staff('host'),
      await test.staff('observer'),
    ];
    const sitting = await organizer.expect<SittingView>(201, 'POST', '/v1/sittings', {
      editionKey: seeded.key,
      name: '第一场',
      venue: '东湖园区礼堂',
      heldOn: '2026-11-28',
    });
    return new Hall(test, seeded, organizer, second, host, observer, sitting);
  }

  async round(input: Record<string, unknown> = {}): Promise<RoundView> {
    return this.organizer.expect<RoundView>(201, 'POST', `/v1/sittings/${this.sitting.id}/rounds`, {
      name: '初评',
      method: { kind: 'grid', size: 9, picks: 3 },
      entryIds: null,
      plannedMinutes: 25,
      targetExposure: 4,
      ...input,
    });
  }

  move(who: Visitor, roundId: string, verb: string, body: unknown = undefined): Promise<RoundView> {
    return who.expect<RoundView>(200, 'POST', `/v1/rounds/${roundId}/${verb}`, body);
  }

  async openRound(input: Record<string, unknown> = {}): Promise<RoundView> {
    const { id } = await this.round(input);
    await this.move(this.organizer, id, 'prepare');
    return this.move(this.host, id, 'open');
  }

  async passes(count: number, holders: unknown[] = []): Promise<PassView[]> {
    const body = { count, holders };
    const { items } = await this.organizer.expect<{ items: PassView[] }>(
      201,
      'POST',
      `/v1/sittings/${this.sitting.id}/passes`,
      body,
    );
    return items;
  }

  /** The code that is printed on a badge. */
  code(pass: PassView, counter = 0): string {
    return this.test.app.get(JudgingKeys, { strict: false }).code(pass.id, counter);
  }

  secret(pass: PassView, counter = 0): string {
    return this.test.app.get(JudgingKeys, { strict: false }).secret(pass.id, counter);
  }

  tablet(name: string): Tablet {
    return new Tablet(this, name);
  }

  /** Collects and closes, naming every tablet that is still out. */
  async close(roundId: string): Promise<RoundView> {
    await this.move(this.host, roundId, 'collect');
    return this.move(this.host, roundId, 'close', { confirmMissing: [] });
  }
}

/** A tablet that jurors sit down at, one after the other. */
export class Tablet {
  readonly id = randomUUID();
  readonly visitor: Visitor;
  readonly device = new SoftDevice();
  seat: SeatOpened | undefined;

  constructor(
    private readonly hall: Hall,
    readonly name: string,
  ) {
    this.visitor = hall.test.visitor();
  }

  async checkIn(pass: PassView): Promise<SeatOpened> {
    this.seat = await this.visitor.expect<SeatOpened>(201, 'POST', '/v1/seats', this.badge(this.hall.code(pass)));
    return this.seat;
  }

  /** What a tablet sends for a typed code. */
  badge(code: string) {
    return { pass: { code }, device: this.named() };
  }

  named() {
    return { id: this.id, name: this.name, publicKey: this.device.publicKey };
  }

  /** The body of an answer set, signed. */
  set(answers: AnswerInput[], roundId = this.seat?.round.id ?? '') {
    return { roundId, answers, signature: this.device.sign(answersMessage(this.seat?.seatId ?? '', roundId, answers)) };
  }

  /** The body that hands a ballot in, signed. */
  completion(receiptNonce: string, roundId = this.seat?.round.id ?? '') {
    const message = completeMessage(this.seat?.seatId ?? '', roundId, receiptNonce);
    return { roundId, receiptNonce, signature: this.device.sign(message) };
  }

  deck(): Promise<DeckView> {
    return this.visitor.expect<DeckView>(201, 'POST', '/v1/seats/current/decks', {});
  }

  /** An answer to a screen: the first entries of it, or what `pick` chooses of their numbers. */
  answer(
    screen: DeckView['screens'][number],
    count = 3,
    pick: Picker = (numbers) => numbers.slice(0, count),
  ): AnswerInput {
    const chosen = pick(screen.entries.map(({ number }) => number));
    const picks = screen.entries.filter(({ number }) => chosen.includes(number)).map(({ entryId }) => entryId);
    return { id: randomUUID(), screenId: screen.id, revision: 1, answer: { kind: 'picks', picks }, shownMs: 8_000 };
  }

  /** An answer by any method from somebody who likes small numbers: `liking` says how much, 0 to 1. */
  answerBy(screen: DeckView['screens'][number], liking: (number: number) => number): AnswerInput {
    const method = this.seat?.round.method;
    const best = [...screen.entries].sort((a, b) => liking(b.number) - liking(a.number));
    const ids = best.map(({ entryId }) => entryId);
    const [first] = best;
    const answer = ((): AnswerInput['answer'] => {
      switch (method?.kind) {
        case 'yes-no':
          return { kind: 'verdict', verdict: liking(first?.number ?? 0) > 0.5 ? 'in' : 'out' };
        case 'score':
          return { kind: 'grade', grade: 1 + Math.min(4, Math.floor(5 * liking(first?.number ?? 0))) };
        case 'rank':
          return { kind: 'order', order: ids.slice(0, method.max) };
        case 'grid':
          return { kind: 'picks', picks: ids.slice(0, method.picks) };
        default:
          return { kind: 'picks', picks: ids.slice(0, 1) };
      }
    })();
    return { id: randomUUID(), screenId: screen.id, revision: 1, answer, shownMs: 8_000 };
  }

  async submit(answers: AnswerInput[], pending = 0): Promise<AnswerResult[]> {
    const { results } = await this.visitor.expect<{ results: AnswerResult[] }>(
      200,
      'POST',
      '/v1/seats/current/answer-sets',
      { ...this.set(answers), pending },
    );
    return results;
  }

  /** Votes on everything there is, in decks, and hands the ballot in. */
  async voteThrough(pass: PassView, count: number, pick?: Picker): Promise<string> {
    await this.checkIn(pass);
    for (let last = false; !last;) {
      const deck = await this.deck();
      await this.submit(deck.screens.map((screen) => this.answer(screen, count, pick)));
      ({ last } = deck);
    }
    return this.complete();
  }

  async complete(nonce = randomBytes(16).toString('hex')): Promise<string> {
    const body = this.completion(nonce);
    const { receipt } = await this.visitor.expect<{ receipt: string }>(200, 'POST', '/v1/seats/current/complete', body);
    return receipt;
  }
}

export const problemOf = (reply: { json(): unknown; statusCode: number }) =>
  reply.json() as {
    code: string;
    facts?: Record<string, unknown>;
    errors?: { pointer: string; code: string }[];
    detail: string;
  };
