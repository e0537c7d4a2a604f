import { type FormEvent, useState } from 'react';
import { type LADDER_STEPS } from '@zuimei/contracts';
import { LADDER_STEP_LABELS, entryNumberLabel } from '@zuimei/glossary';
import { Button, Checkbox, ChoiceChips, Note, TextField } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { useAct } from '../data/use-act.js';
import { useLoad } from '../data/use-load.js';
import { type MethodDraft, MethodFields, methodOf, misfitOf } from './MethodFields.js';
import { promisesInWords } from './words.js';
import { type RoundDraft } from './planner/plan-words.js';
import { allEntries } from './all-entries.js';

type Step = (typeof LADDER_STEPS)[number];
const MIDDLE: readonly Step[] = ['head-to-head', 'distinct-jurors', 'run-off'];

interface RoundFormProps {
  sittingId: string;
  editionKey: string;
  /** What a plan fills in. */
  draft?: RoundDraft;
  onMade: () => Promise<void>;
  onCancel: () => void;
}

/** Entries, method, seed, tie ladder and caps of a new round. */
export function RoundForm({ sittingId, editionKey, draft, onMade, onCancel }: RoundFormProps) {
  const entries = useLoad(`entries ${editionKey}`, (signal) => allEntries(editionKey, signal));
  const edition = useLoad(`edition ${editionKey}`, (signal) =>
    api.call(endpoints.getEdition, { params: { key: editionKey } }, { signal }),
  );
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [method, setMethod] = useState<MethodDraft>({
    kind: draft?.kind ?? 'grid',
    size: draft?.size ?? '9',
    picks: draft?.picks ?? '3',
    max: draft?.max ?? '5',
  });
  const [final, setFinal] = useState(draft?.final ?? true);
  const [values, setValues] = useState({
    name: draft?.name ?? '初评',
    winners: draft?.winners ?? '30',
    minutes: draft?.minutes ?? '25',
    target: draft?.target ?? '40',
    seed: '',
    perAuthor: '',
    perCompany: '',
  });
  const [steps, setSteps] = useState<ReadonlySet<Step>>(new Set(['head-to-head', 'distinct-jurors']));
  const [last, setLast] = useState<'shared' | 'seeded-hash'>('shared');
  const [ownCompany, setOwnCompany] = useState(false);
  const [focus, setFocus] = useState(draft?.focus ?? false);
  const { busy, act } = useAct();

  const field = (name: keyof typeof values) => ({
    value: values[name],
    onChange: (value: string) => setValues((old) => ({ ...old, [name]: value })),
  });
  const toggle = <T,>(set: ReadonlySet<T>, value: T) =>
    new Set(set.has(value) ? [...set].filter((one) => one !== value) : [...set, value]);

  const chosen = entries.data?.filter(({ id }) => !left.has(id)) ?? [];
  const misfit = misfitOf(method, chosen.length);

  const make = async (event: FormEvent) => {
    event.preventDefault();
    const orNull = (value: string) => (value === '' ? null : Number(value));
    const made = await act('正在建…', () =>
      api.call(endpoints.createRound, {
        params: { id: sittingId },
        body: {
          name: values.name,
          method: methodOf(method),
          entryIds: left.size === 0 ? null : chosen.map(({ id }) => id),
          plannedMinutes: Number(values.minutes),
          targetExposure: Number(values.target),
          seed: values.seed || null,
          final,
          ...(final
            ? {}
            : {
                winners: Number(values.winners),
                tieLadder: ['primary', ...MIDDLE.filter((step) => steps.has(step)), last],
                caps: { perAuthor: orNull(values.perAuthor), perCompany: orNull(values.perCompany) },
              }),
          excludeOwnCompany: ownCompany,
          focus: method.kind === 'grid' && focus,
        },
      }),
    );
    if (made) await onMade();
  };

  return (
    <section>
      <h2>新的轮次</h2>
      <form className="con-form con-form--wide" onSubmit={(event) => void make(event)}>
        <TextField label="名称" maxLength={20} required {...field('name')} />
        <TextField label="计划多少分钟" type="number" min={1} max={480} required {...field('minutes')} />
        <div className="con-form__all">
          <ChoiceChips
            legend="这一轮选出"
            look="segment"
            value={final ? 'final' : 'first'}
            onChange={(value) => setFinal(value === 'final')}
            choices={[
              { value: 'final', label: '获奖作品', note: '规则照本期' },
              { value: 'first', label: '进入下一轮的作品', note: '规则自己定' },
            ]}
          />
        </div>
        {final ? (
          <div className="con-form__all">
            <Note tone="info">{edition.data ? promisesInWords(edition.data.rules) : '正在读本期规则…'}</Note>
          </div>
        ) : (
          <TextField label="选出几幅" type="number" min={1} max={1000} required {...field('winners')} />
        )}
        <MethodFields draft={method} onChange={setMethod} />
        <TextField label="每幅目标展示次数" type="number" min={1} max={1000} required {...field('target')} />
        {method.kind === 'grid' && (
          <div className="con-form__all">
            <Checkbox checked={focus} onChange={() => setFocus(!focus)}>
              每幅都达到目标以后，余下的屏先给分数线附近的作品
            </Checkbox>
          </div>
        )}
        {!final && (
          <>
            <fieldset className="con-form__all rnd__ladder">
              <legend>并列规则（从上往下，开放前公布）</legend>
              <ol>
                <li>{LADDER_STEP_LABELS.primary.zh}</li>
                {MIDDLE.map((step) => (
                  <li key={step}>
                    <Checkbox checked={steps.has(step)} onChange={() => setSteps((old) => toggle(old, step))}>
                      {LADDER_STEP_LABELS[step].zh}
                    </Checkbox>
                  </li>
                ))}
              </ol>
              <ChoiceChips
                legend="还分不出时"
                look="segment"
                value={last}
                onChange={setLast}
                choices={[
                  { value: 'shared', label: LADDER_STEP_LABELS.shared.zh },
                  { value: 'seeded-hash', label: LADDER_STEP_LABELS['seeded-hash'].zh },
                ]}
              />
            </fieldset>
            <TextField label="每位作者最多几幅（空＝不限）" type="number" min={1} {...field('perAuthor')} />
            <TextField label="每个单位最多几幅（空＝不限）" type="number" min={1} {...field('perCompany')} />
          </>
        )}
        <TextField label="种子（空＝系统抽取；先公布它的 SHA-256）" maxLength={64} {...field('seed')} />
        <div className="con-form__all">
          <Checkbox checked={ownCompany} onChange={setOwnCompany}>
            评审员不看本单位的作品（自己的作品从来不给自己看）
          </Checkbox>
        </div>
        <fieldset className="con-form__all">
          <legend>
            参评作品 {chosen.length} / {entries.data?.length ?? '…'} 幅
          </legend>
          <ul className="rnd__entries">
            {entries.data?.map((entry) => (
              <li key={entry.id}>
                <label data-left={left.has(entry.id) || undefined}>
                  <img
                    src={entry.photo.src320}
                    alt={entry.title}
                    width={entry.photo.width}
                    height={entry.photo.height}
                    loading="lazy"
                  />
                  <span>
                    <input
                      type="checkbox"
                      checked={!left.has(entry.id)}
                      onChange={() => setLeft((old) => toggle(old, entry.id))}
                    />{' '}
                    {entryNumberLabel(entry.number)}
                  </span>
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
        {misfit && entries.data && (
          <div className="con-form__all" id="misfit" tabIndex={-1}>
            <Note tone="warn">{misfit}。</Note>
          </div>
        )}
        <div className="con-acts con-form__all">
          <Button
            kind="primary"
            type="submit"
            busy={busy}
            blocked={misfit !== null && { label: misfit, focus: 'misfit' }}
          >
            建轮次
          </Button>
          <Button kind="text" onClick={onCancel}>
            不建了
          </Button>
        </div>
      </form>
    </section>
  );
}
