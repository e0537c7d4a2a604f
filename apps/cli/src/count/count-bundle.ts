import {
  answersOf,
  tally,
  tallyEntryOf,
  verifyBundle,
  type BundleCheck,
  type ResultBundle,
  type TallyResult,
} from '@zuimei/domain';
import { sha256, verifySignature } from '../hash.js';
import { FileFault, below } from './fault.js';
import { asObject } from './members.js';

/** A recount of a bundle and the checks on the way. */
export interface CountedBundle {
  readonly bundle: ResultBundle;
  readonly result: TallyResult;
  readonly checks: readonly BundleCheck[];
}

/** Whether a file means to be a result bundle and not a list of plain ballots. */
export const isBundle = (content: unknown): content is ResultBundle =>
  typeof content === 'object' && content !== null && ('leaves' in content || 'head' in content);

/**
 * Recounts a bundle from its rules, entries, answers and seed, and checks all it says.
 * @throws FileFault where it is no bundle at all
 */
export function countBundle(content: unknown): CountedBundle {
  const members = asObject({ value: content, pointer: '' });
  for (const name of ['rules', 'entries', 'leaves', 'seed', 'head', 'tally'])
    if (!Object.hasOwn(members, name))
      throw new FileFault('MISSING', below('', name), `"${name}" is missing: this is not a result bundle`);
  const bundle = content as ResultBundle;
  const checks = verifyBundle(bundle, { sha256, verifySignature });
  try {
    const { rules, entries, leaves, seed, runOffs } = bundle;
    const result = tally(rules, entries.map(tallyEntryOf), answersOf(leaves), seed, { sha256, runOffs });
    return { bundle, checks, result };
  } catch {
    const faults = checks.flatMap((check) => check.faults.map((fault) => `${check.name}: ${fault}`));
    throw new FileFault('BUNDLE_MALFORMED', '', `cannot be recounted: ${faults.slice(0, 3).join('; ')}`);
  }
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
