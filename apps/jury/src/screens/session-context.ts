import { createContext, useContext, useSyncExternalStore } from 'react';
import { type JurySession } from '../session/session.js';
import { type Snapshot } from '../session/snapshot.js';

/** What the screens may do and know of a session. */
export type Session = Pick<
  JurySession,
  | 'getSnapshot'
  | 'subscribe'
  | 'checkIn'
  | 'beginEnrolment'
  | 'enrol'
  | 'examine'
  | 'beginUnheard'
  | 'beginVoting'
  | 'vote'
  | 'complete'
  | 'handOver'
  | 'renameDevice'
  | 'uncounted'
  | 'dismissUncounted'
>;

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('a screen stands outside of a session');
  return session;
}

export function useSnapshot(): Snapshot {
  const session = useSession();
  return useSyncExternalStore(session.subscribe, session.getSnapshot);
}
