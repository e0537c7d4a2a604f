import { setTimeout as sleep } from 'node:timers/promises';
import type { ObjectStore } from '@zuimei/object-store';

/** How often a store fails, how late it answers, and by which draw. */
export interface StoreFaults {
  /** Share of operations that fail: .3 for three in ten, 1 for a store that is away. */
  failing: number;
  /** Milliseconds before each answer. */
  slowMs: number;
  /** A number from 0 up to 1. */
  random: () => number;
}

/**
 * A store that fails as told, in front of one that works. Half of the failing writes reach the store before their answer
 * is lost, as with a broken connection.
 */
export function faultyStore(inner: ObjectStore, faults: StoreFaults): ObjectStore {
  const through = async <T>(operation: () => Promise<T>): Promise<T> => {
    if (faults.slowMs > 0) await sleep(faults.slowMs);
    if (faults.random() >= faults.failing) return operation();
    if (faults.failing < 1 && faults.random() < 0.5) await operation();
    throw new Error('connect ECONNREFUSED (fault of the test)');
  };
  return {
    put: (...args) => through(() => inner.put(...args)),
    stat: (...args) => through(() => inner.stat(...args)),
    open: (...args) => through(() => inner.open(...args)),
    download: (...args) => through(() => inner.download(...args)),
    delete: (...args) => through(() => inner.delete(...args)),
    list: (prefix) => inner.list(prefix),
    check: () => through(() => inner.check()),
  };
}
