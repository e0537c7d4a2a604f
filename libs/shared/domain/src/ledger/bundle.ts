import type { RecordedAnswer } from '../ballots/method.js';
import { supersede } from '../ballots/supersede.js';
import { toHex, type HashDeps } from '../bytes/bytes.js';
import { canonicalBytes, canonicalJson } from '../bytes/canonical-json.js';
import { tally } from '../tally/tally.js';
import type { RunOff } from '../tally/ladder.js';
import type { TallyEntry, TallyResult, TallyRules } from '../tally/types.js';
import { compareIds } from '../tally/figures.js';
import type { EntryState } from '../states/entry.states.js';
import { LeafHashes, leafHash, leafOf, type Leaf } from './leaf.js';

/** An entry as it stands in a bundle: by number and by the hash of its photo, so that a withdrawal stays possible. */
export interface BundleEntry {
  readonly number: number;
  /** SHA-256 of the photo's original, hexadecimal. */
  readonly photo: string;
  readonly state: EntryState;
  /** Opaque labels for the caps; equal labels mean the same author, company or district. */
  readonly author?: string;
  readonly company?: string;
  readonly district?: string;
  /** Public hearts, where the rules give them a weight. */
  readonly hearts?: number;
}

/** The head of a closed ledger. `signature` is Ed25519 over the canonical JSON of the other members, hexadecimal. */
export interface BundleHead {
  readonly roundId: string;
  readonly size: number;
  /** Merkle root over the leaves, hexadecimal. */
  readonly root: string;
  /** SHA-256 of the canonical JSON of the bundle without `leaves` and `head`, hexadecimal. */
  readonly contents: string;
  readonly signature?: string;
  /** The raw public key that signed, hexadecimal. */
  readonly publicKey?: string;
}

/** Why a published result was replaced. */
export interface BundleCorrection {
  readonly reason: string;
  /** SHA-256 of the bundle file before, hexadecimal. */
  readonly previous: string;
}

/** The end of a chain: how many rows it has and the hash of the last one, hexadecimal. */
export interface BundleChain {
  readonly length: number;
  readonly head: string;
}

/** Everything that a stranger needs to recompute a result. Screens and answers name entries by number, as text. */
export interface ResultBundle {
  readonly format: 'zuimei-bundle-1';
  readonly software: string;
  /** 1 for the first publication of a round's result; a correction has the next number. */
  readonly version: number;
  /** What a correction is for, and the SHA-256 of the file that it corrects; null in version 1. */
  readonly correction: BundleCorrection | null;
  readonly round: { readonly id: string; readonly title: string };
  readonly rules: TallyRules;
  readonly seed: string;
  readonly entries: readonly BundleEntry[];
  /** Where the chain of answers stood when it was counted: the running head that the hall saw last. */
  readonly chain: BundleChain;
  /** The answers that stand, skips included, sorted by leaf hash. */
  readonly leaves: readonly Leaf[];
  readonly head: BundleHead;
  /** Receipts of the ballots, sorted. */
  readonly receipts: readonly string[];
  readonly runOffs: readonly RunOff[];
  readonly tally: TallyResult;
}

/** A bundle but for its leaves, which may be too many to hold. */
export type BundleFrame = Omit<ResultBundle, 'leaves'>;

/** What a bundle is made from. The head is signed afterwards by `signHead`. */
export interface BundleInput {
  readonly software: string;
  /** 1 unless told. */
  readonly version?: number;
  readonly correction?: BundleCorrection | null;
  readonly chain: BundleChain;
  readonly round: { readonly id: string; readonly title: string };
  readonly rules: TallyRules;
  readonly seed: string;
  readonly entries: readonly BundleEntry[];
  readonly answers: Iterable<RecordedAnswer>;
  readonly receipts: readonly string[];
  readonly runOffs?: readonly RunOff[];
}

/** The entry as the count sees it: its number as text, its state, groups and hearts. */
export const tallyEntryOf = ({ number, state, author, company, district, hearts }: BundleEntry): TallyEntry => ({
  id: String(number),
  state,
  author,
  company,
  district,
  hearts,
});

