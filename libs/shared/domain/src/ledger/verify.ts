import { validateMethod } from '../ballots/validate.js';
import { fromHex, toHex, type HashDeps } from '../bytes/bytes.js';
import { canonicalJson } from '../bytes/canonical-json.js';
import { tallyCollected } from '../tally/tally.js';
import { validateLadder } from '../tally/ladder.js';
import type { TallyResult } from '../tally/types.js';
import { bundleContents, headBytes, tallyEntryOf, type BundleFrame, type ResultBundle } from './bundle.js';
import { readFrame, readItems, type Decode, type Pieces } from './bundle-file.js';
import { bundleShape } from './bundle-shape.js';
import { firstDifference } from './first-difference.js';
import { isTrustedKey, keyFingerprint } from './key-fingerprint.js';
import { CANNOT_BE_CHECKED, LeafChecks } from './leaf-checks.js';
import type { LeafHashes } from './leaf.js';
import { normalizeReceipt } from './receipt.js';
import { MOST_FAULTS } from './shape.js';

/** One numbered check of a bundle. `faults` name what is wrong; empty where it passed. */
export interface BundleCheck {
  readonly number: number;
  readonly name: BundleCheckName;
  readonly passed: boolean;
  readonly faults: readonly string[];
  /** What this check leaves to the reader. */
  readonly note?: string;
}

export const BUNDLE_CHECKS = [
  'file',
  'format',
  'entries',
  'answers',
  'leaf-order',
  'root',
  'contents',
  'signature',
  'key',
  'receipts',
  'tally',
] as const;
export type BundleCheckName = (typeof BUNDLE_CHECKS)[number];

/** What verifying needs. */
export interface VerifyDeps extends HashDeps {
  /** Ed25519 by whoever runs this; all bytes raw. */
  readonly verifySignature: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
  /** The key that the organisers announced (see `readTrustedKey`); a head signed by another one fails. */
  readonly trustedKey?: string;
}

const duplicates = (items: readonly string[]): string[] => {
  const once = new Set<string>();
  return items.filter((item) => once.size === once.add(item).size);
};

/** What members of the right shape may not say together. */
const checkFrame = (bundle: BundleFrame): string[] => {
  const { head, round, rules, version, correction, entries } = bundle;
  const method = validateMethod(rules.method, entries.length);
  return [
    ...(head.roundId === round.id ? [] : ['/head/roundId names another round than /round/id']),
    ...(validateLadder(rules.ladder).ok ? [] : ['/rules/ladder is malformed']),
    ...(method.ok || method.error.code === 'TOO_FEW_ENTRIES' ? [] : [`/rules/method: ${method.error.code}`]),
    ...(version > 1 === (correction !== null) ? [] : ['/correction must stand in every version after the first one']),
  ];
};

const checkEntries = ({ entries, rules }: BundleFrame): string[] => [
  ...entries.flatMap(({ number, hearts }) =>
    (hearts === undefined) === (rules.heartsWeight === undefined)
      ? []
      : [`entry ${number} has ${hearts === undefined ? 'no hearts' : 'hearts that nothing counts'}`],
  ),
  ...duplicates(entries.map(({ number }) => String(number))).map((number) => `entry ${number} stands twice`),
  ...entries.flatMap(({ number }, i) =>
    i === 0 || (entries[i - 1]?.number as number) <= number ? [] : [`entry ${number} is out of order`],
  ),
];

const said = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

const checkRoot = ({ head }: BundleFrame, { count, unhashed, hashes }: LeafChecks, { sha256 }: HashDeps): string[] => {
  if (unhashed > 0) return [CANNOT_BE_CHECKED];
  const root = toHex(hashes.root(hashes.all(), sha256));
  return [
    ...(head.size === count ? [] : [`the head counts ${said(head.size)} answers, the bundle has ${count}`]),
    ...(head.root === root ? [] : [`the answers hash to ${root}, the head says ${said(head.root)}`]),
  ];
};

