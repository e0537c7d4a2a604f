import { countApproval, countEqualShares, countPav, countRate, countSequentialPav } from './count-approvals.js';
import { countMajorityJudgment, countMean, countTwoWay, countZ } from './count-grades.js';
import { countBorda, countCopeland, countSchulze } from './count-orders.js';
import { countBradleyTerry } from './count-pairs.js';
import type { Outcome } from './outcome.js';
import type { BallotKind, Ballots, Profile } from './profile.js';

/** One way to count: the kinds of ballots that it takes, and the count. */
export interface CountMethod {
  readonly kinds: readonly BallotKind[];
  readonly count: (profile: Profile) => Outcome;
}

const method = <const K extends BallotKind>(
  kinds: readonly K[],
  count: (profile: Profile, ballots: Extract<Ballots, { kind: K }>) => Outcome,
): CountMethod => ({
  kinds,
  // Ballots of other kinds were refused when the file was read.
  count: (profile) => count(profile, profile.ballots as Extract<Ballots, { kind: K }>),
});

/** The methods of `zuimei count`, by the name that files and `--method` use. */
export const METHODS: Readonly<Record<string, CountMethod>> = {
  rate: method(['approved'], countRate),
  'bradley-terry': method(['pair', 'approved'], countBradleyTerry),
  'score-mean': method(['score'], countMean),
  'score-z': method(['score'], countZ),
  'score-two-way': method(['score'], countTwoWay),
  'majority-judgment': method(['grades', 'score'], countMajorityJudgment),
  borda: method(['ranking'], countBorda),
  copeland: method(['ranking'], countCopeland),
  schulze: method(['ranking'], countSchulze),
  approval: method(['approved'], countApproval),
  pav: method(['approved'], countPav),
  'pav-sequential': method(['approved'], countSequentialPav),
  'equal-shares': method(['approved'], countEqualShares),
};

/** Other names in use for the same methods. */
const ALIASES: Readonly<Record<string, string>> = {
  av: 'approval',
  'proportional-approval': 'pav',
  seqpav: 'pav-sequential',
  'sequential-pav': 'pav-sequential',
  'rule-x': 'equal-shares',
  mes: 'equal-shares',
  mean: 'score-mean',
  z: 'score-z',
  'two-way': 'score-two-way',
};

/** The method of a name: `majorityJudgment`, `majority_judgment` and `majority-judgment` are one. */
export function findMethod(name: string): { readonly name: string; readonly method: CountMethod } | undefined {
  const plain = name
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase();
  const known = Object.hasOwn(ALIASES, plain) ? (ALIASES[plain] as string) : plain;
  return Object.hasOwn(METHODS, known) ? { name: known, method: METHODS[known] as CountMethod } : undefined;
}
