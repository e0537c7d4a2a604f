import { type EnrolmentTicket } from '@zuimei/domain';
import { type TabletProblem, type TabletState } from '../tablet/records.js';
import { type Device, type SeatRecord } from './records.js';

export type Phase =
  /** Reading what the tablet remembers. */
  | 'starting'
  | 'check-in'
  | 'welcome'
  | 'voting'
  | 'receipt'
  /** The seat was ended elsewhere: the badge was used on another tablet, or revoked. */
  | 'lost'
  /** The tablet cannot store anything. */
  | 'broken';

/** Everything that the screens show, unchanging until the next one. */
export interface Snapshot {
  phase: Phase;
  seat: SeatRecord | null;
  device: Device | null;
  /** Null where this browser is no enrolled tablet. */
  tablet: TabletState | null;
  /** Why nobody can vote in this browser; only with the phase `broken`. */
  problem: TabletProblem | null;
  /** Staff are enrolling this browser. */
  enrolling: EnrolmentTicket | null;
  /** A request or a write is under way that the screen waits for. */
  busy: boolean;
  /** Asking the server for more screens. */
  leasing: boolean;
  /** A sentence for the juror; null when all is well. */
  trouble: string | null;
  /** Raised with each new trouble, so that the same sentence twice is seen twice. */
  troubles: number;
  /** A sentence that is said once, and is no trouble: a new one each time. */
  notice: { readonly text: string } | null;
  pending: number;
  parked: number;
  /** The last try reached the server; null before the first. */
  reached: boolean | null;
  /** Leased screens whose photos are all on the tablet. */
  screensReady: number;
}

export const FIRST: Snapshot = {
  phase: 'starting',
  seat: null,
  device: null,
  tablet: null,
  problem: null,
  enrolling: null,
  busy: false,
  leasing: false,
  trouble: null,
  troubles: 0,
  notice: null,
  pending: 0,
  parked: 0,
  reached: null,
  screensReady: 0,
};
