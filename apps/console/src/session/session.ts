import { createContext, use } from 'react';
import { type StaffView } from '@zuimei/contracts';

export interface Session {
  staff: StaffView;
  signOut: () => Promise<void>;
}

export const SessionContext = createContext<Session | null>(null);

/** The signed-in staff member; only below the sign-in. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (!session) throw new Error('useSession outside a session');
  return session;
}

export const mayOrganize = (staff: StaffView) => staff.role === 'organizer';
export const mayModerate = (staff: StaffView) => staff.role === 'organizer' || staff.role === 'moderator';
export const mayRunHall = (staff: StaffView) => staff.role === 'organizer' || staff.role === 'host';
export const maySeeHall = (staff: StaffView) => staff.role !== 'moderator';
export const maySeeResults = (staff: StaffView) => staff.role === 'organizer' || staff.role === 'observer';
