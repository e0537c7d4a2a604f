import { useEffect, useState } from 'react';
import { type ProgressView, type RoundView } from '@zuimei/contracts';
import { ROUND_STATE_LABELS, entryNumberLabel } from '@zuimei/glossary';
import { ButtonLink, CoverageChart, EmptyState, StatusPill, formatClock, formatTime } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { useLoad } from '../data/use-load.js';
import { Top } from '../shell/Top.js';
import { RoundControls } from './RoundControls.js';
import { RoundPlan } from './RoundPlan.js';
import { HeldAnswers } from './tablets/HeldAnswers.js';
import { TabletTable } from './TabletTable.js';
import { eventInWords } from './event-words.js';
import { methodInWords } from './words.js';
import './round.css';

const LIVE = ['open', 'paused', 'collecting'];

export function RoundPage({ id }: { id: string }) {
  const round = useLoad(`round ${id}`, (signal) => api.call(endpoints.getRound, { params: { id } }, { signal }));
  const sitting = useLoad(round.data ? `sitting ${round.data.sittingId}` : null, (signal) =>
    api.call(endpoints.getSitting, { params: { id: round.data?.sittingId ?? '' } }, { signal }),
  );
  if (round.error && !round.data)
    return <EmptyState title={round.error} action={<ButtonLink href="/console/sittings">回到评审会</ButtonLink>} />;
  if (!round.data || !sitting.data) return null;
  const passes = sitting.data.passes.issued + sitting.data.passes.active + sitting.data.passes.returned;
  return (
    <Round
      round={round.data}
      title={`${sitting.data.name} · ${sitting.data.venue}`}
      passes={passes}
      onMoved={round.set}
      reload={round.reload}
    />
  );
}

interface RoundProps {
  round: RoundView;
  title: string;
  passes: number;
  onMoved: (round: RoundView) => void;
  reload: () => Promise<void>;
}

function Round({ round, title, passes, onMoved, reload }: RoundProps) {
  const live = LIVE.includes(round.state);
  const started = round.openedAt !== null;
  const watched = started || round.state === 'ready';
  const [progress, setProgress] = useState<ProgressView>();
  const [line, setLine] = useState<'live' | 'lost'>('live');
  const { id, state } = round;

  useEffect(() => {
    if (!watched) return;
    return api.subscribe(endpoints.streamRoundProgress, { params: { id } }, setProgress, { onState: setLine });
  }, [id, watched]);
  useEffect(() => {
    // Somebody else at another desk has moved the round.
    if (progress && progress.state !== state) void reload();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when the server's word changes
  }, [progress?.state]);

  return (
    <>
      <Top title={title} end={live && progress && <TimeLeft progress={progress} />}>
        <StatusPill tone={state === 'open' ? 'ok' : state === 'paused' || state === 'collecting' ? 'warn' : undefined}>
          ● {ROUND_STATE_LABELS[state].zh}
        </StatusPill>
        <span className="zm-small">
          {round.name} {methodInWords(round.method)} · {round.entryCount} 幅 · {passes} 名评审员
        </span>
        {line === 'lost' && <StatusPill tone="bad">与服务器断开，正在重连</StatusPill>}
      </Top>
      <div className="rnd">
        {progress && started ? (
          <Figures progress={progress} />
        ) : (
          <RoundPlan round={round} passes={passes} waiting={progress?.jurors.seated ?? 0} />
        )}
        {progress && started && (
          <section className="rnd__chart">
            <h2 className="con-h2">
              每幅作品的展示次数{' '}
              <span className="zm-caption">按从少到多排，{progress.exposures.length} 幅；只看次数，不看选中</span>
            </h2>
            <CoverageChart counts={progress.exposures} target={progress.targetExposure} />
            {progress.least && (
              <p className="zm-small">
                展示最少的是作品 {entryNumberLabel(progress.least.number)}，{progress.least.exposures}{' '}
                次；新的一屏先发展示少的作品。
              </p>
            )}
          </section>
        )}
        <aside className="rnd__controls">
          <RoundControls round={round} progress={progress} onMoved={onMoved} />
          {progress && started && (
            <>
              {progress.jurors.moved.length > 0 && (
                <>
                  <h2 className="con-h2">在几台平板上用过的评审证</h2>
                  <ul className="rnd__moved">
                    {progress.jurors.moved.map(({ alias, tablets }) => (
                      <li key={alias}>
                        <b>{alias}</b> {tablets.join(' → ')}
                      </li>
                    ))}
                  </ul>
                </>
              )}
              <h2 className="con-h2">账本</h2>
              <p className="zm-small">
                {progress.chain.length} 条，此刻的链头与大屏上的相同：
                <span className="zm-mono rnd__head">{progress.chain.head}</span>
              </p>
            </>
          )}
          {progress && progress.recent.length > 0 && (
            <>
              <h2 className="con-h2">刚刚</h2>
              <ul className="rnd__recent">
                {progress.recent.map((event) => (
                  <li key={`${event.at}${event.action}`}>
                    <span>{formatTime(event.at)}</span>
                    {eventInWords(event)}
                  </li>
                ))}
              </ul>
            </>
          )}
        </aside>
        {started && <HeldAnswers roundId={id} />}
        {progress && started && <TabletTable tablets={progress.tablets} serverTime={progress.serverTime} />}
      </div>
    </>
  );
}

function TimeLeft({ progress }: { progress: ProgressView }) {
  if (!progress.endsAt) return null;
  const left = new Date(progress.endsAt).getTime() - new Date(progress.serverTime).getTime();
  return (
    <>
      <span className="rnd__left">{left > 0 ? formatClock(left) : `超时 ${formatClock(-left)}`}</span>
      <span className="zm-caption">{progress.state === 'paused' ? '已停表' : '剩余'}</span>
    </>
  );
}

function Figures({ progress }: { progress: ProgressView }) {
  const least = progress.exposures[0] ?? 0;
  const behind = progress.tablets.filter(({ pending }) => pending > 0);
  const waiting = behind.reduce((sum, { pending }) => sum + pending, 0);
  return (
    <dl className="rnd__figures">
      <div>
        <dt>已签到</dt>
        <dd>
          {progress.checkedIn}
          <small> / {progress.passes}</small>
        </dd>
      </div>
      <div>
        <dt>已完成</dt>
        <dd>
          {progress.completed}
          <small> 人</small>
        </dd>
      </div>
      <div>
        <dt>覆盖率（最少的一幅）</dt>
        <dd>
          {Math.min(100, Math.floor((100 * least) / progress.targetExposure))}%
          <small>
            {' '}
            {least} / {progress.targetExposure} 次
          </small>
        </dd>
      </div>
      <div>
        <dt>每屏用时，中位</dt>
        <dd>
          {progress.medianSecondsPerScreen?.toFixed(1) ?? '–'}
          <small> 秒</small>
        </dd>
      </div>
      <div data-bad={behind.length > 0 || undefined}>
        <dt>未同步的平板</dt>
        <dd>
          {behind.length}
          <small> 共 {waiting} 屏</small>
        </dd>
      </div>
    </dl>
  );
}
