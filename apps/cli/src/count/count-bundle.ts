import {
  type BundleCheck,
  type BundleFrame,
  type Leaf,
  readFrame,
  readItems,
  type ResultBundle,
  type TallyResult,
  verifyBundleFile,
} from '@zuimei/domain';
import fs from 'node:fs';
import { filePieces } from '../file-pieces.js';
import { decodeUtf8, sha256, verifySignature } from '../hash.js';
import { FileFault, below } from './fault.js';
import { asObject } from './members.js';

/** A recount of a bundle and the checks on the way. */
export interface CountedBundle {
  readonly bundle: BundleFrame;
  readonly answers: number;
  readonly result: TallyResult;
  readonly checks: readonly BundleCheck[];
}

/** Whether a file means to be a result bundle and not a list of plain ballots; not where it cannot be read. */
export function isBundle(file: string): boolean {
  if (!fs.existsSync(file) || !fs.statSync(file).isFile()) return false;
  const { value } = readFrame(filePieces(file), ['leaves', 'ballots'], decodeUtf8, Infinity);
  return typeof value === 'object' && value !== null && ('leaves' in value || 'head' in value);
}

/**
 * Recounts a bundle from its rules, entries, answers and seed, and checks all it says.
 * @throws FileFault where it is no bundle at all
 */
export function countBundle(file: string): CountedBundle {
  const verified = verifyBundleFile(filePieces(file), decodeUtf8, { sha256, verifySignature });
  const members = asObject({ value: verified.value, pointer: '' });
  for (const name of ['rules', 'entries', 'leaves', 'seed', 'head', 'tally'])
    if (!Object.hasOwn(members, name))
      throw new FileFault('MISSING', below('', name), `"${name}" is missing: this is not a result bundle`);
  const { value: bundle, leafCount: answers, checks, result } = verified;
  if (result) return { bundle, answers, checks, result };
  const faults = checks.flatMap((check) => check.faults.map((fault) => `${check.name}: ${fault}`));
  throw new FileFault('BUNDLE_MALFORMED', '', `cannot be recounted: ${faults.slice(0, 3).join('; ')}`);
}

/** A bundle with all its leaves, for what is no count of its own. It has been verified before. */
export function wholeBundle(file: string, bundle: BundleFrame): ResultBundle {
  const leaves: Leaf[] = [];
  readItems(filePieces(file), { lists: ['leaves'] }, decodeUtf8, (_member, leaf) => leaves.push(leaf as Leaf));
  return { ...bundle, leaves };
}

/** Groups of equals, best first, by entry number; the rate of each. */
export function summaryOf({ entries }: TallyResult) {
  const lines = [...entries].sort((a, b) => a.rank - b.rank);
  const ranking: string[][] = [];
  for (const [i, line] of lines.entries()) {
    if (lines[i - 1]?.rank === line.rank) ranking.at(-1)?.push(line.entryId);
    else ranking.push([line.entryId]);
  }
  return { ranking, scores: Object.fromEntries(lines.map(({ entryId, rate }) => [entryId, rate])) };
}
