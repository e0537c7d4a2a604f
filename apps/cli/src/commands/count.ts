import fs from 'node:fs';
import {
  type BundleCheck,
  type ResultBundle,
  type TallyResult,
  answersOf,
  tally,
  tallyEntryOf,
  verifyBundle,
} from '@zuimei/domain';
import { type Command, UsageError } from '../command.js';
import { sha256, verifySignature } from '../hash.js';

export const count: Command = {
  name: 'count',
  usage: 'count BUNDLE… [--json]',
  about: 'Recomputes the ranking of a result bundle from its answers alone, and checks the bundle on the way.',
  options: { json: { type: 'boolean', default: false } },
  async run({ values, positionals, say, complain }) {
    if (positionals.length === 0) throw new UsageError('name at least one bundle');
    let wrong = false;
    for (const file of positionals) {
      const bundle = readBundle(file);
      if (typeof bundle === 'string') {
        complain(`zuimei count: ${file}: ${bundle}`);
        wrong = true;
        continue;
      }
      const checks = verifyBundle(bundle, { sha256, verifySignature });
      const result = recount(bundle);
      wrong ||= checks.some((check) => !check.passed);
      say(values.json ? JSON.stringify({ file, ...summary(result), checks }) : report(file, bundle, result, checks));
    }
    return wrong ? 1 : 0;
  },
};

/** The count made afresh from the bundle's rules, entries, answers and seed. */
const recount = ({ rules, entries, leaves, seed, runOffs }: ResultBundle): TallyResult =>
  tally(rules, entries.map(tallyEntryOf), answersOf(leaves), seed, { sha256, runOffs });

function readBundle(file: string): ResultBundle | string {
  let content: unknown;
  try {
    content = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    return error instanceof SyntaxError
      ? `not JSON: ${error.message}`
      : `cannot be read (${(error as NodeJS.ErrnoException).code})`;
  }
  const bundle = content as Partial<ResultBundle> | null;
  for (const member of ['rules', 'entries', 'leaves', 'seed', 'head', 'tally'] as const) {
    if (bundle?.[member] === undefined) return `/${member} is missing: this is not a result bundle`;
  }
  return content as ResultBundle;
}

/** Groups of equals, best first, by entry number; the rate of each. */
function summary(result: TallyResult) {
  const ranking: string[][] = [];
  const scores: Record<string, number | null> = {};
  let last: number | undefined;
  for (const line of [...result.entries].sort((a, b) => a.rank - b.rank)) {
    if (line.rank === last) ranking.at(-1)?.push(line.entryId);
    else ranking.push([line.entryId]);
    last = line.rank;
    scores[line.entryId] = line.rate;
  }
  return { ranking, scores };
}

function report(file: string, bundle: ResultBundle, result: TallyResult, checks: BundleCheck[]): string {
  const lines = [...result.entries]
    .sort((a, b) => a.rank - b.rank)
    .map(
      (line) =>
        `${String(line.rank).padStart(4)}  ${line.entryId.padStart(4, '0')}  ${line.picks}/${line.exposures}  ${line.rate === null ? '–' : `${(line.rate * 100).toFixed(1)} %`}`,
    );
  const verdicts = checks.map(
    (check) =>
      `${check.passed ? 'ok   ' : 'WRONG'} ${check.number} ${check.name}${check.faults.length ? `: ${check.faults.slice(0, 3).join('; ')}` : ''}`,
  );
  return [`${file}: ${bundle.leaves.length} answers, ${bundle.entries.length} entries`, ...lines, ...verdicts].join(
    '\n',
  );
}