const checkContents = (bundle: BundleFrame, deps: HashDeps): string[] =>
  bundleContents(bundle, deps) === bundle.head.contents ? [] : ['what the bundle says beside its answers was changed'];

/** Whether somebody's signature, both in hexadecimal, fits a message. */
export const checkSignature = (
  { signature, publicKey }: { readonly signature?: string; readonly publicKey?: string },
  message: Uint8Array,
  deps: VerifyDeps,
): string[] => {
  if (signature === undefined || publicKey === undefined) return ['the head is not signed'];
  const [key, mark] = [fromHex(publicKey), fromHex(signature)];
  if (key?.length !== 32 || mark?.length !== 64) return ['the signature or its key is malformed'];
  return deps.verifySignature(key, message, mark) ? [] : ['the signature does not fit the head'];
};

const fingerprintOf = ({ head }: BundleFrame, { sha256 }: VerifyDeps): string | undefined => {
  const key = fromHex(head.publicKey ?? '');
  return key?.length === 32 ? keyFingerprint(key, sha256) : undefined;
};

const checkKey = (bundle: BundleFrame, deps: VerifyDeps): string[] => {
  const key = fromHex(bundle.head.publicKey ?? '');
  if (key?.length !== 32) return ['the head names no key'];
  const { trustedKey } = deps;
  if (trustedKey === undefined || isTrustedKey(key, trustedKey, deps.sha256)) return [];
  return [`signed by a foreign key ${fingerprintOf(bundle, deps)}, not by ${trustedKey}`];
};

const checkReceipts = ({ receipts }: BundleFrame, { collector, ballots }: LeafChecks): string[] => {
  if (!collector) return [CANNOT_BE_CHECKED];
  return [
    ...receipts
      .filter((receipt) => {
        const read = normalizeReceipt(receipt);
        return !read.ok || read.value !== receipt;
      })
      .map((receipt) => `malformed receipt ${receipt}`),
    ...receipts
      .slice(1)
      .flatMap((receipt, i) =>
        (receipts[i] as string) < receipt ? [] : [`receipt ${receipt} is out of order or double`],
      ),
    ...(receipts.length === ballots ? [] : [`${receipts.length} receipts for ${ballots} ballots`]),
  ];
};

/** What differs between the published tally and the recount, entry by entry, then anything else. */
const checkTally = (published: TallyResult, recount: TallyResult): string[] => {
  if (canonicalJson(published) === canonicalJson(recount)) return [];
  const said = new Map(
    (Array.isArray(published.entries) ? published.entries : []).map((line) => [line?.entryId, line]),
  );
  const lines = recount.entries.flatMap((line) => {
    const other = said.get(line.entryId);
    if (!other) return [`entry ${line.entryId} is missing from the result`];
    const difference = firstDifference(other, line, '');
    return difference ? [`entry ${line.entryId}: ${difference}`] : [];
  });
  const { entries: _said, ...saidRest } = published;
  const { entries: _counted, ...countedRest } = recount;
  const rest = firstDifference(saidRest, countedRest, '');
  const faults = [...lines, ...(rest ? [rest] : [])];
  return faults.length > 0 ? faults : ['the lines of the result are out of order'];
};

const guarded = (check: () => string[], wellFormed: boolean): string[] => {
  try {
    return check().slice(0, MOST_FAULTS);
  } catch (error) {
    // A bundle is a stranger's file: whatever it makes a check throw is a fault of the bundle.
    return [wellFormed ? (error as Error).message : CANNOT_BE_CHECKED];
  }
};

/** What came of a bundle's checks. */
export interface VerifiedBundle {
  readonly checks: BundleCheck[];
  /** What the bundle says beside its leaves, if it is what the checks say; any JSON where they failed. */
  readonly value: BundleFrame;
  /** How many leaves it has, and their hashes in its order. */
  readonly leafCount: number;
  readonly leaves: LeafHashes;
  /** The recount, where there was one. */
  readonly result: TallyResult | undefined;
}

