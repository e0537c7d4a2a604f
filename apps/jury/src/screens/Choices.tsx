import { type AnswerBody } from '../model/ballot.js';
import { type VoteEvent } from '../model/voting.js';
import { GRADE_WORDS } from '../model/words.js';

interface ChoicesProps {
  kind: 'yes-no' | 'score';
  /** What was said of this photo before, where it is looked at again. */
  given: AnswerBody | undefined;
  /** The photo is not whole: a tap says so. */
  off: boolean;
  onChoose: (event: VoteEvent) => void;
}

interface Choice {
  event: VoteEvent;
  /** The key that chooses it. */
  key: string;
  sign: string;
  words: string;
  on: boolean;
}

/** What a keyboard chooses by these keys, and a finger by these buttons. */
export const choicesOf = (kind: ChoicesProps['kind'], given: AnswerBody | undefined): Choice[] =>
  kind === 'yes-no'
    ? [
        { verdict: 'out' as const, key: 'n', sign: '✕', words: '不入围' },
        { verdict: 'in' as const, key: 'y', sign: '✓', words: '入围' },
      ].map(({ verdict, ...rest }) => ({
        ...rest,
        event: { type: 'verdict', verdict },
        on: given?.kind === 'verdict' && given.verdict === verdict,
      }))
    : GRADE_WORDS.map((words, i) => ({
        event: { type: 'grade', grade: i + 1 },
        key: String(i + 1),
        sign: `${i + 1} 分`,
        words,
        on: given?.kind === 'grade' && given.grade === i + 1,
      }));

/** One decision a tap: in or out, or a grade. */
export function Choices({ kind, given, off, onChoose }: ChoicesProps) {
  return (
    <div className="choices" data-kind={kind} role="group" aria-label={kind === 'score' ? '打几分' : '是否入围'}>
      {choicesOf(kind, given).map(({ event, key, sign, words, on }) => (
        <button
          key={key}
          type="button"
          className="choice"
          aria-pressed={on}
          aria-disabled={off || undefined}
          onClick={() => onChoose(event)}
        >
          <b aria-hidden={kind === 'yes-no' || undefined}>{sign}</b>
          <span>{words}</span>
        </button>
      ))}
    </div>
  );
}
