/**
 * The service worker: the app opens without a network, and photos come from the tablet. It imports nothing, so that it
 * is one file. It never answers for the API: a stored reply is no acknowledgement.
 */
interface ExtendableEvent extends Event {
  waitUntil(promise: Promise<unknown>): void;
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Worker {
  readonly clients: { claim(): Promise<void> };
  readonly location: Location;
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

const worker = self as unknown as Worker;

/** Version and addresses of the app's files, written in by the build. */
const [version = '', ...shell] = '%PRECACHE%'.split('|');
const SHELL_PREFIX = 'zuimei-jury-shell-';
const SHELL_CACHE = SHELL_PREFIX + version;
/** Filled by the page; see session/photos.ts. */
const PHOTO_CACHE = 'zuimei-jury-photos';
const SCOPE = '/jury/';

worker.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(SHELL_CACHE).then((cache) => cache.addAll(shell.map((url) => new Request(url, { cache: 'reload' })))),
  );
});

// A new version waits until the page says that no juror is at the tablet: chunks of the old one may still be needed.
worker.addEventListener('message', (event) => {
  if (event.data === 'take-over') void worker.skipWaiting();
});

worker.addEventListener('activate', (event) => {
  const old = (name: string) => name.startsWith(SHELL_PREFIX) && name !== SHELL_CACHE;
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name))))
      .then(() => worker.clients.claim()),
  );
});

const stored = async (cacheName: string, key: string, request: Request): Promise<Response> => {
  const hit = await (await caches.open(cacheName)).match(key, { ignoreVary: true });
  return hit ?? fetch(request);
};

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (request.mode === 'navigate') {
    if (url.pathname.startsWith(SCOPE)) event.respondWith(stored(SHELL_CACHE, SCOPE, request));
  } else if (shell.includes(url.pathname)) event.respondWith(stored(SHELL_CACHE, url.pathname, request));
  else if (request.destination === 'image') event.respondWith(stored(PHOTO_CACHE, request.url, request));
});
