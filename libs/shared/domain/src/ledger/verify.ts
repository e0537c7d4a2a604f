import { supersede } from '../ballots/supersede.js';
import { validateAnswer } from '../ballots/validate.js';
import { fromHex, toHex, type HashDeps } from '../bytes/bytes.js';
import { canonicalBytes, canonicalJson } from '../bytes/canonical-json.js';
import { tally } from '../tally/tally.js';
import { validateLadder } from '../tally/ladder.js';
import type { TallyResult } from '../tally/types.js';
import { answersOf, bundleContents, headBytes, tallyEntryOf, type ResultBundle } from './bundle.js';
import { merkleLeaf, merkleRoot } from './merkle.js';
import { normalizeReceipt } from './receipt.js';

/** One numbered check of a bundle. `faults` name what is wrong; empty where it passed. */
export interface BundleCheck {
  readonly number: number;
  readonly name: BundleCheckName;
  readonly passed: boolean;
  readonly faults: readonly string[];
}

export const BUNDLE_CHECKS = [
  'format',
  'entries',
  'answers',
  'leaf-order',
  'root',
  'contents',
  'signature',
  'receipts',
  'tally',
] as const;
export type BundleCheckName = (typeof BUNDLE_CHECKS)[number];

/** What verifying needs. Without `verifySignature` a signed head fails: an unchecked signature proves nothing. */
export interface VerifyDeps extends HashDeps {
  /** Ed25519 by whoever runs this; all bytes raw. */
  readonly verifySignature?: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;
  /** The key that the organisers announced, hexadecimal; a head signed by another one fails. */
  readonly expectedPublicKey?: string;
}

const duplicates = (items: readonly string[]): string[] => {
  const once = new Set<string>();
  return items.filter((item) => once.size === once.add(item).size);
};

const MEMBERS = [
  'format',
  'software',
  'round',
  'rules',
  'seed',
  'entries',
  'leaves',
  'head',
  'receipts',
  'runOffs',
  'tally',
];
const HEAD_MEMBERS = ['roundId', 'size', 'root', 'contents', 'signature', 'publicKey'];

const foreignMembers = (value: object, known: readonly string[], where: string): string[] =>
  Object.keys(value).flatMap((member) => (known.includes(member) ? [] : [`unknown member ${where}${member}`]));

const checkFormat = (bundle: ResultBundle): string[] => {
  const { format, head, round, rules } = bundle;
  return [
    ...foreignMembers(bundle, MEMBERS, '/'),
    ...foreignMembers(head, HEAD_MEMBERS, '/head/'),
    ...(format === 'zuimei-bundle-1' ? [] : [`unknown format ${String(format)}`]),
    ...(head.roundId === round.id ? [] : ['the head names another round']),
    ...(validateLadder(rules.ladder).ok ? [] : ['the tie ladder is malformed']),
  ];
};

const checkEntries = ({ entries }: ResultBundle): string[] => [
  ...duplicates(entries.map(({ number }) => String(number))).map((number) => `entry ${number} stands twice`),
  ...entries.filter(({ number }) => !(Number.isInteger(number) && number > 0)).map(() => 'an entry has no number'),
  ...entries.filter(({ photo }) => !/^[0-9a-f]{64}$/.test(photo)).map(({ number }) => `entry ${number}: no photo hash`),
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

const checkRoot = ({ head, leaves }: ResultBundle, root: string): string[] => [
  ...(head.size === leaves.length ? [] : [`the head counts ${head.size} answers, the bundle has ${leaves.length}`]),
  ...(head.root === root ? [] : [`the answers hash to ${root}, the head says ${head.root}`]),
];

const checkContents = (bundle: ResultBundle, deps: HashDeps): string[] =>
  bundleContents(bundle, deps) === bundle.head.contents ? [] : ['what the bundle says beside its answers was changed'];

const checkSignature = ({ head }: ResultBundle, deps: VerifyDeps): string[] => {
  const { signature, publicKey } = head;
  if (signature === undefined && publicKey === undefined)
    return deps.expectedPublicKey === undefined ? [] : ['the head is not signed'];
  if (deps.expectedPublicKey !== undefined && publicKey !== deps.expectedPublicKey)
    return ['the head is signed by another key'];
  const [key, mark] = [fromHex(publicKey ?? ''), fromHex(signature ?? '')];
  // Lower case only: the same bytes in other letters would be another file that says it is this one.
  const lower = `${publicKey}${signature}` === `${publicKey}${signature}`.toLowerCase();
  if (key?.length !== 32 || mark?.length !== 64 || !lower) return ['the signature or its key is malformed'];
  if (!deps.verifySignature) return ['the signature was not checked: no Ed25519 here'];
  return deps.verifySignature(key, headBytes(head), mark) ? [] : ['the signature does not fit the head'];
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

/** What differs between the published tally and the recount, entry by entry. */
const checkTally = (published: TallyResult, recount: TallyResult): string[] => {
  if (canonicalJson(published) === canonicalJson(recount)) return [];
  const lines = new Map(published.entries.map((line) => [line.entryId, line]));
  const faults = recount.entries.flatMap((line) => {
    const said = lines.get(line.entryId);
    if (!said) return [`entry ${line.entryId} is missing from the result`];
    return canonicalJson(said) === canonicalJson(line)
      ? []
      : [`entry ${line.entryId}: rank ${said.rank}, recount says ${line.rank}`];
  });
  return faults.length > 0 ? faults : ['the result differs from the recount outside its lines'];
};

const guarded = (check: () => string[]): string[] => {
  try {
    return check();
  } catch (error) {
    // A bundle is a stranger's file: whatever it makes a check throw is a fault of the bundle.
    return [error instanceof Error ? error.message : String(error)];
  }
};

/**
 * Verifies a bundle from itself alone, in numbered checks that all run: 1 format, 2 entries, 3 answers, 4 order of the
 * leaves, 5 Merkle root, 6 hash of all the rest, 7 signature of the head, 8 receipts, 9 the result recounted and compared byte for byte.
 */
export const verifyBundle = (bundle: ResultBundle, deps: VerifyDeps): BundleCheck[] => {
  let hashes: Uint8Array[] = [];
  const checks: Record<BundleCheckName, () => string[]> = {
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
    receipts: () => checkReceipts(bundle),
    tally: () => {
      const { rules, entries, leaves, seed, runOffs } = bundle;
      return checkTally(
        bundle.tally,
        tally(rules, entries.map(tallyEntryOf), answersOf(leaves), seed, { ...deps, runOffs }),
      );
    },
  };
  return BUNDLE_CHECKS.map((name, i) => {
    const faults = guarded(checks[name]);
    return { number: i + 1, name, passed: faults.length === 0, faults };
  });
};
