import { concatBytes, sameBytes, type Sha256 } from '../bytes/bytes.js';

/** The hash of a leaf: SHA-256(0x00 ‖ data) (RFC 9162 §2.1.1). */
export const merkleLeaf = (data: Uint8Array, sha256: Sha256): Uint8Array =>
  sha256(concatBytes(Uint8Array.of(0x00), data));

const node = (left: Uint8Array, right: Uint8Array, sha256: Sha256): Uint8Array =>
  sha256(concatBytes(Uint8Array.of(0x01), left, right));

/**
 * One level up: neighbours are joined, a last one without a neighbour rises as it is. Repeated, this is the tree of
 * RFC 9162, whose left part is the largest power of two below the size.
 */
const rise = (level: readonly Uint8Array[], sha256: Sha256): Uint8Array[] => {
  const up: Uint8Array[] = [];
  for (let i = 0; i < level.length; i += 2) {
    const [left, right] = [level[i] as Uint8Array, level[i + 1]];
    up.push(right ? node(left, right, sha256) : left);
  }
  return up;
};

/**
 * The tree over leaf hashes that come one by one (RFC 9162 §2.1.1). It keeps the roots of its full parts only, one for
 * each bit of the size.
 */
export class MerkleTree {
  /** By height: the root of the full part of 2^height leaves, where there is one. */
  readonly #parts: (Uint8Array | undefined)[] = [];

  constructor(private readonly sha256: Sha256) {}

  add(leaf: Uint8Array): void {
    let hash = leaf;
    let height = 0;
    for (let part = this.#parts[height]; part; part = this.#parts[height]) {
      hash = node(part, hash, this.sha256);
      this.#parts[height] = undefined;
      height += 1;
    }
    this.#parts[height] = hash;
  }

  /** The root over all that came so far; SHA-256 of nothing for no leaves. */
  root(): Uint8Array {
    let root: Uint8Array | undefined;
    for (const part of this.#parts) if (part) root = root ? node(part, root, this.sha256) : part;
    return root ?? this.sha256(new Uint8Array(0));
  }
}

/** The root over leaf hashes in their order (RFC 9162 §2.1.1); SHA-256 of nothing for no leaves. */
export const merkleRoot = (leaves: Iterable<Uint8Array>, sha256: Sha256): Uint8Array => {
  const tree = new MerkleTree(sha256);
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
};

/** The inclusion proof of leaf `index`: its siblings from the bottom up (RFC 9162 §2.1.3.1). Throws out of range. */
export const inclusionProof = (leaves: readonly Uint8Array[], index: number, sha256: Sha256): Uint8Array[] => {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) throw new RangeError(`no leaf ${index}`);
  const proof: Uint8Array[] = [];
  let at = index;
  for (let level = leaves; level.length > 1; level = rise(level, sha256)) {
    const sibling = level[at ^ 1];
    if (sibling) proof.push(sibling);
    at >>= 1;
  }
  return proof;
};

/** Whether `proof` shows that `leaf` is number `index` of `size` leaves under `root` (RFC 9162 §2.1.3.2). */
export const verifyInclusion = (
  root: Uint8Array,
  size: number,
  index: number,
  leaf: Uint8Array,
  proof: readonly Uint8Array[],
  sha256: Sha256,
): boolean => {
  if (index < 0 || index >= size) return false;
  let at = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = node(sibling, hash, sha256);
      while (at % 2 === 0 && at !== 0) {
        at >>= 1;
        last >>= 1;
      }
    } else hash = node(hash, sibling, sha256);
    at >>= 1;
    last >>= 1;
  }
  return last === 0 && sameBytes(hash, root);
};
