import { useState } from 'react';
import { type StaffView } from '@zuimei/contracts';
import { Button, TextField } from '@zuimei/ui';
import { CodeField } from './CodeField.js';
import { api, endpoints, isProblem, isRefusal } from '../data/api.js';

export function SignIn({ onSignedIn, notice }: { onSignedIn: (staff: StaffView) => void; notice?: string }) {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const signIn = async () => {
    setBusy(true);
    setError(null);
    try {
      onSignedIn(
        await api.call(endpoints.createStaffSession, { body: { login, password, ...(code !== null && { code }) } }),
      );
    } catch (problem) {
      if (isRefusal(problem, 'TOTP_REQUIRED') && code === null) return setCode('');
      if (!isProblem(problem)) throw problem;
      setError(problem.sentence.zh);
    } finally {
      setBusy(false);
    }
  };

  return (
    <main className="sign-in">
      <div className="sign-in__cover" aria-hidden="true">
        <p className="zm-vertical">最美工作瞬间</p>
      </div>
      <form
        className="con-form sign-in__form"
        onSubmit={(event) => {
          event.preventDefault();
          void signIn();
        }}
      >
        <h1>最美瞬间 · 组织端</h1>
        <p className="zm-small">{notice ?? '组织者、审核员、主持人和监督员从这里登录。'}</p>
        <TextField
          label="账号"
          autoComplete="username"
          autoCapitalize="none"
          value={login}
          onChange={setLogin}
          required
        />
        <TextField
          label="密码"
          type="password"
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          error={code === null && error}
          required
        />
        {code !== null && <CodeField value={code} onChange={setCode} error={error} />}
        <Button kind="primary" type="submit" wide busy={busy && '正在登录…'}>
          登录
        </Button>
      </form>
    </main>
  );
}
