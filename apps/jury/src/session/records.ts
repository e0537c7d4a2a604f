import { type AnswerInput, type SeatView } from '@zuimei/contracts';
import { type Ballot } from '../model/ballot.js';

/** What waits in the outbox. A seat's answers and its completion are one group, under the seat's id. */
export type Payload =
  /** The seat was opened on the tablet, without the server; comes before everything else. */
  | { kind: 'check-in'; passId: string; proof: string; startedAt: string }
  | { kind: 'answer'; input: AnswerInput }
  /** The ballot is handed in; comes after the last answer. */
  | { kind: 'complete'; receiptNonce: string }
  /** The juror has gone without handing in; comes last too. */
  | { kind: 'leave' };

/** What a group needs to be delivered after its juror has left: no alias, no name. */
export interface SeatMeta {
  roundId: string;
  /** Null until the server has heard of a seat that was opened on the tablet. */
  deliveryToken: string | null;
}

export interface Completion {
  itemId: string;
  /** Ten characters, 4-4-2. */
  receipt: string;
  /** ISO 8601, by the server's clock; null until acknowledged, or when the page was away at that moment. */
  receivedAt: string | null;
  /** The ballot was handed in at another tablet before, and that one’s receipt is the one that counts. */
  merged?: boolean;
}

/** What lets a juror go on from the tablet's pool: made while the badge is there, because its secret is not kept. */
export interface Reserve {
  /** Of the seat that is opened on the tablet. */
  seatId: string;
  passId: string;
  proof: string;
  /** Of the pass; see tablet/records.ts. */
  tag: string;
  /** Entries that this juror may not see. */
  exclude: string[];
  /** Entries that this juror was given on this tablet. */
  seen: string[];
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
  /** Only where the badge was scanned on an enrolled tablet. */
  reserve?: Reserve;
  /** It was opened on the tablet: the server gave it no session, and its screens come from the pool. */
  offline?: boolean;
  /** The seat with the server that this juror had on this tablet until the network went. */
  before?: string;
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
