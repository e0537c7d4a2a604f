import { type OfflineStore, openOfflineStore } from '@zuimei/offline';
import { JurySession, type SessionDeps } from './session.js';

export interface Tablet {
  session: JurySession;
  store: OfflineStore;
  /** The power goes: nothing more is run or written. */
  kill(): Promise<void>;
}

/** Waits for a condition, looked at up to `tries` times. */
export const untilWithin = (tries: number) => async (condition: () => boolean | Promise<boolean>) => {
  for (let i = 0; i < tries; i++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  throw new Error('never came true');
};

/** Switches a tablet on: whatever it stored under `name` before is there again. */
export async function switchOn(name: string, deps: Omit<SessionDeps, 'store'>): Promise<Tablet> {
  const store = openOfflineStore(name);
  const session = new JurySession({ ...deps, store, settleMs: 0 });
  const stop = session.start();
  let dead = false;
  const kill = async () => {
    if (dead) return;
    dead = true;
    stop();
    await store.close();
  };
  try {
    await untilWithin(1500)(() => session.getSnapshot().phase !== 'starting');
  } catch (error) {
    await kill();
    throw error;
  }
  return { session, store, kill };
}
