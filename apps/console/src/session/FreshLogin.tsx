import { type ReactNode, useRef, useState } from 'react';
import { Button, Dialog, TextField } from '@zuimei/ui';
import { api, endpoints, isProblem, isRefusal } from '../data/api.js';
import { CodeField } from './CodeField.js';
import { FreshLoginContext, type WithFreshLogin } from './fresh-login.js';

interface Waiting {
  confirmed: () => void;
  given: (reason: unknown) => void;
  refusal: unknown;
}

/** Asks for the password once more where an act wants a fresh login, then lets it go on. */
export function FreshLogin({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const waiting = useRef<Waiting>(undefined);

  const withFreshLogin: WithFreshLogin = async (work) => {
    try {
      return await work();
    } catch (refusal) {
      if (!isRefusal(refusal, 'FRESH_LOGIN_REQUIRED')) throw refusal;
      await new Promise<void>((confirmed, given) => {
        waiting.current = { confirmed, given, refusal };
        setOpen(true);
      });
      return work();
    }
  };

  const close = () => {
    setOpen(false);
    setPassword('');
    setCode(null);
    setError(null);
  };
  const giveUp = () => {
    close();
    waiting.current?.given(waiting.current.refusal);
  };
  const confirm = async () => {
    setBusy(true);
    try {
      await api.call(endpoints.confirmStaffSession, { body: { password, ...(code !== null && { code }) } });
      close();
      waiting.current?.confirmed();
    } catch (problem) {
      if (isRefusal(problem, 'TOTP_REQUIRED') && code === null) return setCode('');
      if (!isProblem(problem)) throw problem;
      setError(problem.sentence.zh);
    } finally {
      setBusy(false);
    }
  };

  return (
    <FreshLoginContext value={withFreshLogin}>
      {children}
      <Dialog open={open} title="请再输入一次密码" onClose={giveUp}>
        <form
          className="con-form"
          onSubmit={(event) => {
            event.preventDefault();
            void confirm();
          }}
        >
          <p className="zm-small">这一步会写进审计记录，不能撤销。</p>
          <TextField
            label="密码"
            type="password"
            autoComplete="current-password"
            value={password}
            onChange={setPassword}
            error={code === null && error}
            autoFocus
            required
          />
          {code !== null && <CodeField value={code} onChange={setCode} error={error} />}
          <Button kind="primary" type="submit" wide busy={busy && '正在确认…'}>
            确认
          </Button>
        </form>
      </Dialog>
    </FreshLoginContext>
  );
}
