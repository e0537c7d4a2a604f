import { type FormEvent, useState } from 'react';
import { type AuthorView } from '@zuimei/contracts';
import { Button, TextField } from '@zuimei/ui';
import { api, endpoints, isProblem } from '../data/api.js';
import { setAuthor } from './use-author.js';
import './account.css';

/** The name and workplace that stand beside a winning photo. */
export function ProfileForm({ author, onDone }: { author: AuthorView; onDone: () => void }) {
  const [displayName, setDisplayName] = useState(author.displayName ?? '');
  const [company, setCompany] = useState(author.company ?? '');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      setAuthor(await api.call(endpoints.updateAuthor, { body: { displayName, company: company.trim() || null } }));
      onDone();
    } catch (problem) {
      if (!isProblem(problem)) throw problem;
      setError(problem.sentence.zh);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className="account" onSubmit={(event) => void save(event)}>
      <TextField
        label="姓名"
        autoComplete="name"
        limit={40}
        value={displayName}
        onChange={setDisplayName}
        hint="只在获奖后和作品一起公布。"
        required
      />
      <TextField
        label="单位、班组"
        autoComplete="organization"
        limit={60}
        value={company}
        onChange={setCompany}
        error={error}
      />
      <Button kind="primary" type="submit" wide busy={busy && '正在保存…'}>
        保存
      </Button>
    </form>
  );
}
