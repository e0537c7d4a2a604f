import { type AnswerInput, type SeatView } from '@zuimei/contracts';
import { type Ballot } from '../model/ballot.js';

/** What waits in the outbox. A seat's answers and its completion are one group, under the seat's id. */
export type Payload =
  | { kind: 'answer'; input: AnswerInput }
  /** The ballot is handed in; comes after the last answer. */
  | { kind: 'complete'; receiptNonce: string }
  /** The juror has gone without handing in; comes last too. */
  | { kind: 'leave' };

/** What a group needs to be delivered after its juror has left: no alias, no name. */
export interface SeatMeta {
  roundId: string;
  deliveryToken: string;
}

export interface Completion {
  itemId: string;
  /** Ten characters, 4-4-2. */
  receipt: string;
  /** ISO 8601, by the server's clock; null until acknowledged, or when the page was away at that moment. */
  receivedAt: string | null;
}

/** The seat on this tablet, as it is kept through reloads. Gone without a trace after the hand-over. */
export interface SeatRecord {
  seatId: string;
  alias: string;
  sitting: SeatView['sitting'];
  round: SeatView['round'];
  /** Screens that the server held answers to at check-in. */
  answeredBefore: number;
  phase: 'welcome' | 'voting' | 'receipt';
  ballot: Ballot;
  /** The place of the next item in the outbox. */
  order: number;
  completion: Completion | null;
}

/** What changes by a tap: kept apart, so that a tap writes a few bytes and not the deck. */
export type Touch = Pick<Ballot, 'cursor' | 'picks' | 'draft'>;

/** Who the tablet is to the hall. */
export interface Device {
  id: string;
  /** 「T-07」, as on its sticker. */
  name: string;
}

/** Names of the values in the store. */
export const SEAT = 'seat';
export const TOUCH = 'touch';
export const DEVICE = 'device';
