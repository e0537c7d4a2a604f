import { PROBLEM_TEXTS } from '@zuimei/glossary';
import { Button, Dialog, Icon, SyncChip, TextField } from '@zuimei/ui';
import { useState } from 'react';
import { type TabletState } from '../tablet/records.js';
import { readyWords } from '../tablet/words.js';
import { type Readiness, useReadiness } from '../device/service-worker.js';
import { useBattery } from '../device/use-battery.js';
import { useSession, useSnapshot } from './session-context.js';

const READY = {
  ready: { icon: 'check', text: '已装好' },
  preparing: { icon: 'cloud', text: '正在准备离线…' },
  unsupported: { icon: 'warn', text: '不能离线，请保持网络' },
} as const;

const LATE = '在本轮结束后才送到，已记在票据账里，不参加计票。';

const sentenceOf = (code: string): string =>
  code === 'LATE' ? LATE : code in PROBLEM_TEXTS ? PROBLEM_TEXTS[code as keyof typeof PROBLEM_TEXTS].zh : code;

/** Only what is really there makes an enrolled tablet ready: the app itself, photos, passes and screens. */
function enrolledReadiness(tablet: TabletState, app: Readiness) {
  const state =
    tablet.revoked || app === 'unsupported' ? 'unsupported' : tablet.ready && app === 'ready' ? 'ready' : 'preparing';
  const text =
    app === 'unsupported' ? READY.unsupported.text : app === 'preparing' ? READY.preparing.text : readyWords(tablet);
  return { state, text, icon: READY[state].icon };
}

/** The line above the check-in: what the tablet is, and whether it could do without a network. For staff, not jurors. */
export function HallBar() {
  const session = useSession();
  const { device, tablet, pending, parked, reached } = useSnapshot();
  const readiness = useReadiness();
  const battery = useBattery();
  const [name, setName] = useState<string | null>(null);
  const [reasons, setReasons] = useState<string[] | null>(null);
  const shown = tablet ? enrolledReadiness(tablet, readiness) : { ...READY[readiness], state: readiness };
  const showReasons = () => void session.uncounted().then(setReasons);
  return (
    <header className="bar">
      <b className="bar__brand">最美瞬间</b>
      <span className="bar__hall">{tablet ? `${tablet.sitting.name} · ${tablet.sitting.venue}` : '现场评审会'}</span>
      <div className="chips">
        {pending > 0 && <SyncChip state="pending" count={pending} />}
        {parked > 0 && (
          <button type="button" className="bar__button" onClick={showReasons}>
            <SyncChip state="late" count={parked} />
          </button>
        )}
        {reached === false && (
          <span className="ready" data-state="offline">
            <Icon name="offline" />
            没有网络
          </span>
        )}
        {(tablet || reached !== false) && (
          <span className="ready" data-state={shown.state}>
            <Icon name={shown.icon} />
            {shown.text}
          </span>
        )}
      </div>
      {tablet ? (
        <span className="bar__device">平板 {device?.name}</span>
      ) : (
        <button type="button" className="bar__button" onClick={() => setName(device?.name ?? '')}>
          平板 {device?.name}
        </button>
      )}
      {battery !== null && <span className="bar__battery">电量 {Math.round(battery * 100)}%</span>}

      <Dialog
        open={name !== null}
        title="这台平板叫什么？"
        onClose={() => setName(null)}
        actions={
          <Button
            kind="primary"
            size="jury"
            onClick={() => {
              if (name) void session.renameDevice(name);
              setName(null);
            }}
          >
            存下
          </Button>
        }
      >
        <TextField label="与机身上的贴纸一致" value={name ?? ''} onChange={setName} limit={20} />
      </Dialog>
      <Dialog
        open={reasons !== null}
        title={`${reasons?.length ?? 0} 条未计入`}
        onClose={() => setReasons(null)}
        actions={
          <Button
            size="jury"
            onClick={() => {
              void session.dismissUncounted();
              setReasons(null);
            }}
          >
            知道了，清掉
          </Button>
        }
      >
        <ul className="reasons">
          {[...new Set(reasons ?? [])].map((code) => (
            <li key={code}>{sentenceOf(code)}</li>
          ))}
        </ul>
      </Dialog>
    </header>
  );
}
