interface Asked<V> {
  resolve: (found: V | undefined) => void;
  reject: (error: unknown) => void;
}

/**
 * Look-ups that are asked for while one is in flight travel together in the next: a hall of tablets costs few
 * statements. Each is answered by a statement that began after it was asked, so nobody hears old news.
 */
export class Gathered<V> {
  #waiting = new Map<string, Asked<V>[]>();
  #running = false;

  /** @param load finds many at once; what is not there is left out of the map */
  constructor(private readonly load: (keys: string[]) => Promise<ReadonlyMap<string, V>>) {}

  /** What is found under the key; rejects where the look-up that it travelled with failed. */
  find(key: string): Promise<V | undefined> {
    return new Promise((resolve, reject) => {
      const asked = this.#waiting.get(key) ?? [];
      this.#waiting.set(key, [...asked, { resolve, reject }]);
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Those of the same turn of the event loop travel together.
    await Promise.resolve();
    while (this.#waiting.size > 0) {
      const batch = this.#waiting;
      this.#waiting = new Map();
      try {
        const found = await this.load([...batch.keys()]);
        for (const [key, asked] of batch) for (const { resolve } of asked) resolve(found.get(key));
      } catch (error) {
        for (const asked of batch.values()) for (const { reject } of asked) reject(error);
      }
    }
    this.#running = false;
  }
}
