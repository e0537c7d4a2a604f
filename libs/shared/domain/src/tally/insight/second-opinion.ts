import { bradleyTerry, comparisonsOf } from '../bradley-terry.js';
import { splitHalf, type SplitHalf } from '../bradley-terry-checks.js';
import type { PackedAnswers } from '../pack.js';
import { countPicks, groupByRate } from '../picks.js';
import { groupByFigure } from '../primary.js';

/** The groups of equals that hold the first `places` places. */
export const podiumOf = (groups: readonly (readonly number[])[], places: number): readonly (readonly number[])[] => {
  let taken = 0;
  return groups.filter(({ length }) => {
    const stands = taken < places;
    taken += length;
    return stands;
  });
};

/** The primary result of picks before any ladder, as groups of equals by index. */
export const rateGroups = (packed: PackedAnswers): readonly (readonly number[])[] => groupByRate(countPicks(packed));

/** What Bradley–Terry makes of picks: an entry's strength depends on whom it stood beside, its rate does not. */
export interface SecondOpinion {
  readonly groups: readonly (readonly number[])[];
  /** (Var θ − mean SE²) / Var θ. */
  readonly reliability: number | null;
  /** Every second juror against the others. */
  readonly splitHalf: SplitHalf | null;
}

export const secondOpinion = (packed: PackedAnswers): SecondOpinion => {
  const { strengths, reliability } = bradleyTerry(comparisonsOf(packed));
  const half = (side: number) => comparisonsOf(packed, (juror) => juror % 2 === side);
  return { groups: groupByFigure(strengths), reliability, splitHalf: splitHalf(half(0), half(1)) };
};
