import type { StaffRole } from '@zuimei/domain';
import type { SeatSession } from './seats/seat-sessions.js';
import type { TabletSession } from './seats/tablet-sessions.js';

/** A signed-in staff member, as a request finds them. */
export interface StaffCaller {
  kind: 'staff';
  staffId: string;
  sessionId: string;
  login: string;
  displayName: string;
  role: StaffRole;
  /** Until then moves that ask for a fresh login are open. */
  freshUntil: Date;
}

/** A signed-in author, as a request finds them. */
export interface AuthorCaller {
  kind: 'author';
  authorId: string;
  sessionId: string;
  displayName: string | null;
  company: string | null;
  phoneTail: string;
}

/** A juror in a seat; `via` says whether the tablet's session or only a delivery token opened the door. */
export interface JurorCaller extends SeatSession {
  kind: 'juror';
  via: 'session' | 'delivery';
}

/** A tablet that staff enrolled, without a juror. */
export interface TabletCaller extends TabletSession {
  kind: 'tablet';
}

/** Somebody nobody knows. */
export interface AnyoneCaller {
  kind: 'anyone';
}

export type KnownCaller = StaffCaller | AuthorCaller | JurorCaller | TabletCaller;
export type Caller = KnownCaller | AnyoneCaller;
