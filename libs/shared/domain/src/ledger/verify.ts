import { supersede } from '../ballots/supersede.js';
import { validateAnswer, validateMethod } from '../ballots/validate.js';
import { fromHex, toHex, type HashDeps } from '../bytes/bytes.js';
import { canonicalBytes, canonicalJson } from '../bytes/canonical-json.js';
import { tally } from '../tally/tally.js';
import { validateLadder } from '../tally/ladder.js';
import type { TallyResult } from '../tally/types.js';
import { answersOf, bundleContents, headBytes, tallyEntryOf, type ResultBundle } from './bundle.js';
import { readBundleFile } from './bundle-file.js';
import { bundleShape } from './bundle-shape.js';
import { firstDifference } from './first-difference.js';
import { isTrustedKey, keyFingerprint } from './key-fingerprint.js';
import { merkleLeaf, merkleRoot } from './merkle.js';
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

const checkFormat = (bundle: ResultBundle): string[] => {
  const shape = bundleShape(bundle);
  if (shape.length > 0) return shape;
  const { head, round, rules, version, correction, entries } = bundle;
  const method = validateMethod(rules.method, entries.length);
  return [
    ...(head.roundId === round.id ? [] : ['/head/roundId names another round than /round/id']),
    ...(validateLadder(rules.ladder).ok ? [] : ['/rules/ladder is malformed']),
    ...(method.ok || method.error.code === 'TOO_FEW_ENTRIES' ? [] : [`/rules/method: ${method.error.code}`]),
    ...(version > 1 === (correction !== null) ? [] : ['/correction must stand in every version after the first one']),
  ];
};

const checkEntries = ({ entries }: ResultBundle): string[] => [
  ...duplicates(entries.map(({ number }) => String(number))).map((number) => `entry ${number} stands twice`),
  ...entries.flatMap(({ number }, i) =>
    i === 0 || (entries[i - 1]?.number as number) <= number ? [] : [`entry ${number} is out of order`],
  ),
];

const checkAnswers = ({ leaves, entries, rules }: ResultBundle): string[] => {
  const known = new Set(entries.map(({ number }) => String(number)));
  const faults = leaves.flatMap(({ screen, answer }, i) => {
    const foreign = screen.entries.filter((id) => !known.has(id));
    if (foreign.length > 0) return [`leaf ${i} shows unknown entries ${foreign.join(', ')}`];
    if (new Set(screen.entries).size < screen.entries.length) return [`leaf ${i} shows an entry twice`];
    const valid = validateAnswer(rules.method, screen, answer);
    return valid.ok ? [] : [`leaf ${i}: ${valid.error.code}`];
  });
  const standing = supersede(answersOf(leaves)).length;
  return standing === leaves.length ? faults : [...faults, 'a juror answers one screen twice'];
};

const checkOrder = (hashes: readonly string[]): string[] =>
  hashes.flatMap((hash, i) => {
    const before = hashes[i - 1];
    if (before === undefined || before < hash) return [];
    return [before === hash ? `leaf ${i} is a duplicate` : `leaf ${i} is out of order`];
  });

const said = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value));

const checkRoot = ({ head, leaves }: ResultBundle, root: string): string[] => [
  ...(head.size === leaves.length
    ? []
    : [`the head counts ${said(head.size)} answers, the bundle has ${leaves.length}`]),
  ...(head.root === root ? [] : [`the answers hash to ${root}, the head says ${said(head.root)}`]),
];

const checkContents = (bundle: ResultBundle, deps: HashDeps): string[] =>
  bundleContents(bundle, deps) === bundle.head.contents ? [] : ['what the bundle says beside its answers was changed'];

const checkSignature = ({ head }: ResultBundle, deps: VerifyDeps): string[] => {
  const { signature, publicKey } = head;
  if (signature === undefined || publicKey === undefined) return ['the head is not signed'];
  const [key, mark] = [fromHex(publicKey), fromHex(signature)];
  if (key?.length !== 32 || mark?.length !== 64) return ['the signature or its key is malformed'];
  return deps.verifySignature(key, headBytes(head), mark) ? [] : ['the signature does not fit the head'];
};

