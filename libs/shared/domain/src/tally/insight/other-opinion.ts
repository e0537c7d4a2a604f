import type { Method } from '../../ballots/method.js';
import { gradesOf } from '../grades/grade-table.js';
import { zScores } from '../grades/mean-scores.js';
import { schulze } from '../orders/schulze.js';
import { packOrders, pairwisePreferences, type OrderLine } from '../orders/weak-orders.js';
import type { PackedAnswers } from '../pack.js';
import { groupByFigure } from '../primary.js';

/** What another method reads from answers that are no picks among several. */
export interface OtherOpinion {
  readonly method: 'mean-z' | 'schulze';
  readonly groups: readonly (readonly number[])[];
}

/** The placed entries of each answer, best first; places close up over entries that have left. */
const orderLines = ({ count, starts, shown, marks }: PackedAnswers): OrderLine[] =>
  Array.from({ length: count }, (_, i) => {
    const slots = Array.from({ length: (starts[i + 1] as number) - (starts[i] as number) }, (__, k) => starts[i]! + k);
    const placed = slots.filter((slot) => (marks[slot] as number) > 0);
    const best = placed.sort((a, b) => (marks[a] as number) - (marks[b] as number));
    return { times: 1, groups: best.map((slot) => [shown[slot] as number]) };
  });

/**
 * Grades by their mean z per juror, which takes each juror's own mean and spread out instead of fitting them; orders by
 * Schulze, where every screen showed every entry (else what a ballot does not name was not looked at). Undefined where
 * no other method fits.
 */
export const otherOpinion = ({ kind }: Method, packed: PackedAnswers): OtherOpinion | undefined => {
  if (kind === 'score') return { method: 'mean-z', groups: groupByFigure(zScores(gradesOf(packed))) };
  const whole = packed.shown.length === packed.count * packed.entryCount;
  if (kind !== 'rank' || !whole || packed.count === 0) return undefined;
  const before = pairwisePreferences(packOrders(packed.entryCount, orderLines(packed)));
  return { method: 'schulze', groups: schulze(packed.entryCount, before).groups };
};
