import { type ResultView } from '@zuimei/contracts';
import { ROUND_STATE_LABELS } from '@zuimei/glossary';
import { Button, ButtonLink, EmptyState, StatusPill, toast } from '@zuimei/ui';
import { useLocation } from 'wouter';
import { api, endpoints } from '../data/api.js';
import { useAct } from '../data/use-act.js';
import { useLoad } from '../data/use-load.js';
import { type ExportTable, ExportTables } from '../exports/ExportTables.js';
import { AdvancingNote } from '../sittings/AdvancingNote.js';
import { mayOrganize, useSession } from '../session/session.js';
import { Top } from '../shell/Top.js';
import { CorrectResult, PendingCorrection } from './CorrectResult.js';
import { RefuseCertification } from './RefuseCertification.js';
import { ResultStory } from './ResultStory.js';
import { ResultTable } from './ResultTable.js';
import { SchedulePublication, TimedPublication } from './TimedPublication.js';
import './result.css';

const PUBLIC: readonly ResultView['state'][] = ['published', 'corrected'];

const tablesOf = (id: string): ExportTable[] => [
  {
    label: '结果',
    note: '一行一件作品：名次、选中、展示、区间、奖项。获奖作者本来就公开。',
    href: (query) => api.url(endpoints.exportResult, { params: { id }, query }),
  },
  {
    label: '作答',
    note: '一行一次作答，和公开的结果包一样：只有化名，没有时间、席位和设备。',
    href: ({ format, headings }) => api.url(endpoints.exportAnswers, { params: { id }, query: { format, headings } }),
  },
];

export function ResultPage({ id }: { id: string }) {
  const result = useLoad(`result ${id}`, (signal) => api.call(endpoints.getResult, { params: { id } }, { signal }));
  if (result.error && !result.data)
    return (
      <>
        <Top title="结果" />
        <EmptyState title={result.error} action={<ButtonLink href="/console/results">回到结果</ButtonLink>} />
      </>
    );
  if (!result.data) return null;
  return <Result result={result.data} reload={result.reload} />;
}

function Result({ result, reload }: { result: ResultView; reload: () => Promise<void> }) {
  const { exposures } = result;
  return (
    <>
      <Top
        title={`${result.sittingName} · ${result.roundName}结果`}
        end={
          <>
            {PUBLIC.includes(result.state) && <ExportTables tables={tablesOf(result.roundId)} />}
            <Acts result={result} reload={reload} />
          </>
        }
      >
        <StatusPill>计票第 {result.version} 版</StatusPill>
        <StatusPill tone={result.chainVerified ? 'ok' : 'bad'}>
          {result.chainVerified ? '账本核验通过' : '账本核验不通过'}
        </StatusPill>
        <StatusPill tone={result.state === 'published' ? 'ok' : 'cloth'}>
          {ROUND_STATE_LABELS[result.state].zh}
        </StatusPill>
        <span className="zm-small">
          {result.jurors} 名评审员 · 每幅{' '}
          {exposures.least === exposures.most ? exposures.least : `${exposures.least}–${exposures.most}`} 次展示
        </span>
      </Top>
      {result.pendingCorrection && (
        <div className="res__pending">
          <PendingCorrection roundId={result.roundId} pending={result.pendingCorrection} onConfirmed={reload} />
        </div>
      )}
      {result.state === 'certified' && result.publishAt && (
        <div className="res__pending">
          <TimedPublication key={result.publishAt} result={result} reload={reload} />
        </div>
      )}
      <div className="res">
        <div className="res__table" role="region" aria-label="名次" tabIndex={0}>
          {!result.final && <AdvancingNote key={result.version} roundId={result.roundId} />}
          <ResultTable result={result} />
        </div>
        <ResultStory result={result} />
      </div>
    </>
  );
}

function Acts({ result, reload }: { result: ResultView; reload: () => Promise<void> }) {
  const { staff } = useSession();
  const { busy, act } = useAct();
  const [, go] = useLocation();
  const params = { id: result.roundId };
  if (!mayOrganize(staff)) return null;
  const certify = async () => {
    if (!(await act('正在确认…', () => api.call(endpoints.certifyRound, { params })))) return;
    toast('结果已确认，可以揭晓和公布了。');
    await reload();
  };
  const callRunOffs = async () => {
    const made = await act('正在准备加投…', () => api.call(endpoints.holdRunOffs, { params }));
    if (made?.items[0]) go(`/rounds/${made.items[0].id}`);
  };
  const publish = async () => {
    if (!(await act('正在公布…', () => api.call(endpoints.publishRound, { params })))) return;
    toast('已公布：职工端能看到获奖作品了。');
    await reload();
  };
  return (
    <>
      {result.state === 'tallied' && result.runOffNeeded.length > 0 && (
        <Button kind="hot" busy={busy} onClick={() => void callRunOffs()}>
          现场加投
        </Button>
      )}
      {result.state === 'tallied' && (
        <>
          <RefuseCertification roundId={result.roundId} onRefused={reload} />
          <Button kind="primary" busy={busy} onClick={() => void certify()}>
            确认结果
          </Button>
        </>
      )}
      {result.state === 'certified' && !result.final && (
        <span className="zm-small">这一轮只定谁进入下一轮，不公布。</span>
      )}
      {result.state === 'certified' && result.final && (
        <>
          <ButtonLink icon="play" href={`/screen?round=${result.roundId}&reveal`} target="_blank">
            大屏揭晓
          </ButtonLink>
          <SchedulePublication result={result} onSet={reload} />
          <Button kind="primary" busy={busy} onClick={() => void publish()}>
            {result.publishAt ? '现在公布' : '公布'}
          </Button>
        </>
      )}
      {PUBLIC.includes(result.state) && (
        <>
          <CorrectResult roundId={result.roundId} onProposed={reload} />
          <ButtonLink icon="download" href={api.url(endpoints.getBundle, { params })} download>
            下载结果包
          </ButtonLink>
          <ButtonLink href={`/console/publications/${result.editionKey}`}>公布材料</ButtonLink>
          <ButtonLink kind="primary" href={`/winners/${result.editionKey}`} target="_blank">
            看获奖页
          </ButtonLink>
        </>
      )}
    </>
  );
}
