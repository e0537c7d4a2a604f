import { type TabletProblem } from './records.js';

const PROBE = 'zuimei-jury-probe';
/** What a strange photo, a round's answers and the browser itself need besides. */
const SPARE_BYTES = 20 * 1024 * 1024;

/**
 * Why this browser could not keep a juror's answers or go on without a network; null where nothing is in the way. It
 * asks for storage that the browser does not clear by itself, which some grant only later: that is no reason.
 */
export async function checkDevice(needBytes: number): Promise<TabletProblem | null> {
  if (!window.isSecureContext || !globalThis.crypto?.subtle) return 'INSECURE';
  if (!('serviceWorker' in navigator)) return 'NO_SERVICE_WORKER';
  try {
    const cache = await caches.open(PROBE);
    await cache.put('/jury/probe', new Response(new Uint8Array(64 * 1024)));
    const back = await (await cache.match('/jury/probe'))?.arrayBuffer();
    await caches.delete(PROBE);
    if (back?.byteLength !== 64 * 1024) return 'STORAGE_BLOCKED';
  } catch (error) {
    return (error as DOMException).name === 'QuotaExceededError' ? 'DISK_FULL' : 'STORAGE_BLOCKED';
  }
  await navigator.storage?.persist?.().catch(() => false);
  const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.().catch(() => undefined)) ?? {};
  return quota - usage < needBytes + SPARE_BYTES ? 'DISK_FULL' : null;
}