/** Leaves as answers again. They all stand, so revisions no longer matter; the leaf's place serves as its id. */
export const answersOf = (leaves: readonly Leaf[]): RecordedAnswer[] =>
  leaves.map((leaf, i) => ({ ...leaf, answerId: String(i), revision: 0 }));

/** Which answers stand, in the order in which they are published, and what seals them. */
export interface Sealed {
  readonly size: number;
  /** Merkle root over the leaves, hexadecimal. */
  readonly root: string;
}

/** Seals hashed leaves: the order in which they are published, and the root over them. */
export const sealHashes = (
  hashes: LeafHashes,
  numbers: Uint32Array,
  { sha256 }: HashDeps,
): Sealed & { readonly order: Uint32Array } => {
  const order = hashes.sorted(numbers);
  return { order, size: order.length, root: toHex(hashes.root(order, sha256)) };
};

/** The hash of all that a bundle says beside its leaves, so that the head vouches for every byte. */
export const bundleContents = (bundle: Omit<BundleFrame, 'head'>, { sha256 }: HashDeps): string => {
  const { head: _head, leaves: _leaves, ...rest } = bundle as ResultBundle;
  return toHex(sha256(canonicalBytes(rest)));
};

/** The bytes that a head's signature covers: the canonical JSON of what it says about the round. */
export const headBytes = ({ roundId, size, root, contents }: BundleHead): Uint8Array =>
  canonicalBytes({ roundId, size, root, contents });

/** A bundle whose head carries a signature, by a signer that runs elsewhere (Ed25519, raw bytes). */
export const signHead = <B extends BundleFrame>(
  bundle: B,
  publicKey: Uint8Array,
  sign: (message: Uint8Array) => Uint8Array,
): B => ({
  ...bundle,
  head: { ...bundle.head, signature: toHex(sign(headBytes(bundle.head))), publicKey: toHex(publicKey) },
});

/** Entries as they stand in a bundle: by number. */
export const sortedEntries = (entries: readonly BundleEntry[]): BundleEntry[] =>
  [...entries].sort((a, b) => compareIds(String(a.number), String(b.number)));

/** All that a bundle says beside its leaves: what was declared, what came of it, and the head over both, unsigned. */
export const bundleFrame = (
  input: Omit<BundleInput, 'answers'>,
  counted: TallyResult,
  { size, root }: Sealed,
  deps: HashDeps,
): BundleFrame => {
  const { software, version = 1, correction = null, round, rules, seed, chain, runOffs = [] } = input;
  const said = {
    format: 'zuimei-bundle-1' as const,
    software,
    version,
    correction,
    round,
    rules,
    seed,
    entries: sortedEntries(input.entries),
    chain,
    receipts: [...input.receipts].sort(),
    runOffs,
    tally: counted,
  };
  return { ...said, head: { roundId: round.id, size, root, contents: bundleContents(said, deps) } };
};

/** What stands in a bundle file before its leaves, which a comma parts, and behind them. */
export const bundleEnds = (frame: BundleFrame): readonly [before: string, behind: string] => {
  const text = canonicalJson({ ...frame, leaves: [] });
  // In a text the quotes would be escaped, so this is the member.
  const at = text.indexOf('"leaves":[]') + '"leaves":['.length;
  return [text.slice(0, at), text.slice(at)];
};

/** Seals a closed round into a bundle, its tally recounted from the very leaves that are published. */
export const makeBundle = (input: BundleInput, deps: HashDeps): ResultBundle => {
  const standing = supersede(input.answers).map(leafOf);
  const hashes = new LeafHashes();
  for (const leaf of standing) hashes.add(leafHash(leaf, deps.sha256));
  const { order, ...sealed } = sealHashes(hashes, hashes.all(), deps);
  const leaves = Array.from(order, (i) => standing[i] as Leaf);
  const { rules, seed, runOffs = [] } = input;
  const entries = sortedEntries(input.entries).map(tallyEntryOf);
  const counted = tally(rules, entries, answersOf(leaves), seed, { ...deps, runOffs });
  return { ...bundleFrame(input, counted, sealed, deps), leaves };
};
