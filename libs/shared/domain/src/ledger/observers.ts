import { toHex } from '../bytes/bytes.js';
import { canonicalBytes } from '../bytes/canonical-json.js';
import type { BundleChain, BundleFrame } from './bundle.js';
import { BUNDLE_LIMITS } from './bundle-shape.js';
import { readFrame, readItems, type Decode, type Pieces } from './bundle-file.js';
import type { ChainLink } from './chain.js';
import type { LeafHashes } from './leaf.js';
import { ObserversWalk } from './observers-walk.js';
import { anyObject, list, MOST_FAULTS, oneOf, record, text, whole } from './shape.js';
import { CANNOT_BE_CHECKED } from './leaf-checks.js';
import { checkSignature, type BundleCheck, type VerifiedBundle, type VerifyDeps } from './verify.js';

/** A link of a chain as it is exported; hashes in hexadecimal. */
export interface ExportedLink {
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
  readonly row: unknown;
}

/** What a package vouches for: no row can be cut off either chain. `signature` is Ed25519 over `observersBytes`. */
export interface ObserversSeal {
  readonly publicKey: string;
  readonly signature: string;
}

/**
 * What observers get beside the public bundle: the chain of answers with its order and times, and the chain of staff's
 * acts. It ties pseudonyms to times, so it is for observers only.
 */
export interface ObserversPackage {
  readonly format: 'zuimei-observers-2';
  readonly roundId: string;
  /** The public name of each screen, by the id that stands in the chain. */
  readonly screens: Readonly<Record<string, string>>;
  readonly chain: readonly ExportedLink[];
  /** Answers that came after closing: stored, never counted. */
  readonly lateAnswers: number;
  readonly audit: readonly ExportedLink[];
  /** Acts of staff that are in no chain; none after an export. */
  readonly unlinkedActs: number;
  /** By the key that signed the bundle. */
  readonly seal: ObserversSeal;
}

/** A link for an export. */
export const exportedLink = ({ seq, prev, hash, row }: ChainLink): ExportedLink => ({
  seq,
  prev: toHex(prev),
  hash: toHex(hash),
  row,
});

/** What a package's signature covers: where both chains end, and what stands in no chain. */
export interface ObserversEnds {
  readonly roundId: string;
  readonly chain: BundleChain;
  readonly audit: BundleChain;
  readonly lateAnswers: number;
}

export const observersBytes = ({ roundId, chain, audit, lateAnswers }: ObserversEnds): Uint8Array =>
  canonicalBytes({ audit, chain, lateAnswers, roundId });

const LONG_MEMBERS = { lists: ['audit', 'chain'], objects: ['screens'] };

const shape = record({
  format: oneOf('zuimei-observers-2'),
  roundId: text(/^[^]{1,64}$/, 'an id'),
  // What these hold is looked at when it is read.
  screens: anyObject,
  chain: list(() => [], 0),
  audit: list(() => [], 0),
  lateAnswers: whole(0),
  unlinkedActs: whole(0),
  seal: record({
    publicKey: text(/^[0-9a-f]{64}$/, 'a key of 32 bytes'),
    signature: text(/^[0-9a-f]{128}$/, 'a signature of 64 bytes'),
  }),
});

const checkHead = ({ chain }: ObserversWalk, bundle: BundleFrame): string[] => [
  ...(bundle.chain.length === chain.length
    ? []
    : [`the bundle was counted at ${bundle.chain.length} rows, the chain has ${chain.length}`]),
  ...(bundle.chain.head === chain.head
    ? []
    : [`the chain ends at ${chain.head}, the bundle says ${bundle.chain.head}`]),
];

/** The answers that stand in the chain must be the bundle's leaves, each once. */
const checkAnswers = (walk: ObserversWalk, leaves: LeafHashes): string[] => {
  if (walk.answers.length > 0) return walk.answers;
  const { standing, hashes } = walk;
  const [ours, theirs] = [hashes.sorted(standing.rows()), leaves.sorted(leaves.all())];
  const faults: string[] = [];
  const odd: string[] = [];
  for (let i = 0, k = 0; i < ours.length || k < theirs.length;) {
    const [row, leaf] = [ours[i], theirs[k]];
    const order = row === undefined ? 1 : leaf === undefined ? -1 : hashes.compare(row, leaf, leaves);
    if (order >= 0) k += 1;
    if (order <= 0) i += 1;
    if (order > 0 && faults.length < MOST_FAULTS) faults.push(`leaf ${leaf} is not in the chain`);
    if (order < 0 && odd.length < MOST_FAULTS)
      odd.push(`answer ${standing.answerId(row as number)} of the chain is not in the bundle`);
  }
  // Some of both kinds, where there are many.
  return [...faults.slice(0, Math.max(MOST_FAULTS / 2, MOST_FAULTS - odd.length)), ...odd];
};

