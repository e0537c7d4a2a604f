import type { RecordedAnswer } from './method.js';

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Whether `a` stands and `b` gives way: the greater revision, and between equal revisions the greater answer id. */
const outranks = (a: RecordedAnswer, b: RecordedAnswer): boolean =>
  a.revision !== b.revision ? a.revision > b.revision : compareText(a.answerId, b.answerId) > 0;

/**
 * The answers that stand: for each juror and screen the latest revision, each once however often it was delivered.
 * Both rows stay in the ledger; only this one is counted. A skip that stands is kept, so that a count can report it.
 * The result is sorted by pseudonym, then screen id, whatever the order of the input.
 */
export const supersede = <A extends RecordedAnswer>(answers: Iterable<A>): A[] => {
  const standing = new Map<string, Map<string, A>>();
  for (const answer of answers) {
    let screens = standing.get(answer.pseudonym);
    if (!screens) standing.set(answer.pseudonym, (screens = new Map()));
    const other = screens.get(answer.screen.id);
    if (!other || outranks(answer, other)) screens.set(answer.screen.id, answer);
  }
  return [...standing.entries()]
    .sort(([a], [b]) => compareText(a, b))
    .flatMap(([, screens]) => [...screens.values()].sort((a, b) => compareText(a.screen.id, b.screen.id)));
};
