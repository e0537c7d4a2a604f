import { type FormEvent, useState } from 'react';
import { Button, formatDateTime, Note, TextField, toast } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { useAct } from '../data/use-act.js';
import { useLoad } from '../data/use-load.js';
import { QrPicture } from '../shell/QrPicture.js';

/** Sets a second factor up by QR code, shows its recovery codes once, or takes it away. */
export function SecondFactor() {
  const status = useLoad('totp', (signal) => api.call(endpoints.getTotp, undefined, { signal }));
  const [invitation, setInvitation] = useState<{ uri: string; secret: string } | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const { busy, act } = useAct();
  if (!status.data) return null;
  const { setAt, recoveryCodesLeft } = status.data;

  const begin = async () => setInvitation((await act('正在准备…', () => api.call(endpoints.beginTotp))) ?? null);
  const remove = async () => {
    if (!(await act('正在关闭…', () => api.call(endpoints.removeTotp).then(() => true)))) return;
    toast('动态码已关闭，登录只要密码。');
    await status.reload();
  };
  const confirmed = async (recoveryCodes: string[]) => {
    setInvitation(null);
    setCodes(recoveryCodes);
    await status.reload();
  };
  return (
    <section>
      <h2>登录动态码</h2>
      <p className="zm-small">
        设置以后，登录和确认、公布、结束这些重要操作，除了密码还要输入手机验证器里的 6 位动态码。
      </p>
      {codes && <RecoveryCodes codes={codes} onKept={() => setCodes(null)} />}
      {invitation && <Invitation invitation={invitation} onConfirmed={confirmed} />}
      {!invitation && !setAt && (
        <Button kind="primary" busy={busy} onClick={() => void begin()}>
          设置动态码
        </Button>
      )}
      {setAt && (
        <>
          <p>
            已于 {formatDateTime(setAt)} 设置，还有 {recoveryCodesLeft} 个恢复码可用。
          </p>
          <Button busy={busy} onClick={() => void remove()}>
            关闭动态码
          </Button>
        </>
      )}
    </section>
  );
}

function Invitation({
  invitation: { uri, secret },
  onConfirmed,
}: {
  invitation: { uri: string; secret: string };
  onConfirmed: (recoveryCodes: string[]) => Promise<void>;
}) {
  const [code, setCode] = useState('');
  const [refused, setRefused] = useState<string | null>(null);
  const { busy, act } = useAct();
  const confirm = async (event: FormEvent) => {
    event.preventDefault();
    const done = await act('正在核对…', () => api.call(endpoints.confirmTotp, { body: { code } }), setRefused);
    if (done) await onConfirmed(done.recoveryCodes);
  };
  return (
    <div className="acc__invitation">
      <QrPicture className="acc__qr" text={uri} label="动态码二维码" />
      <form className="con-form" onSubmit={(event) => void confirm(event)}>
        <p>用手机上的验证器扫这个二维码，再输入它显示的 6 位数字。</p>
        <p className="zm-small">
          扫不了就手工输入密钥：<code className="acc__secret">{secret.match(/.{1,4}/g)?.join(' ')}</code>
        </p>
        <TextField
          label="6 位动态码"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="[0-9]{6}"
          maxLength={6}
          value={code}
          onChange={setCode}
          error={refused}
          required
        />
        <Button kind="primary" type="submit" busy={busy}>
          确认并启用
        </Button>
      </form>
    </div>
  );
}

function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  return (
    <Note tone="warn" title="恢复码：只显示这一次，请抄下来收好">
      <p>手机不在身边时，可以用一个恢复码代替动态码，每个只能用一次。</p>
      <ul className="acc__codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Button onClick={onKept}>我已抄好</Button>
    </Note>
  );
}