const checkSeal = (pack: ObserversPackage, walk: ObserversWalk, bundle: BundleFrame, deps: VerifyDeps): string[] => {
  const { roundId, lateAnswers, seal } = pack;
  if (seal.publicKey !== bundle.head.publicKey) return [`sealed by ${seal.publicKey}, not by the key of the bundle`];
  const ends = { roundId, lateAnswers, chain: walk.chain.end, audit: walk.audit.end };
  return checkSignature(seal, observersBytes(ends), deps).map(() => 'the seal does not fit the chains');
};

export const OBSERVERS_CHECKS = [
  'observers-format',
  'chain',
  'chain-head',
  'chain-answers',
  'audit-chain',
  'observers-seal',
] as const;
export type ObserversCheckName = (typeof OBSERVERS_CHECKS)[number];
export type ObserversCheck = Omit<BundleCheck, 'name'> & { readonly name: ObserversCheckName };

type Verified = Pick<VerifiedBundle, 'value' | 'leaves'>;

/** @param each hands over the items of the long members as often as it is asked; gives what is wrong with their bytes */
const verifyItems = (
  value: unknown,
  file: readonly string[],
  { value: bundle, leaves }: Verified,
  deps: VerifyDeps,
  each: (visit: (member: string, item: unknown) => void) => readonly string[],
): ObserversCheck[] => {
  const pack = value as ObserversPackage;
  const walk = new ObserversWalk(deps, Math.min(bundle.chain.length, BUNDLE_LIMITS.leaves));
  const bytes = [...file, ...each((member, item) => walk.add(member, item))];
  const shapes = [...shape(value, ''), ...walk.format].slice(0, MOST_FAULTS);
  const format = shapes.length > 0 || pack.roundId === bundle.round.id ? shapes : ['/roundId names another round'];
  const checks: Record<ObserversCheckName, () => string[]> = {
    'observers-format': () => [...bytes, ...format],
    chain: () => walk.chain.faults(),
    'chain-head': () => checkHead(walk, bundle),
    'chain-answers': () => {
      each((member, item) => member === 'chain' && walk.addAnswer(item));
      return checkAnswers(walk, leaves);
    },
    'audit-chain': () => [
      ...walk.audit.faults(),
      ...(pack.unlinkedActs === 0 ? [] : [`${pack.unlinkedActs} acts of staff are in no chain`]),
    ],
    'observers-seal': () => checkSeal(pack, walk, bundle, deps),
  };
  return OBSERVERS_CHECKS.map((name, i) => {
    const skipped = format.length > 0 && i > 0;
    const faults = skipped ? ['not checked: the format is wrong'] : checks[name]().slice(0, MOST_FAULTS);
    return { number: 12 + i, name, passed: faults.length === 0, faults };
  });
};

/** What is said where the bundle is no bundle, so that nothing can be held against it. */
const unchecked = (): ObserversCheck[] =>
  OBSERVERS_CHECKS.map((name, i) => ({ number: 12 + i, name, passed: false, faults: [CANNOT_BE_CHECKED] }));

/**
 * Verifies the file of an observers' package against its bundle, numbered on from the bundle's checks: 12 the file's
 * bytes and format, 13 the chain of answers, 14 its end is where the bundle was counted, 15 the answers that stand are
 * the bundle's, 16 the chain of staff's acts, 17 the seal on both ends. The file may have any size: it is read three
 * times and never held as a whole.
 */
export const verifyObservers = (
  file: Uint8Array | Pieces,
  decode: Decode,
  bundle: VerifiedBundle,
  deps: VerifyDeps,
): ObserversCheck[] => {
  if (!bundle.checks.some(({ name, passed }) => name === 'format' && passed)) return unchecked();
  const pieces = typeof file === 'function' ? file : () => [file];
  const { value, faults } = readFrame(pieces, [...LONG_MEMBERS.lists, ...LONG_MEMBERS.objects], decode, Infinity);
  return verifyItems(value, faults, bundle, deps, (visit) =>
    value === undefined ? [] : readItems(pieces, LONG_MEMBERS, decode, visit),
  );
};
