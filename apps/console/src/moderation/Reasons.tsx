import { REFUSAL_REASON_LABELS } from '@zuimei/glossary';
import { KeyHint } from '@zuimei/ui';
import { REASONS, type RefusalReason } from './reason-list.js';

interface ReasonsProps {
  asking: 'reject' | 'request-fix' | null;
  onReason: (reason: RefusalReason) => void;
}

/** The six reasons, where the eye is after R or F. */
export function Reasons({ asking, onReason }: ReasonsProps) {
  return (
    <div className="mod__reasons" data-asking={asking ?? undefined}>
      <b>
        {asking === 'request-fix' ? '请作者改什么' : '按 R 之后'}
        <br />
        选一条理由
      </b>
      {REASONS.map((reason, index) => (
        <button key={reason} type="button" aria-disabled={!asking} onClick={() => asking && onReason(reason)}>
          <KeyHint keyCap={String(index + 1)} />
          {REFUSAL_REASON_LABELS[reason].zh}
        </button>
      ))}
    </div>
  );
}
