import type { AnswerInput, endpoints, In } from '@zuimei/contracts';
import { type Answer, err, type Method, ok, type Result, validateAnswer } from '@zuimei/domain';

export type TypedAnswers = In<typeof endpoints.enterPaperBallot>['body']['answers'];
type Typed = TypedAnswers[number];

/** A screen as it is printed: entries by number. */
export interface PaperScreen {
  id: string;
  ordinal: number;
  entries: readonly { id: string; number: number }[];
}

/** Where what was typed does not fit the sheet, and by which rule. */
export type TypingFault = { pointer: string; code: string };

/** The answers that a sheet's typed lines say, or every place that does not fit the sheet. */
export function readTyped(
  method: Method,
  screens: readonly PaperScreen[],
  typed: TypedAnswers,
): Result<{ screen: PaperScreen; answer: AnswerInput['answer'] }[], TypingFault[]> {
  const faults: TypingFault[] = [];
  const seen = new Set<number>();
  const read = typed.flatMap((line, i) => {
    const screen = screens.find(({ ordinal }) => ordinal === line.ordinal);
    if (!screen || seen.has(line.ordinal)) {
      faults.push({ pointer: `/answers/${i}/ordinal`, code: screen ? 'SCREEN_TWICE' : 'SCREEN_UNKNOWN' });
      return [];
    }
    seen.add(line.ordinal);
    const answer = byId(screen, line.answer);
    const valid =
      answer && validateAnswer(method, { id: screen.id, entries: screen.entries.map(({ id }) => id) }, answer);
    if (!valid?.ok) {
      faults.push({ pointer: `/answers/${i}/answer`, code: valid ? valid.error.code : 'FOREIGN_ENTRY' });
      return [];
    }
    return [{ screen, answer: answer as AnswerInput['answer'] }];
  });
  return faults.length > 0 ? err(faults) : ok(read);
}

/** The same answer with entries by id; undefined where a number is not on the screen. */
function byId({ entries }: PaperScreen, answer: Typed['answer']): Answer | undefined {
  const ids = (numbers: readonly number[]): string[] =>
    numbers.flatMap((number) => entries.find((entry) => entry.number === number)?.id ?? []);
  if (answer.kind !== 'picks' && answer.kind !== 'order') return answer;
  const numbers = answer.kind === 'picks' ? answer.picks : answer.order;
  const found = ids(numbers);
  if (found.length < numbers.length) return undefined;
  return answer.kind === 'picks' ? { kind: 'picks', picks: found } : { kind: 'order', order: found };
}

/** One form for what two people typed: screens in order, picks in order; an order given keeps its own. */
export const sameForm = (typed: TypedAnswers): TypedAnswers =>
  [...typed]
    .map((line) =>
      line.answer.kind === 'picks'
        ? { ...line, answer: { ...line.answer, picks: [...line.answer.picks].sort((a, b) => a - b) } }
        : line,
    )
    .sort((a, b) => a.ordinal - b.ordinal);

/** Screens that two people read differently, or that only one of them found filled in. */
export function differing(mine: TypedAnswers, theirs: TypedAnswers): number[] {
  const said = (lines: TypedAnswers) => new Map(lines.map((line) => [line.ordinal, JSON.stringify(line.answer)]));
  const [a, b] = [said(mine), said(theirs)];
  return [...new Set([...a.keys(), ...b.keys()])].filter((no) => a.get(no) !== b.get(no)).sort((x, y) => x - y);
}
