import { type ScreenView } from '@zuimei/contracts';

/** The service worker answers from it; see sw/sw.ts. */
export const PHOTO_CACHE = 'zuimei-jury-photos';
const AT_ONCE = 4;

/** The address of the one size that a tablet shows, also when it is zoomed. */
export const photoOf = (entry: ScreenView['entries'][number]): string => entry.photo.src1080;

/** Takes a photo off the tablet that could not be shown: a damaged file would come back at each try. Never rejects. */
export const dropPhoto = async (url: string): Promise<void> => {
  try {
    await (await globalThis.caches?.open(PHOTO_CACHE))?.delete(url, { ignoreVary: true });
  } catch {
    // without a cache it comes from the network anyway
  }
};

/**
 * Brings the photos of leased screens onto the tablet. They are stored in the order of their addresses, which are
 * hashes of the pictures: nothing in the cache tells in which order a juror saw them.
 */
export class PhotoShelf {
  private readonly here = new Set<string>();
  /** Those that were decoded once. */
  private readonly sound = new Set<string>();
  private running = Promise.resolve();
  /** The disk took no more the last time. */
  full = false;

  constructor(
    private readonly onProgress: () => void,
    private readonly storage: CacheStorage | undefined = typeof caches === 'undefined' ? undefined : caches,
    private readonly load: (url: string) => Promise<Response> = (url) => fetch(url, { credentials: 'same-origin' }),
    private readonly decode: (photo: Blob) => Promise<void> = decodeOnce,
  ) {}

  /** How many of the screens have all their photos on the tablet. */
  ready(screens: readonly ScreenView[]): number {
    return screens.filter((screen) => screen.entries.every((entry) => this.here.has(photoOf(entry)))).length;
  }

  /** Fetches what is missing; what fails is tried again the next time. Never rejects. */
  fetchAll(screens: readonly ScreenView[]): Promise<void> {
    const urls = [...new Set(screens.flatMap((screen) => screen.entries.map(photoOf)))].sort();
    this.running = this.running.then(() => this.work(urls)).catch(() => undefined);
    return this.running;
  }

  /**
   * Brings photos that are to stay, and looks at each once: that it is stored and can be decoded. Tells how many of them
   * are so far. Never rejects.
   */
  keep(urls: readonly string[], onKept: (kept: number) => void): Promise<void> {
    const wanted = [...new Set(urls)].sort();
    const repeats = urls.length - wanted.length;
    const told = () => onKept(wanted.filter((url) => this.sound.has(url)).length + repeats);
    this.running = this.running
      .then(async () => {
        this.full = false;
        await this.work(wanted);
        const cache = await this.storage?.open(PHOTO_CACHE);
        for (const url of wanted.filter((one) => !this.sound.has(one))) {
          const photo = await cache?.match(url, { ignoreVary: true });
          if (!photo) continue;
          try {
            await this.decode(await photo.blob());
            this.sound.add(url);
          } catch {
            // Half a photo is none: it is fetched again the next time.
            this.here.delete(url);
            await cache?.delete(url);
          }
          told();
        }
        told();
      })
      .catch(() => undefined);
    return this.running;
  }

  /** Takes photos off the tablet. Never rejects. */
  forget(urls: readonly string[]): Promise<void> {
    this.running = this.running
      .then(async () => {
        const cache = await this.storage?.open(PHOTO_CACHE);
        for (const url of urls) {
          this.here.delete(url);
          this.sound.delete(url);
          await cache?.delete(url, { ignoreVary: true });
        }
      })
      .catch(() => undefined);
    return this.running;
  }

  private async work(urls: string[]): Promise<void> {
    const cache = await this.storage?.open(PHOTO_CACHE);
    const queue = urls.filter((url) => !this.here.has(url));
    const take = async (): Promise<void> => {
      for (let url = queue.shift(); url !== undefined; url = queue.shift()) {
        if (await this.bring(url, cache).catch(() => false)) {
          this.here.add(url);
          this.onProgress();
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, take));
  }

  private async bring(url: string, cache: Cache | undefined): Promise<boolean> {
    if (await cache?.match(url, { ignoreVary: true })) return true;
    const response = await this.load(url);
    // A captive portal's page is no photo.
    if (!response.ok || !response.headers.get('content-type')?.startsWith('image/')) return false;
    if (!cache) {
      await response.blob();
      return false;
    }
    try {
      await cache.put(url, response);
    } catch (error) {
      this.full ||= (error as DOMException).name === 'QuotaExceededError';
      return false;
    }
    return true;
  }
}

/** Rejects what is no picture, as far as the browser can be asked. */
async function decodeOnce(photo: Blob): Promise<void> {
  if (typeof createImageBitmap !== 'function') return;
  (await createImageBitmap(photo)).close();
}
