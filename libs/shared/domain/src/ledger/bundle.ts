import type { RecordedAnswer } from '../ballots/method.js';
import { supersede } from '../ballots/supersede.js';
import { toHex, type HashDeps } from '../bytes/bytes.js';
import { canonicalBytes } from '../bytes/canonical-json.js';
import { tally } from '../tally/tally.js';
import type { RunOff } from '../tally/ladder.js';
import type { TallyEntry, TallyResult, TallyRules } from '../tally/types.js';
import { compareIds } from '../tally/figures.js';
import type { EntryState } from '../states/entry.states.js';
import { sortLeaves, type Leaf } from './leaf.js';
import { merkleRoot } from './merkle.js';

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

/** The entry as the count sees it: its number as text, its state and its groups. */
export const tallyEntryOf = ({ number, state, author, company, district }: BundleEntry): TallyEntry => ({
  id: String(number),
  state,
  author,
  company,
  district,
});

/** Leaves as answers again. They all stand, so revisions no longer matter; the leaf's place serves as its id. */
export const answersOf = (leaves: readonly Leaf[]): RecordedAnswer[] =>
  leaves.map((leaf, i) => ({ ...leaf, answerId: String(i), revision: 0 }));

/** The Merkle root and size over the answers that stand, and the leaves in their published order. */
export const sealAnswers = (
  answers: Iterable<RecordedAnswer>,
  { sha256 }: HashDeps,
): { readonly leaves: readonly Leaf[]; readonly size: number; readonly root: string } => {
  const sorted = sortLeaves(supersede(answers), sha256);
  const root = merkleRoot(
    sorted.map(({ hash }) => hash),
    sha256,
  );
  return { leaves: sorted.map(({ leaf }) => leaf), size: sorted.length, root: toHex(root) };
};

/** The hash of all that a bundle says beside its leaves, so that the head vouches for every byte. */
export const bundleContents = (bundle: Omit<ResultBundle, 'head' | 'leaves'>, { sha256 }: HashDeps): string => {
  const { head: _head, leaves: _leaves, ...rest } = bundle as ResultBundle;
  return toHex(sha256(canonicalBytes(rest)));
};

/** The bytes that a head's signature covers: the canonical JSON of what it says about the round. */
export const headBytes = ({ roundId, size, root, contents }: BundleHead): Uint8Array =>
  canonicalBytes({ roundId, size, root, contents });

/** A bundle whose head carries a signature, by a signer that runs elsewhere (Ed25519, raw bytes). */
export const signHead = (
  bundle: ResultBundle,
  publicKey: Uint8Array,
  sign: (message: Uint8Array) => Uint8Array,
): ResultBundle => ({
  ...bundle,
  head: { ...bundle.head, signature: toHex(sign(headBytes(bundle.head))), publicKey: toHex(publicKey) },
});

/** Seals a closed round into a bundle, its tally recounted from the very leaves that are published. */
export const makeBundle = (input: BundleInput, deps: HashDeps): ResultBundle => {
  const { leaves, size, root } = sealAnswers(input.answers, deps);
  const { software, version = 1, correction = null, round, rules, seed, chain } = input;
  const entries = [...input.entries].sort((a, b) => compareIds(String(a.number), String(b.number)));
  const runOffs = input.runOffs ?? [];
  const said = {
    format: 'zuimei-bundle-1' as const,
    software,
    version,
    correction,
    round,
    rules,
    seed,
    entries,
    chain,
    receipts: [...input.receipts].sort(),
    runOffs,
    tally: tally(rules, entries.map(tallyEntryOf), answersOf(leaves), seed, { ...deps, runOffs }),
  };
  return { ...said, leaves, head: { roundId: round.id, size, root, contents: bundleContents(said, deps) } };
};