const fingerprintOf = ({ head }: ResultBundle, { sha256 }: VerifyDeps): string | undefined => {
  const key = fromHex(head.publicKey ?? '');
  return key?.length === 32 ? keyFingerprint(key, sha256) : undefined;
};

const checkKey = (bundle: ResultBundle, deps: VerifyDeps): string[] => {
  const key = fromHex(bundle.head.publicKey ?? '');
  if (key?.length !== 32) return ['the head names no key'];
  const { trustedKey } = deps;
  if (trustedKey === undefined || isTrustedKey(key, trustedKey, deps.sha256)) return [];
  return [`signed by a foreign key ${fingerprintOf(bundle, deps)}, not by ${trustedKey}`];
};

const checkReceipts = ({ receipts, leaves }: ResultBundle): string[] => {
  const ballots = new Set(leaves.map(({ pseudonym }) => pseudonym)).size;
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

const guarded = (check: () => string[], format: readonly string[]): string[] => {
  try {
    return check().slice(0, MOST_FAULTS);
  } catch (error) {
    // A bundle is a stranger's file: whatever it makes a check throw is a fault of the bundle.
    return [format.length > 0 ? 'cannot be checked: the format is wrong' : (error as Error).message];
  }
};

/**
 * Verifies a bundle from itself alone, in numbered checks that all run: 1 the file's bytes, 2 format, 3 entries,
 * 4 answers, 5 order of the leaves, 6 Merkle root, 7 hash of all the rest, 8 signature of the head, 9 whose key it is,
 * 10 receipts, 11 the result recounted and compared byte for byte.
 * @param file what is wrong with the bytes that `value` was read from, see `verifyBundleFile`
 */
export const verifyBundle = (value: unknown, deps: VerifyDeps, file: readonly string[] = []): BundleCheck[] => {
  const bundle = value as ResultBundle;
  let hashes: Uint8Array[] = [];
  let format: readonly string[] = [];
  const checks: Record<BundleCheckName, () => string[]> = {
    file: () => [...file],
    format: () => checkFormat(bundle),
    entries: () => checkEntries(bundle),
    answers: () => checkAnswers(bundle),
    'leaf-order': () => {
      // Hashed as it stands, so that a member that no leaf has does not go unnoticed.
      hashes = bundle.leaves.map((leaf) => merkleLeaf(canonicalBytes(leaf), deps.sha256));
      return checkOrder(hashes.map(toHex));
    },
    root: () => checkRoot(bundle, toHex(merkleRoot(hashes, deps.sha256))),
    contents: () => checkContents(bundle, deps),
    signature: () => checkSignature(bundle, deps),
    key: () => checkKey(bundle, deps),
    receipts: () => checkReceipts(bundle),
    tally: () => {
      // Rules out of bounds could make a recount last for hours.
      if (format.length > 0) return ['not recounted: the format is wrong'];
      const { rules, entries, leaves, seed, runOffs } = bundle;
      return checkTally(
        bundle.tally,
        tally(rules, entries.map(tallyEntryOf), answersOf(leaves), seed, { ...deps, runOffs }),
      );
    },
  };
  return BUNDLE_CHECKS.map((name, i) => {
    const faults = guarded(checks[name], format);
    if (name === 'format') format = faults;
    const check = { number: i + 1, name, passed: faults.length === 0, faults };
    if (name !== 'key' || !check.passed || deps.trustedKey !== undefined) return check;
    const note = `signed by key ${fingerprintOf(bundle, deps)}: compare it with the one that was shown in the hall`;
    return { ...check, note };
  });
};

/** Verifies a bundle file from its very bytes. @param decode UTF-8 to text */
export const verifyBundleFile = (
  bytes: Uint8Array,
  decode: (bytes: Uint8Array) => string,
  deps: VerifyDeps,
): { readonly checks: BundleCheck[]; readonly value: unknown } => {
  const { value, faults } = readBundleFile(bytes, decode);
  return { checks: verifyBundle(value, deps, faults), value };
};
