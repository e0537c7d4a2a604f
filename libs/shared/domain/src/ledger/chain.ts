import { hashOfText, sameBytes, type Sha256 } from '../bytes/bytes.js';
import { canonicalJson } from '../bytes/canonical-json.js';

/** What the first row of a chain points back to: 32 zero bytes. */
export const chainGenesis = (): Uint8Array => new Uint8Array(32);

/** The hash of a row: SHA-256(prev ‖ canonical JSON of the row). `row` holds no hashes of its own. */
export const chainHash = (prev: Uint8Array, row: unknown, sha256: Sha256): Uint8Array =>
  chainHashOf(prev, canonicalJson(row), sha256);

/** The same from the row's canonical JSON, where it was written already. */
export const chainHashOf = (prev: Uint8Array, row: string, sha256: Sha256): Uint8Array => hashOfText(prev, row, sha256);

/** A row as it stands in a chain. */
export interface ChainLink {
  /** Its place from 1, without gaps. */
  readonly seq: number;
  readonly prev: Uint8Array;
  readonly hash: Uint8Array;
  readonly row: unknown;
}

export type ChainFault =
  | { readonly fault: 'SEQ_BROKEN'; readonly at: number; readonly seq: number }
  | { readonly fault: 'PREV_BROKEN'; readonly at: number; readonly seq: number }
  | { readonly fault: 'HASH_WRONG'; readonly at: number; readonly seq: number };

/** Links rows into a chain that goes on from `tip`. */
export const linkRows = (
  rows: readonly unknown[],
  sha256: Sha256,
  tip: { readonly seq: number; readonly hash: Uint8Array } = { seq: 0, hash: chainGenesis() },
): ChainLink[] => {
  let { seq, hash } = tip;
  return rows.map((row) => {
    const prev = hash;
    hash = chainHash(prev, row, sha256);
    seq += 1;
    return { seq, prev, hash, row };
  });
};

/** Follows a chain from its first link; keeps its end, and the first fault. */
export class ChainWalk {
  #head = chainGenesis();
  #length = 0;
  #fault: ChainFault | undefined;

  constructor(private readonly sha256: Sha256) {}

  /** The hash of the last link as it was recomputed, where no fault came before it. */
  get head(): Uint8Array {
    return this.#head;
  }

  get length(): number {
    return this.#length;
  }

  /** The first fault; `at` is its index. */
  get fault(): ChainFault | undefined {
    return this.#fault;
  }

  add(link: ChainLink): void {
    const at = this.#length;
    this.#length += 1;
    if (this.#fault) return;
    const { seq } = link;
    const hash = chainHash(this.#head, link.row, this.sha256);
    if (seq !== at + 1) this.#fault = { fault: 'SEQ_BROKEN', at, seq };
    else if (!sameBytes(link.prev, this.#head)) this.#fault = { fault: 'PREV_BROKEN', at, seq };
    else if (!sameBytes(link.hash, hash)) this.#fault = { fault: 'HASH_WRONG', at, seq };
    this.#head = hash;
  }
}

/** The first fault of a whole chain, or undefined. `at` is its index in `links`. */
export const chainFault = (links: Iterable<ChainLink>, sha256: Sha256): ChainFault | undefined => {
  const walk = new ChainWalk(sha256);
  for (const link of links) walk.add(link);
  return walk.fault;
};
