// Looked up once: it stands in the innermost loop.
const { floor } = Math;

/**
 * Entries of a simulated round in the order of their exposures, by place 0 … n − 1: the least exposed are taken first,
 * evenly drawn among equals. Taking a screen costs about as many steps as entries are looked at.
 */
export class LeastExposed {
  readonly exposures: Int32Array;
  /** Places by exposure; those with `e` exposures begin at `#starts[e]`. */
  readonly #order: Int32Array;
  readonly #at: Int32Array;
  readonly #starts: number[];
  #least = 0;

  constructor(
    private readonly n: number,
    private readonly draw: () => number,
  ) {
    this.exposures = new Int32Array(n);
    this.#order = Int32Array.from({ length: n }, (_, i) => i);
    this.#at = Int32Array.from(this.#order);
    this.#starts = [0, n];
  }

  least(): number {
    return this.#least;
  }

  /**
   * Fills `places` with the least exposed of those that were viewed least often, less than `mostViews` times; counts
   * their exposure. With a `pool` (marked by 1) its members come before others, and only they are viewed again. False,
   * with nothing counted, where too few are left.
   */
  take(places: Int32Array, views: Uint8Array, pool: Uint8Array | undefined, mostViews: number): boolean {
    let found = 0;
    for (let viewed = 0; viewed < mostViews && found < places.length; viewed += 1) {
      for (const wanted of pool ? (viewed === 0 ? [1, 0] : [1]) : [undefined]) {
        found = this.#gather(places, found, (place) => views[place] === viewed && (!pool || pool[place] === wanted));
        if (found === places.length) break;
      }
    }
    if (found < places.length) return false;
    for (const place of places) this.#count(place);
    return true;
  }

  #gather(places: Int32Array, from: number, fits: (place: number) => boolean): number {
    let found = from;
    for (let level = this.#least; level + 1 < this.#starts.length; level += 1) {
      const end = this.#starts[level + 1] as number;
      for (let i = this.#starts[level] as number; i < end; i += 1) {
        this.#swap(i, i + floor((this.draw() / 2 ** 32) * (end - i)));
        const place = this.#order[i] as number;
        if (!fits(place)) continue;
        places[found] = place;
        found += 1;
        if (found === places.length) return found;
      }
    }
    return found;
  }

  #count(place: number): void {
    const level = this.exposures[place] as number;
    if (level + 2 === this.#starts.length) this.#starts.push(this.n);
    const last = (this.#starts[level + 1] as number) - 1;
    this.#swap(this.#at[place] as number, last);
    this.#starts[level + 1] = last;
    this.exposures[place] = level + 1;
    if (level === this.#least && this.#starts[level + 1] === this.#starts[level]) this.#least += 1;
  }

  #swap(i: number, j: number): void {
    const [a, b] = [this.#order[i] as number, this.#order[j] as number];
    this.#order[i] = b;
    this.#order[j] = a;
    this.#at[b] = i;
    this.#at[a] = j;
  }
}
