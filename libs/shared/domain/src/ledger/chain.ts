import { concatBytes, sameBytes, type Sha256 } from '../bytes/bytes.js';
import { canonicalBytes } from '../bytes/canonical-json.js';

/** What the first row of a chain points back to: 32 zero bytes. */
export const chainGenesis = (): Uint8Array => new Uint8Array(32);

/** The hash of a row: SHA-256(prev ‖ canonical JSON of the row). `row` holds no hashes of its own. */
export const chainHash = (prev: Uint8Array, row: unknown, sha256: Sha256): Uint8Array =>
  chainHashOf(prev, canonicalBytes(row), sha256);

/** The same from the row's canonical bytes, where they were made already. */
export const chainHashOf = (prev: Uint8Array, row: Uint8Array, sha256: Sha256): Uint8Array =>
  sha256(concatBytes(prev, row));

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

/** The first fault of a whole chain, or undefined. `at` is its index in `links`. */
export const chainFault = (links: Iterable<ChainLink>, sha256: Sha256): ChainFault | undefined => {
  let prev = chainGenesis();
  let at = 0;
  for (const link of links) {
    const { seq } = link;
    if (seq !== at + 1) return { fault: 'SEQ_BROKEN', at, seq };
    if (!sameBytes(link.prev, prev)) return { fault: 'PREV_BROKEN', at, seq };
    if (!sameBytes(link.hash, chainHash(prev, link.row, sha256))) return { fault: 'HASH_WRONG', at, seq };
    prev = link.hash;
    at += 1;
  }
  return undefined;
};
