import type { AnswerInput } from '@zuimei/contracts';
import { type Answer, canonicalJson, type Method } from '@zuimei/domain';

/**
 * What the chain hashes of one answer, as it is read back. Entries stand in it by number, as text. Members stand in their
 * canonical order.
 */
export interface LedgerRow {
  answer: Answer;
  answerId: string;
  pseudonym: string;
  /** ISO 8601, by the server's clock. */
  receivedAt: string;
  /** Counts a juror's changes of one screen, from 1. */
  revision: number;
  /** Its place in the juror's own sequence only where the method corrects for it (`score`). */
  screen: { entries: string[]; id: string; ordinal?: number };
  /** Milliseconds that the screen was shown, by the tablet; 0 where nothing was measured. */
  shownMs: number;
  /** How it came, where that was no tablet: typed twice from a sheet. */
  source?: 'paper';
}

/** The facts of a round that do not change once it was opened. */
export interface LedgerRound {
  id: string;
  /** Number of each entry of the round, by id. */
  numbers: ReadonlyMap<string, number>;
  method: Method;
}

/** The row of an answer. Throws on a screen that shows what is not in the round, which is a bug. */
export function ledgerRow(
  round: LedgerRound,
  pseudonym: string,
  screen: { id: string; entryIds: readonly string[]; ordinal: number },
  input: AnswerInput,
  receivedAt: string,
  source?: LedgerRow['source'],
): LedgerRow {
  const numberOf = (entryId: string): string => {
    const number = round.numbers.get(entryId);
    if (number === undefined) throw new Error(`screen ${screen.id} shows an entry that is not in the round`);
    return String(number);
  };
  const { answer } = input;
  return {
    answer: byNumber(answer, numberOf),
    answerId: input.id,
    pseudonym,
    receivedAt,
    revision: input.revision,
    screen: {
      entries: screen.entryIds.map(numberOf),
      id: screen.id,
      ...(round.method.kind === 'score' && { ordinal: screen.ordinal }),
    },
    shownMs: input.shownMs,
    ...(source && { source }),
  };
}

/** An answer that names entries by number. */
function byNumber(answer: Answer, numberOf: (entryId: string) => string): Answer {
  if (answer.kind === 'picks') return { kind: 'picks', picks: answer.picks.map(numberOf) };
  return answer.kind === 'order' ? { kind: 'order', order: answer.order.map(numberOf) } : answer;
}

/** What makes two deliveries of one answer id the same: all that the juror said, not when it came. */
export function sameAnswer(row: LedgerRow, storedBody: string): boolean {
  const said = ({ pseudonym, revision, screen, answer }: LedgerRow): string =>
    canonicalJson({ pseudonym, revision, screen: screen.id, answer });
  return said(row) === said(JSON.parse(storedBody) as LedgerRow);
}
