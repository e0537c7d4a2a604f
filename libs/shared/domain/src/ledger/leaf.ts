import type { Answer, RecordedAnswer, Screen } from '../ballots/method.js';
import { compareBytes, concatBytes, type Sha256 } from '../bytes/bytes.js';
import { canonicalBytes } from '../bytes/canonical-json.js';

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

/** The bytes that a leaf is hashed from: 0x00 ‖ canonical JSON of `{pseudonym, screen, answer}`. */
export const leafBytes = (leaf: Leaf | RecordedAnswer): Uint8Array =>
  concatBytes(Uint8Array.of(0x00), canonicalBytes(leafOf(leaf)));

/** The hash of a leaf, as it stands in the Merkle tree (RFC 9162 §2.1.1 over the canonical JSON). */
export const leafHash = (leaf: Leaf | RecordedAnswer, sha256: Sha256): Uint8Array => sha256(leafBytes(leaf));

/** Leaves with their hashes, sorted by hash: an order that says nothing about who sat when. */
export const sortLeaves = (
  answers: Iterable<Leaf | RecordedAnswer>,
  sha256: Sha256,
): { readonly leaf: Leaf; readonly hash: Uint8Array }[] =>
  Array.from(answers, (answer) => ({ leaf: leafOf(answer), hash: leafHash(answer, sha256) })).sort((a, b) =>
    compareBytes(a.hash, b.hash),
  );
