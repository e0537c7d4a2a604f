import { type ReactNode, useState } from 'react';
import { type ProgressView, type RoundView } from '@zuimei/contracts';
import {
  Button,
  ButtonLink,
  type ButtonProps,
  Checkbox,
  Dialog,
  Note,
  TextArea,
  formatDuration,
  toast,
} from '@zuimei/ui';
import { useLocation } from 'wouter';
import { api, endpoints } from '../data/api.js';
import { useAct } from '../data/use-act.js';
import { mayOrganize, mayRunHall, maySeeResults, useSession } from '../session/session.js';
import { closingMeans, minutesToTarget } from './closing.js';

interface RoundControlsProps {
  round: RoundView;
  progress: ProgressView | undefined;
  onMoved: (round: RoundView) => void;
}

type MoveLook = Pick<ButtonProps, 'kind' | 'icon'>;

/** The moves that this state allows, with what ending would mean printed before it is pressed. */
export function RoundControls({ round, progress, onMoved }: RoundControlsProps) {
  const { staff } = useSession();
  const { busy, act } = useAct();
  const [, go] = useLocation();
  const [closing, setClosing] = useState(false);
  const params = { id: round.id };

  const move = async (label: string, work: () => Promise<RoundView>) => {
    const moved = await act(label, work);
    if (moved) onMoved(moved);
    return moved;
  };
  const hall = mayRunHall(staff);
  const organizer = mayOrganize(staff);

  const button = (label: string, during: string, work: () => Promise<RoundView>, look: MoveLook = {}) => (
    <Button wide busy={busy} {...look} onClick={() => void move(during, work)}>
      {label}
    </Button>
  );
  const cancel = organizer && (
    <CancelRound
      busy={busy}
      onCancel={(reason) => void move('正在取消…', () => api.call(endpoints.cancelRound, { params, body: { reason } }))}
    />
  );
  const collect = () =>
    button('收票…', '正在收票…', () => api.call(endpoints.collectRound, { params }), { kind: 'danger', icon: 'stop' });

  const acts: Partial<Record<RoundView['state'], ReactNode>> = {
    draft: organizer && (
      <>
        {button('定下规则，准备就绪', '正在准备…', () => api.call(endpoints.prepareRound, { params }), {
          kind: 'primary',
        })}
        {cancel}
      </>
    ),
    ready: hall && (
      <>
        {button('开放投票', '正在开放…', () => api.call(endpoints.openRound, { params }), {
          kind: 'primary',
          icon: 'play',
        })}
        {cancel}
      </>
    ),
    open: hall && (
      <>
        {button('暂停', '正在暂停…', () => api.call(endpoints.pauseRound, { params }), { icon: 'pause' })}
        {collect()}
      </>
    ),
    paused: hall && (
      <>
        {button('继续', '正在继续…', () => api.call(endpoints.resumeRound, { params }), {
          kind: 'primary',
          icon: 'play',
        })}
        {collect()}
      </>
    ),
    collecting: hall && (
      <Button kind="danger" wide icon="stop" busy={busy} onClick={() => setClosing(true)}>
        结束{round.name}…
      </Button>
    ),
    closed: organizer && (
      <Button
        kind="primary"
        wide
        busy={busy}
        onClick={() =>
          void move('正在计票…', () => api.call(endpoints.tallyRound, { params })).then(
            (moved) => moved && go(`/results/${round.id}`),
          )
        }
      >
        计票
      </Button>
    ),
  };

  const counted = ['tallied', 'certified', 'published', 'corrected'].includes(round.state);
  return (
    <div className="rnd__acts">
      {acts[round.state]}
      {counted && maySeeResults(staff) && (
        <ButtonLink kind="primary" wide href={`/console/results/${round.id}`}>
          看结果
        </ButtonLink>
      )}
      {round.state !== 'draft' && round.state !== 'cancelled' && (
        <ButtonLink wide icon="tablet" href={`/screen?round=${round.id}`} target="_blank">
          打开大屏
        </ButtonLink>
      )}
      {hall && round.openedAt && (
        <ButtonLink wide href={`/console/rounds/${round.id}/paper`}>
          纸质选票
        </ButtonLink>
      )}
      {progress && (round.state === 'open' || round.state === 'paused' || round.state === 'collecting') && (
        <ClosingMeans progress={progress} />
      )}
      {progress && closing && (
        <CloseDialog
          name={round.name}
          progress={progress}
          busy={busy}
          onCancel={() => setClosing(false)}
          onClose={async (confirmMissing) => {
            const moved = await move('正在结束…', () =>
              api.call(endpoints.closeRound, { params, body: { confirmMissing } }),
            );
            if (!moved) return;
            setClosing(false);
            toast('本轮已结束；之后到的作答记为「未计入」。');
          }}
        />
      )}
    </div>
  );
}

