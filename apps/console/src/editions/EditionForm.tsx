import { type FormEvent, useState } from 'react';
import { type EditionView } from '@zuimei/contracts';
import { Button, Note, TextArea, TextField, toast } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { fromLocal, toLocal } from '../data/local-time.js';
import { useAct } from '../data/use-act.js';

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
    quota: String(start?.rules.quota ?? 5),
    minShortSide: String(start?.rules.minShortSide ?? 600),
    winners: String(start?.rules.winners ?? 30),
    perAuthor: start?.rules.caps.perAuthor?.toString() ?? '',
    perCompany: start?.rules.caps.perCompany?.toString() ?? '',
  }));
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
      rules: {
        quota: Number(values.quota),
        minShortSide: Number(values.minShortSide),
        winners: Number(values.winners),
        caps: { perAuthor: orNull(values.perAuthor), perCompany: orNull(values.perCompany) },
      },
    };
    const saved = await act('正在保存…', () =>
      edition
        ? api.call(endpoints.updateEdition, { params: { key: edition.key }, body })
        : api.call(endpoints.createEdition, { body: { ...body, key: values.key } }),
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
      <TextField label="每人最多投几幅" type="number" min={1} max={100} required {...field('quota')} />
      <TextField label="短边至少多少像素" type="number" min={1} max={4000} required {...field('minShortSide')} />
      <TextField label="获奖幅数" type="number" min={1} max={366} required {...field('winners')} />
      <TextField label="每位作者最多获奖（空＝不限）" type="number" min={1} {...field('perAuthor')} />
      <TextField label="每个单位最多获奖（空＝不限）" type="number" min={1} {...field('perCompany')} />
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

const orNull = (value: string) => (value === '' ? null : Number(value));

function nextKey(last: string | undefined): string {
  const after = last ? new Date(Date.UTC(Number(last.slice(0, 4)), Number(last.slice(5)), 1)) : new Date();
  return after.toISOString().slice(0, 7);
}
