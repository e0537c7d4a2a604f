import { useSyncExternalStore } from 'react';

const subscribe = (changed: () => void) => {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
};

/** False while the device knows that it has no network; true says little. */
export const useOnline = (): boolean => useSyncExternalStore(subscribe, () => navigator.onLine);
