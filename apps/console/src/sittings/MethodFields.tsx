import { type RoundMethodView } from '@zuimei/contracts';
import { METHOD_LABELS } from '@zuimei/glossary';
import { ChoiceChips, TextField } from '@zuimei/ui';

export type MethodKind = RoundMethodView['kind'];

/** What is typed for a method, before it is one. */
export interface MethodDraft {
  kind: MethodKind;
  size: string;
  picks: string;
  max: string;
}

/** One screen of `approve` holds them all. */
const APPROVE_MOST = 60;

/** When each is worth taking: numbers of entries by DOMAIN’s table of methods. */
const GOOD_FOR: Record<MethodKind, string> = {
  grid: '40 到 3,000 幅，最省时间',
  approve: '40 幅以内',
  pair: '最省眼力，比较最准',
  'yes-no': '第一遍筛选',
  score: '少数专家，按每人松紧校正',
  rank: '最后 10 幅以内',
};
const KINDS: readonly MethodKind[] = ['grid', 'approve', 'pair', 'rank', 'score', 'yes-no'];

export const methodOf = ({ kind, size, picks, max }: MethodDraft): RoundMethodView => {
  if (kind === 'grid') return { kind, size: Number(size), picks: Number(picks) };
  return kind === 'approve' || kind === 'rank' ? { kind, max: Number(max) } : { kind };
};

/** Why so many entries cannot be voted that way; null where they can. */
export function misfitOf({ kind, size }: MethodDraft, entries: number): string | null {
  if (entries < 2) return '至少要有两幅作品';
  if (kind === 'approve' && entries > APPROVE_MOST) return `全部在一屏最多 ${APPROVE_MOST} 幅，现在 ${entries} 幅`;
  return kind === 'grid' && entries < Number(size) ? `一屏 ${size} 幅，作品只有 ${entries} 幅` : null;
}

interface MethodFieldsProps {
  draft: MethodDraft;
  onChange: (draft: MethodDraft) => void;
}

/** How a round is voted. */
export function MethodFields({ draft, onChange }: MethodFieldsProps) {
  const field = (name: 'size' | 'picks' | 'max') => ({
    value: draft[name],
    onChange: (value: string) => onChange({ ...draft, [name]: value }),
  });
  return (
    <>
      <div className="con-form__all">
        <ChoiceChips
          legend="投票方式"
          value={draft.kind}
          onChange={(kind) => onChange({ ...draft, kind })}
          choices={KINDS.map((kind) => ({ value: kind, label: METHOD_LABELS[kind].zh, note: GOOD_FOR[kind] }))}
        />
      </div>
      {draft.kind === 'grid' && (
        <>
          <TextField label="一屏几幅（g）" type="number" min={2} max={12} required {...field('size')} />
          <TextField
            label="选几幅（m）"
            type="number"
            min={1}
            max={Math.max(1, Number(draft.size) - 1)}
            required
            {...field('picks')}
          />
        </>
      )}
      {draft.kind === 'approve' && (
        <TextField label="最多选几幅（k）" type="number" min={1} max={APPROVE_MOST} required {...field('max')} />
      )}
      {draft.kind === 'rank' && (
        <TextField label="最多排几名（k）" type="number" min={1} max={10} required {...field('max')} />
      )}
    </>
  );
}
