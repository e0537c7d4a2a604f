import { type FormEvent, useEffect, useState } from 'react';
import { type AuthorView } from '@zuimei/contracts';
import { Button, Note, TextField } from '@zuimei/ui';
import { Link } from 'wouter';
import { api, endpoints, isProblem } from '../data/api.js';
import './account.css';

/** Phone and a six-digit code. The embedded mode has no SMS: the code is shown here, and says so. */
export function SignIn({ why, onSignedIn }: { why: string; onSignedIn: (author: AuthorView) => void }) {
  const [phone, setPhone] = useState('');
  const [code, setCode] = useState('');
  const [sent, setSent] = useState<{ demoCode: string | null }>();
  const [wait, setWait] = useState(0);
  const [busy, setBusy] = useState<string | false>(false);
  const [error, setError] = useState<string | null>(null);

  useEffect(() => {
    if (wait <= 0) return;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);

  const attempt = async (label: string, work: () => Promise<void>) => {
    setBusy(label);
    setError(null);
    try {
      await work();
    } catch (problem) {
      if (!isProblem(problem)) throw problem;
      setError(problem.sentence.zh);
    } finally {
      setBusy(false);
    }
  };
  const ask = () =>
    attempt('正在发送…', async () => {
      const { demoCode, resendAfterSeconds } = await api.call(endpoints.requestSignInCode, { body: { phone } });
      setSent({ demoCode });
      setWait(resendAfterSeconds);
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!sent) return void ask();
    void attempt('正在登录…', async () =>
      onSignedIn(await api.call(endpoints.createAuthorSession, { body: { phone, code } })),
    );
  };
  const validPhone = /^1\d{10}$/.test(phone);

  return (
    <form className="account" onSubmit={submit}>
      <h1>先登录</h1>
      <p className="zm-small">{why}</p>
      <TextField
        label="手机号"
        type="tel"
        inputMode="numeric"
        autoComplete="tel-national"
        value={phone}
        onChange={(value) => {
          setPhone(value.replace(/\D/g, '').slice(0, 11));
          setSent(undefined);
        }}
        error={!sent && error}
        required
      />
      {sent && (
        <>
          {sent.demoCode && (
            <Note tone="info" title="演示：没有短信">
              验证码是 <b className="zm-mono">{sent.demoCode}</b>，正式使用时会发到手机上。
            </Note>
          )}
          <TextField
            label="六位验证码"
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={(value) => setCode(value.replace(/\D/g, '').slice(0, 6))}
            error={error}
            autoFocus
            required
          />
        </>
      )}
      <Button
        kind="primary"
        type="submit"
        wide
        busy={busy}
        blocked={
          !validPhone
            ? { label: '请填 11 位手机号', focus: () => document.querySelector<HTMLInputElement>('.account input') }
            : false
        }
      >
        {sent ? '登录' : '获取验证码'}
      </Button>
      {sent && (
        <Button kind="text" wide onClick={() => void (wait === 0 && ask())} aria-disabled={wait > 0 || undefined}>
          {wait > 0 ? `${wait} 秒后可以重发` : '重新获取验证码'}
        </Button>
      )}
      <p className="zm-caption">
        手机号只用来登录和联系获奖的人，见
        <Link className="zm-link" href="/privacy">
          隐私政策
        </Link>
        。
      </p>
    </form>
  );
}