function ClosingMeans({ progress }: { progress: ProgressView }) {
  const { below, answers, tablets, coverage, unfinished } = closingMeans(progress);
  const minutes = minutesToTarget(progress);
  return (
    <div className="rnd__means">
      <b>现在结束意味着</b>
      <ul>
        <li>覆盖率 {coverage}%</li>
        <li>{below === 0 ? '每幅都达到了目标展示次数' : `${below} 幅没有达到 ${progress.targetExposure} 次展示`}</li>
        <li>
          {answers === 0 ? '没有作答留在平板里' : `${answers} 屏还在 ${tablets.length} 台平板里，会记为「未计入」`}
        </li>
        {unfinished && <li>还没投完：{unfinished}；投过的都算，不必等齐</li>}
        {progress.paperWaiting > 0 && <li>{progress.paperWaiting} 张纸质选票还没录完，会记为「未计入」</li>}
        {progress.leasedScreens > 0 && (
          <li>{progress.leasedScreens} 屏已发出，还没有作答，结束后再到的记为「未计入」</li>
        )}
      </ul>
      {minutes !== null && minutes > 0 && <b>照现在的速度，约 {formatDuration(minutes * 60)}后达标。</b>}
    </div>
  );
}

function CancelRound({ onCancel, busy }: { onCancel: (reason: string) => void; busy: string | false }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  return (
    <>
      <Button kind="text" wide onClick={() => setOpen(true)}>
        取消本轮…
      </Button>
      <Dialog open={open} title="取消本轮" onClose={() => setOpen(false)}>
        <form
          className="con-form"
          onSubmit={(event) => {
            event.preventDefault();
            onCancel(reason);
          }}
        >
          <TextArea label="原因" rows={3} maxLength={300} value={reason} onChange={setReason} required />
          <Button kind="danger" type="submit" wide busy={busy}>
            取消本轮
          </Button>
        </form>
      </Dialog>
    </>
  );
}

interface CloseDialogProps {
  name: string;
  progress: ProgressView;
  busy: string | false;
  onCancel: () => void;
  onClose: (confirmMissing: string[]) => Promise<void>;
}

/** Ending asks for each tablet that still holds answers, by name. */
function CloseDialog({ name, progress, busy, onCancel, onClose }: CloseDialogProps) {
  const { tablets } = closingMeans(progress);
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set());
  const open = tablets.filter((tablet) => !confirmed.has(tablet.name));
  return (
    <Dialog open title={`结束${name}`} onClose={onCancel}>
      <div className="con-form">
        {tablets.length === 0 ? (
          <p>所有平板都已同步，可以结束。</p>
        ) : (
          <>
            <Note tone="warn" title="这些平板还有作答没传上来">
              先把平板连上网；实在找不到的，逐台确认。
            </Note>
            <div id="missing" tabIndex={-1}>
              {tablets.map((tablet) => (
                <Checkbox
                  key={tablet.name}
                  checked={confirmed.has(tablet.name)}
                  onChange={(on) =>
                    setConfirmed(
                      (old) => new Set(on ? [...old, tablet.name] : [...old].filter((one) => one !== tablet.name)),
                    )
                  }
                >
                  {tablet.name}（{tablet.alias ?? '无人'}）还有 {tablet.pending} 屏，不等了
                </Checkbox>
              ))}
            </div>
          </>
        )}
        <Button
          kind="danger"
          wide
          busy={busy}
          blocked={open.length > 0 && { label: `还有 ${open.length} 台没确认`, focus: 'missing' }}
          onClick={() => void onClose([...confirmed])}
        >
          结束{name}
        </Button>
      </div>
    </Dialog>
  );
}
