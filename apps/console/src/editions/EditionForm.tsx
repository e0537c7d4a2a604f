import { type FormEvent, useState } from 'react';
import { ApiProblem } from '@zuimei/api-client';
import { type EditionView, type PublicRules } from '@zuimei/contracts';
import { DEFAULT_EDITION_RULES } from '@zuimei/domain';
import { Button, Note, TextArea, TextField, toast } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { fromLocal, toLocal } from '../data/local-time.js';
import { useAct } from '../data/use-act.js';
import { RulesFields } from './RulesFields.js';
import { type RulesForm, formOf, rulesOf } from './rules-form.js';

interface EditionFormProps {
  /** The edition to change; without it a new one is made. */
  edition?: EditionView;
  /** Where a new edition takes its rules from. */
  template?: EditionView;
  onSaved: (edition: EditionView) => Promise<void>;
  onCancel?: () => void;
}

/** Theme, schedule and the rules that are figures. */
export function EditionForm({ edition, template, onSaved, onCancel }: EditionFormProps) {
  const start = edition ?? template;
  const [values, setValues] = useState(() => ({
    key: edition?.key ?? nextKey(template?.key),
    theme: edition?.theme ?? '',
    themeEn: edition?.themeEn ?? '',
    lead: edition?.lead ?? '',
    from: edition ? toLocal(edition.collectingFrom) : '',
    until: edition ? toLocal(edition.collectingUntil) : '',
  }));
  const [rules, setRules] = useState<RulesForm>(() => formOf(start?.rules ?? USUAL));
  const [errors, setErrors] = useState<ApiProblem['errors']>([]);
  const { busy, act } = useAct();
  const field = (name: keyof typeof values) => ({
    value: values[name],
    onChange: (value: string) => setValues((old) => ({ ...old, [name]: value })),
  });

  const save = async (event: FormEvent) => {
    event.preventDefault();
    const body = {
      theme: values.theme,
      themeEn: values.themeEn,
      lead: values.lead,
      collectingFrom: fromLocal(values.from),
      collectingUntil: fromLocal(values.until),
      coverEntryId: edition?.coverEntryId ?? null,
      rules: rulesOf(rules),
    };
    setErrors([]);
    const saved = await act('正在保存…', () =>
      (edition
        ? api.call(endpoints.updateEdition, { params: { key: edition.key }, body })
        : api.call(endpoints.createEdition, { body: { ...body, key: values.key } })
      ).catch((problem: unknown) => {
        if (problem instanceof ApiProblem) setErrors(problem.errors);
        throw problem;
      }),
    );
    if (!saved) return;
    toast(edition ? '已保存' : '新的一期建好了');
    await onSaved(saved);
  };

  return (
    <form className="con-form con-form--wide" onSubmit={(event) => void save(event)}>
      {!edition && <TextField label="期（年-月）" pattern="\d{4}-(0[1-9]|1[0-2])" required {...field('key')} />}
      <TextField label="主题" maxLength={20} required {...field('theme')} />
      <TextField label="主题（英文）" maxLength={60} required {...field('themeEn')} />
      <div className="con-form__all">
        <TextArea label="两行引言" rows={2} maxLength={120} required {...field('lead')} />
      </div>
      <TextField label="开始征集（北京时间）" type="datetime-local" required {...field('from')} />
      <TextField label="截稿（北京时间）" type="datetime-local" required {...field('until')} />
      <RulesFields rules={rules} errors={errors} onChange={(change) => setRules((old) => ({ ...old, ...change }))} />
      {edition?.phase === 'collecting' && (
        <div className="con-form__all">
          <Note tone="warn">这一期正在征集：改动马上对投稿的人生效，并写进审计记录。</Note>
        </div>
      )}
      <div className="con-acts con-form__all">
        <Button kind="primary" type="submit" busy={busy}>
          {edition ? '保存' : '建这一期'}
        </Button>
        {onCancel && (
          <Button kind="text" onClick={onCancel}>
            不建了
          </Button>
        )}
      </div>
    </form>
  );
}

/** What the first edition begins with; every later one takes those of the last. */
const { caps: _, maxScans: __, ...USUAL_FIGURES } = DEFAULT_EDITION_RULES;
const USUAL: PublicRules = {
  ...USUAL_FIGURES,
  photoTypes: [...USUAL_FIGURES.photoTypes],
  tieLadder: [...USUAL_FIGURES.tieLadder],
  prizes: [],
  caps: { perAuthor: null, perCompany: null },
};

function nextKey(last: string | undefined): string {
  const after = last ? new Date(Date.UTC(Number(last.slice(0, 4)), Number(last.slice(5)), 1)) : new Date();
  return after.toISOString().slice(0, 7);
}
