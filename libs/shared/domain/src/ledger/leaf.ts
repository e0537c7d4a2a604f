import type { Answer, RecordedAnswer, Screen } from '../ballots/method.js';
import { concatBytes, hashOfText, type Sha256 } from '../bytes/bytes.js';
import { withRoom } from '../bytes/growing.js';
import { canonicalBytes, canonicalJson } from '../bytes/canonical-json.js';
import { MerkleTree } from './merkle.js';

/** One answer as the public sees it: who under a pseudonym, to what, and what. No time, seat, device or signature. */
export interface Leaf {
  readonly pseudonym: string;
  readonly screen: Screen;
  readonly answer: Answer;
}

/** The public part of a recorded answer. */
export const leafOf = ({ pseudonym, screen, answer }: RecordedAnswer | Leaf): Leaf => {
  const { id, entries, ordinal } = screen;
  return { pseudonym, screen: ordinal === undefined ? { id, entries } : { id, entries, ordinal }, answer };
};

/** What stands before a leaf in its hash. */
export const LEAF = Uint8Array.of(0x00);

/** The bytes that a leaf is hashed from: 0x00 ‖ canonical JSON of `{pseudonym, screen, answer}`. */
export const leafBytes = (leaf: Leaf | RecordedAnswer): Uint8Array => concatBytes(LEAF, canonicalBytes(leafOf(leaf)));

/** The hash of a leaf, as it stands in the Merkle tree (RFC 9162 §2.1.1 over the canonical JSON). */
export const leafHash = (leaf: Leaf | RecordedAnswer, sha256: Sha256): Uint8Array =>
  hashOfText(LEAF, canonicalJson(leafOf(leaf)), sha256);

const HASH = 32;

/** Hashes by number, packed: 32 MB a million. */
export class LeafHashes {
  #bytes: Uint8Array;
  #size = 0;

  /** @param room how many there will be, as far as it is known */
  constructor(room = 16) {
    this.#bytes = new Uint8Array(room * HASH);
  }

  get size(): number {
    return this.#size;
  }

  /** Adds a hash; gives its number, from 0. */
  add(hash: Uint8Array): number {
    this.#bytes = withRoom(this.#bytes, (this.#size + 1) * HASH);
    this.#bytes.set(hash, this.#size * HASH);
    this.#size += 1;
    return this.#size - 1;
  }

  at(number: number): Uint8Array {
    return this.#bytes.subarray(number * HASH, (number + 1) * HASH);
  }

  /** Orders two hashes bytewise; `other` has the second one where it stands elsewhere. */
  compare(a: number, b: number, other: LeafHashes = this): number {
    for (let i = 0; i < HASH; i += 1) {
      const difference = (this.#bytes[a * HASH + i] as number) - (other.#bytes[b * HASH + i] as number);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  /** The numbers given by ascending hash: an order that says nothing about who sat when. */
  sorted(numbers: Uint32Array): Uint32Array {
    return numbers.slice().sort((a, b) => this.compare(a, b));
  }

  /** All numbers, in the order in which they came. */
  all(): Uint32Array {
    return Uint32Array.from({ length: this.#size }, (_, i) => i);
  }

  /** The Merkle root over the hashes of `numbers`, in their order. */
  root(numbers: Iterable<number>, sha256: Sha256): Uint8Array {
    const tree = new MerkleTree(sha256);
    for (const number of numbers) tree.add(this.at(number));
    return tree.root();
  }
}

/** Leaves with their hashes, sorted by hash: an order that says nothing about who sat when. */
export const sortLeaves = (
  answers: Iterable<Leaf | RecordedAnswer>,
  sha256: Sha256,
): { readonly leaf: Leaf; readonly hash: Uint8Array }[] => {
  const hashes = new LeafHashes();
  const leaves = Array.from(answers, leafOf);
  for (const leaf of leaves) hashes.add(leafHash(leaf, sha256));
  return Array.from(hashes.sorted(hashes.all()), (i) => ({ leaf: leaves[i] as Leaf, hash: hashes.at(i) }));
};
