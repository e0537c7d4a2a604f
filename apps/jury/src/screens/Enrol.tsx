import { Button, TextField } from '@zuimei/ui';
import { type FormEvent, useState } from 'react';
import { useSession, useSnapshot } from './session-context.js';

const PIN_CHARS = 6;

/** 登记平板: staff type the PIN from the console and the name on the sticker. */
export function Enrol() {
  const session = useSession();
  const { busy, trouble, troubles, device } = useSnapshot();
  const [pin, setPin] = useState('');
  const [name, setName] = useState(device?.name ?? '');
  const whole = pin.length === PIN_CHARS && name.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whole) void session.enrol(pin, name.trim());
  };
  return (
    <div className="room">
      <header className="bar">
        <b className="bar__brand">最美瞬间</b>
        <span className="bar__hall">登记平板</span>
      </header>
      <main className="enrol">
        <form onSubmit={submit} noValidate>
          <h1>把这台平板登记到评审会</h1>
          <p className="enrol__lead">工作人员填写。登记后会存下照片和题组，没有网络也能签到、投票。</p>
          <TextField
            label="PIN：6 位数字，在组织端二维码旁边"
            value={pin}
            onChange={(text) => setPin(text.replace(/\D/g, '').slice(0, PIN_CHARS))}
            inputMode="numeric"
            autoComplete="off"
          />
          <TextField
            label="平板名称：与机身上的贴纸一致"
            value={name}
            onChange={setName}
            limit={20}
            autoComplete="off"
          />
          <p className="enrol__trouble" role="alert" key={troubles}>
            {trouble}
          </p>
          <div className="enrol__actions">
            <Button size="jury" onClick={() => session.beginEnrolment(null)}>
              先不登记
            </Button>
            <Button
              kind="primary"
              size="jury"
              type="submit"
              busy={busy && '正在登记…'}
              blocked={
                !whole && {
                  label: pin.length < PIN_CHARS ? 'PIN 还差几位' : '还没有名称',
                  focus: () => document.querySelector<HTMLInputElement>('.enrol input'),
                }
              }
            >
              登记
            </Button>
          </div>
        </form>
      </main>
    </div>
  );
}
