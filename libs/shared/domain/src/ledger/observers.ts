import { supersede } from '../ballots/supersede.js';
import type { RecordedAnswer } from '../ballots/method.js';
import { fromHex, toHex, type HashDeps } from '../bytes/bytes.js';
import type { BundleCheck, VerifyDeps } from './verify.js';
import type { ResultBundle } from './bundle.js';
import { chainFault, type ChainLink } from './chain.js';
import { leafHash } from './leaf.js';
import { anyObject, list, MOST_FAULTS, oneOf, record, text, whole } from './shape.js';

/** A link of a chain as it is exported; hashes in hexadecimal. */
export interface ExportedLink {
  readonly seq: number;
  readonly prev: string;
  readonly hash: string;
  readonly row: unknown;
}

/**
 * What observers get beside the public bundle: the chain of answers with its order and times, and the chain of staff's
 * acts. It ties pseudonyms to times, so it is for observers only.
 */
export interface ObserversPackage {
  readonly format: 'zuimei-observers-1';
  readonly roundId: string;
  /** The public name of each screen, by the id that stands in the chain. */
  readonly screens: Readonly<Record<string, string>>;
  readonly chain: readonly ExportedLink[];
  /** Answers that came after closing: stored, never counted. */
  readonly lateAnswers: number;
  readonly audit: readonly ExportedLink[];
  /** Acts of staff that are in no chain; none after an export. */
  readonly unlinkedActs: number;
}

/** A link for an export. */
export const exportedLink = ({ seq, prev, hash, row }: ChainLink): ExportedLink => ({
  seq,
  prev: toHex(prev),
  hash: toHex(hash),
  row,
});

const linkShape = record({
  seq: whole(1),
  prev: text(/^[0-9a-f]{64}$/, 'a hash'),
  hash: text(/^[0-9a-f]{64}$/, 'a hash'),
  row: anyObject,
});
const shape = record({
  format: oneOf('zuimei-observers-1'),
  roundId: text(/^[^]{1,64}$/, 'an id'),
  screens: anyObject,
  chain: list(linkShape, 5_000_000),
  lateAnswers: whole(0),
  audit: list(linkShape, 5_000_000),
  unlinkedActs: whole(0),
});

const checkChain = (links: readonly ExportedLink[], { sha256 }: HashDeps): string[] => {
  const read = links.map(({ seq, prev, hash, row }) => ({
    seq,
    prev: fromHex(prev) as Uint8Array,
    hash: fromHex(hash) as Uint8Array,
    row,
  }));
  const fault = chainFault(read, sha256);
  return fault ? [`row ${fault.at + 1}: ${fault.fault}`] : [];
};

const checkHead = ({ chain }: ObserversPackage, bundle: ResultBundle): string[] => {
  const head = chain.at(-1)?.hash ?? '0'.repeat(64);
  return [
    ...(bundle.chain.length === chain.length
      ? []
      : [`the bundle was counted at ${bundle.chain.length} rows, the chain has ${chain.length}`]),
    ...(bundle.chain.head === head ? [] : [`the chain ends at ${head}, the bundle says ${bundle.chain.head}`]),
  ];
};

/** The answers that stand in the chain must be the bundle's leaves, each once. */
const checkAnswers = (pack: ObserversPackage, { leaves }: ResultBundle, { sha256 }: HashDeps): string[] => {
  const names = Object.values(pack.screens);
  const twice = new Set(names).size === names.length ? [] : ['two screens have one public name'];
  const rows = pack.chain.map(({ row }) => row as RecordedAnswer);
  const unnamed = rows.filter(({ screen }) => !Object.prototype.hasOwnProperty.call(pack.screens, screen.id));
  if (unnamed.length > 0) return [...twice, `${unnamed.length} rows are to screens without a public name`];
  const named = rows.map((row) => ({
    ...row,
    screen: { ...row.screen, id: pack.screens[row.screen.id] as string },
  }));
  const standing = new Map(supersede(named).map((row) => [toHex(leafHash(row, sha256)), row]));
  const faults = leaves.flatMap((leaf, i) =>
    standing.delete(toHex(leafHash(leaf, sha256))) ? [] : [`leaf ${i} is not in the chain`],
  );
  return [
    ...twice,
    ...faults,
    ...Array.from(standing.values(), ({ answerId }) => `answer ${answerId} of the chain is not in the bundle`),
  ];
};

export const OBSERVERS_CHECKS = ['observers-format', 'chain', 'chain-head', 'chain-answers', 'audit-chain'] as const;
export type ObserversCheckName = (typeof OBSERVERS_CHECKS)[number];

/**
 * Verifies the observers' package against its bundle, numbered on from the bundle's checks: 12 format, 13 the chain of
 * answers, 14 its end is where the bundle was counted, 15 the answers that stand are the bundle's, 16 the chain of
 * staff's acts. `bundle` has been verified before.
 */
export const verifyObservers = (
  value: unknown,
  bundle: ResultBundle,
  deps: Pick<VerifyDeps, 'sha256'>,
): (Omit<BundleCheck, 'name'> & { readonly name: ObserversCheckName })[] => {
  const pack = value as ObserversPackage;
  const shapeFaults = shape(value, '');
  const format =
    shapeFaults.length > 0 || pack.roundId === bundle.round.id ? shapeFaults : ['/roundId names another round'];
  const checks: Record<ObserversCheckName, () => string[]> = {
    'observers-format': () => format,
    chain: () => checkChain(pack.chain, deps),
    'chain-head': () => checkHead(pack, bundle),
    'chain-answers': () => checkAnswers(pack, bundle, deps),
    'audit-chain': () => [
      ...checkChain(pack.audit, deps),
      ...(pack.unlinkedActs === 0 ? [] : [`${pack.unlinkedActs} acts of staff are in no chain`]),
    ],
  };
  return OBSERVERS_CHECKS.map((name, i) => {
    let faults: string[];
    try {
      faults = format.length > 0 && i > 0 ? ['not checked: the format is wrong'] : checks[name]().slice(0, MOST_FAULTS);
    } catch (error) {
      // A row may be any JSON: what it makes a check throw is a fault of the file.
      faults = [(error as Error).message];
    }
    return { number: 12 + i, name, passed: faults.length === 0, faults };
  });
};