/**
 * Verifies a bundle in numbered checks that all run: 1 the file's bytes, 2 format, 3 entries, 4 answers, 5 order of the
 * leaves, 6 Merkle root, 7 hash of all the rest, 8 signature of the head, 9 whose key it is, 10 receipts, 11 the result
 * recounted and compared byte for byte.
 * @param eachLeaf hands over the leaves in their order; gives what is wrong with their bytes
 */
const verifyFrame = (
  value: unknown,
  file: readonly string[],
  deps: VerifyDeps,
  eachLeaf: (visit: (leaf: unknown) => void) => readonly string[],
): VerifiedBundle => {
  const frame = value as BundleFrame;
  const shape = bundleShape(frame);
  const wellFormed = shape.length === 0;
  const format = wellFormed ? checkFrame(frame) : shape;
  const leaves = new LeafChecks(frame, wellFormed, deps);
  const bytes = [...file, ...eachLeaf((leaf) => leaves.add(leaf))];
  const listed = Array.isArray((value as Partial<ResultBundle> | null | undefined)?.leaves);
  const ofLeaves = (faults: string[]) => (): string[] => (listed && wellFormed ? faults : [CANNOT_BE_CHECKED]);
  let result: TallyResult | undefined;
  const checks: Record<BundleCheckName, () => string[]> = {
    file: () => bytes,
    format: () => [...format, ...leaves.format],
    entries: () => checkEntries(frame),
    answers: ofLeaves(leaves.answers),
    'leaf-order': () => (listed ? leaves.order : [CANNOT_BE_CHECKED]),
    root: () => (listed ? checkRoot(frame, leaves, deps) : [CANNOT_BE_CHECKED]),
    contents: () => checkContents(frame, deps),
    signature: () => checkSignature(frame.head, headBytes(frame.head), deps),
    key: () => checkKey(frame, deps),
    receipts: () => checkReceipts(frame, leaves),
    tally: () => {
      // Rules out of bounds could make a recount last for hours.
      if (!leaves.collector || format.length + leaves.format.length > 0) return ['not recounted: the format is wrong'];
      const { rules, entries, seed, runOffs } = frame;
      result = tallyCollected(rules, entries.map(tallyEntryOf), leaves.collector, seed, { ...deps, runOffs });
      return checkTally(frame.tally, result);
    },
  };
  const numbered = BUNDLE_CHECKS.map((name, i) => {
    const faults = guarded(checks[name], wellFormed);
    const check = { number: i + 1, name, passed: faults.length === 0, faults };
    if (name !== 'key' || !check.passed || deps.trustedKey !== undefined) return check;
    const note = `signed by key ${fingerprintOf(frame, deps)}: compare it with the one that was shown in the hall`;
    return { ...check, note };
  });
  return { checks: numbered, value: frame, leafCount: leaves.count, leaves: leaves.hashes, result };
};

/** Verifies a bundle that is held as a value: any JSON. There is no file to check then. */
export const verifyBundle = (value: unknown, deps: VerifyDeps): BundleCheck[] =>
  verifyFrame(value, [], deps, (visit) => {
    const leaves = (value as Partial<ResultBundle> | null | undefined)?.leaves;
    if (Array.isArray(leaves)) leaves.forEach(visit);
    return [];
  }).checks;

/** Verifies a bundle file from its very bytes, which are read twice and never held as a whole. */
export const verifyBundleFile = (file: Uint8Array | Pieces, decode: Decode, deps: VerifyDeps): VerifiedBundle => {
  const pieces = typeof file === 'function' ? file : () => [file];
  const { value, faults } = readFrame(pieces, LONG_MEMBERS, decode);
  return verifyFrame(value, faults, deps, (visit) =>
    value === undefined ? [] : readItems(pieces, { lists: LONG_MEMBERS }, decode, (_member, leaf) => visit(leaf)),
  );
};

const LONG_MEMBERS = ['leaves'];
