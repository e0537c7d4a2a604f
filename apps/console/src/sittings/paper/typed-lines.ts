import { type Call, type endpoints, type RoundMethodView } from '@zuimei/contracts';

export type TypedAnswers = Call<(typeof endpoints)['enterPaperBallot']>['body']['answers'];
type Answer = TypedAnswers[number]['answer'];

const SKIP = /^(跳过|跳|x)$/i;
const numbersOf = (text: string): number[] | null => {
  const words = text.split(/[\s,，、]+/).filter(Boolean);
  return words.every((word) => /^\d{1,5}$/.test(word)) ? words.map(Number) : null;
};

/** What stands behind the screen's number, as the method takes it; null where it is no such thing. */
function answerOf(method: RoundMethodView, text: string): Answer | null {
  if (SKIP.test(text)) return { kind: 'skip' };
  if (method.kind === 'yes-no') {
    if (text === '入' || text === '入围') return { kind: 'verdict', verdict: 'in' };
    return text === '不' || text === '不入围' ? { kind: 'verdict', verdict: 'out' } : null;
  }
  const numbers = numbersOf(text);
  if (!numbers || numbers.length === 0) return null;
  if (method.kind === 'score') return numbers.length === 1 ? { kind: 'grade', grade: numbers[0] ?? 0 } : null;
  return method.kind === 'rank' ? { kind: 'order', order: numbers } : { kind: 'picks', picks: numbers };
}

/**
 * Reads a sheet as it is typed, a line a screen: 「1 0417 0033 0210」, 「2 跳过」. Screens that nobody filled in have no line.
 * Gives the number of the first line that cannot be read.
 */
export function readTypedLines(
  method: RoundMethodView,
  text: string,
): { answers: TypedAnswers; faulty: number | null } {
  const answers: TypedAnswers = [];
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [, ordinal, said] = /^\s*(\d{1,3})\s*(?:[:：.、]|\s)\s*(.+?)\s*$/.exec(line) ?? [];
    const answer = said ? answerOf(method, said) : null;
    if (!answer) return { answers, faulty: i + 1 };
    answers.push({ ordinal: Number(ordinal), answer });
  }
  return { answers, faulty: null };
}

/** How a line is typed, by method. */
export const exampleOf = (method: RoundMethodView): string =>
  ({
    approve: '1 0417 0033',
    grid: '1 0417 0033 0210',
    pair: '1 0417',
    'yes-no': '1 入　或　1 不',
    score: '1 4',
    rank: '1 0417 0033 0210（按名次）',
  })[method.kind];

/** Aliases as one writes them, several at once: 「A003 A009」. */
export const aliasesIn = (text: string): string[] =>
  text
    .toUpperCase()
    .split(/[\s,，、]+/)
    .filter(Boolean);
