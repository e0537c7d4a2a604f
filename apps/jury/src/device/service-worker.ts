import { useSyncExternalStore } from 'react';

export type Readiness = 'preparing' | 'ready' | 'unsupported';

let readiness: Readiness = 'preparing';
let waiting: ServiceWorker | null = null;
const listeners = new Set<() => void>();

const set = (next: Readiness) => {
  readiness = next;
  listeners.forEach((listener) => listener());
};

/** Registers the service worker, which alone can open the app without a network. Secure contexts only. */
export async function installServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return set('unsupported');
  try {
    const registration = await navigator.serviceWorker.register(`${import.meta.env.BASE_URL}sw.js`);
    const watch = (worker: ServiceWorker | null) =>
      worker?.addEventListener('statechange', () => {
        if (worker.state === 'installed' && navigator.serviceWorker.controller) waiting = worker;
      });
    waiting = registration.waiting;
    watch(registration.installing);
    registration.addEventListener('updatefound', () => watch(registration.installing));
    await navigator.serviceWorker.ready;
    set('ready');
  } catch {
    set('unsupported');
  }
}

/** Changes to a version that has been waiting, if there is one. To be called only when nobody is at the tablet. */
export function takeNewVersion(): void {
  if (!waiting) return;
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting.postMessage('take-over');
  waiting = null;
}

/** Whether the app would open without a network. */
export const useReadiness = (): Readiness =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => readiness,
  );
