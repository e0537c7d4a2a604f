import { type PoolView, type PreloadView } from '@zuimei/contracts';

/** What makes this browser a tablet of a sitting. Its key is the device key. */
export interface Enrolled {
  tabletId: string;
  name: string;
  sitting: PreloadView['sitting'];
  /** Ed25519, base64url: badges of the sitting are signed with it. */
  sittingKey: string;
  /** The server said that the tablet is enrolled no more: it still delivers what it holds. */
  revoked: boolean;
}

export type Preload = PreloadView;
export type Pool = PoolView;

/**
 * What the pool's screens have come to on this tablet, in one round. Nothing in it names a juror: a tag is a hash of the
 * pass, which only its badge can be compared with.
 */
export interface Taken {
  roundId: string;
  /** Ids of screens that somebody has. */
  screens: string[];
  /** Entries that each pass was shown here. */
  seen: Record<string, string[]>;
  /** Tags of passes that have handed in. */
  done: string[];
  /** Entries that have left the contest, as far as the tablet has heard. */
  gone: string[];
}

/** How far the tablet is ready to go on without a network. */
export interface TabletState {
  name: string;
  sitting: PreloadView['sitting'];
  revoked: boolean;
  photos: number;
  photosOf: number;
  /** Screens of the pool that nobody has taken. */
  screens: number;
  /** Why it cannot do without a network; null where nothing is in the way. */
  problem: TabletProblem | null;
  /** Everything that is needed is on it, and will stay. */
  ready: boolean;
}

export type TabletProblem = 'INSECURE' | 'STORAGE_BLOCKED' | 'DISK_FULL' | 'NO_SERVICE_WORKER';

/** Names of the values in the store. */
export const ENROLLED = 'tablet';
export const PRELOAD = 'preload';
export const POOL = 'pool';
export const TAKEN = 'taken';
