import { useCallback, useEffect, useReducer, useState } from 'react';
import { type EditionSummary } from '@zuimei/contracts';
import { Button, EmptyState, KeyHint, Note, Photo, StatusPill, announce } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { useAct } from '../data/use-act.js';
import { useLoad } from '../data/use-load.js';
import { mayModerate, useSession } from '../session/session.js';
import { useEdition } from '../shell/edition.js';
import { Top } from '../shell/Top.js';
import { Compare } from './Compare.js';
import { blockedInWords, blockingInWords } from './likeness-words.js';
import { PhotoFacts } from './PhotoFacts.js';
import { REASONS, type RefusalReason } from './reason-list.js';
import { Reasons } from './Reasons.js';
import { type Verdict, decisionsPerMinute, emptyQueue, queueReducer } from './queue.js';
import { Stage } from './Stage.js';
import { useCompare } from './use-compare.js';
import { useKeys } from './use-keys.js';
import './moderation.css';

const AHEAD = 5;
const LOW_WATER = 8;
const VERDICT_WORDS: Record<Verdict, string> = {
  approve: '已通过',
  reject: '未通过',
  'request-fix': '已请作者修改',
};

export function ModerationPage() {
  const { edition } = useEdition();
  if (!edition) return <EmptyState title="还没有一期活动">先在「期与主题」里建一期。</EmptyState>;
  return <Desk key={edition.key} edition={edition} />;
}

function Desk({ edition }: { edition: EditionSummary }) {
  const { staff } = useSession();
  const decides = mayModerate(staff);
  const { busy, act } = useAct();
  const [queue, tell] = useReducer(queueReducer, emptyQueue);
  const overview = useLoad(`overview ${edition.key}`, (signal) =>
    api.call(endpoints.getEditionOverview, { params: { key: edition.key } }, { signal }),
  );
  const page = useLoad(`queue ${edition.key}`, (signal) =>
    api.call(endpoints.listModerationQueue, { query: { edition: edition.key, limit: 30 } }, { signal }),
  );
  const [ready, setReady] = useState<ReadonlySet<string>>(new Set());

  useEffect(() => {
    if (page.data) tell({ type: 'loaded', items: page.data.items });
  }, [page.data]);

  const { reload } = page;
  const fewLeft = queue.items.length < LOW_WATER;
  const decidedCount = queue.done.length;
  const reloadOverview = overview.reload;
  useEffect(() => {
    if (decidedCount === 0) return;
    void reloadOverview();
    if (fewLeft) void reload();
  }, [decidedCount, fewLeft, reload, reloadOverview]);

  const item = queue.items[queue.index];
  const next = queue.items.slice(queue.index + 1, queue.index + 1 + AHEAD);

  const compare = useCompare(item, (changed) => tell({ type: 'changed', item: changed }));
  const warning = item && blockingInWords(item);
  useEffect(() => {
    if (warning) announce(warning);
  }, [item?.id, warning]);

  const decide = async (verdict: Verdict, reason?: RefusalReason) => {
    if (!item || busy) return;
    const params = { id: item.id };
    const done = await act('正在记录…', () =>
      verdict === 'approve'
        ? api.call(endpoints.approveSubmission, { params, body: {} })
        : api.call(verdict === 'reject' ? endpoints.rejectSubmission : endpoints.requestFix, {
            params,
            body: { reason: reason ?? 'not-clear' },
          }),
    );
    if (!done) return;
    const note = blockedInWords(done);
    announce(note ?? `${VERDICT_WORDS[verdict]}：${item.title}`);
    tell({ type: 'decided', id: item.id, verdict, at: performance.now(), ...(note === undefined ? {} : { note }) });
  };
  const undo = async () => {
    const last = queue.done.at(-1);
    if (!last || busy) return;
    const undone = await act('正在撤销…', () =>
      api.call(endpoints.undoModeration, { params: { id: last.id }, body: {} }),
    );
    if (undone) tell({ type: 'undone', item: undone });
  };

  useKeys((key) => {
    if (compare.other) {
      if (key === 'j' || key === 'arrowright') compare.go(1);
      else if (key === 'k' || key === 'arrowleft') compare.go(-1);
      else if (key === 'c') compare.close();
      else if (key === 'x' && decides) void compare.tellApart();
      else return false;
      return true;
    }
    const reason = REASONS[Number(key) - 1];
    if (key === 'j') tell({ type: 'go', by: 1 });
    else if (key === 'k') tell({ type: 'go', by: -1 });
    else if (key === 'c') compare.open(0);
    else if (!decides) return false;
    else if (queue.asking && reason) void decide(queue.asking, reason);
    else if (key === 'escape') tell({ type: 'cancel' });
    else if (key === 'a') void decide('approve');
    else if (key === 'r') tell({ type: 'ask', verdict: 'reject' });
    else if (key === 'f') tell({ type: 'ask', verdict: 'request-fix' });
    else if (key === 'u') void undo();
    else return false;
    return true;
  });

  const outcome = queue.done.at(-1)?.note;
  const speed = decisionsPerMinute(queue.done, queue.done.at(-1)?.at ?? 0);
  const today = overview.data?.decidedToday;
  const preloaded = next.filter(({ id }) => ready.has(id)).length;
  const markReady = useCallback((id: string) => setReady((old) => (old.has(id) ? old : new Set([...old, id]))), []);

  return (
    <>
      <Top
        title="审核"
        end={
          <>
            {speed !== null && <span className="zm-small">每分钟 {speed} 幅</span>}
            {next.length > 0 && (
              <StatusPill tone={preloaded === next.length ? 'ok' : 'warn'}>
                {preloaded === next.length ? `下 ${next.length} 幅已载入` : `正在载入下 ${next.length} 幅`}
              </StatusPill>
            )}
          </>
        }
      >
        <span className="zm-small">
          待审核 <b>{overview.data?.submissions.processed ?? '–'}</b>
        </span>
        {today && (
          <span className="zm-small">
            今天已审 {today.approved + today.fixRequested + today.rejected} · 通过 {today.approved} · 待修改{' '}
            {today.fixRequested} · 未通过 {today.rejected}
          </span>
        )}
      </Top>
      {item ? (
        <div className="mod">
          <div className="mod__stage" data-room="dark">
            <Stage item={item} />
            <Reasons asking={queue.asking} onReason={(reason) => queue.asking && void decide(queue.asking, reason)} />
          </div>
          <PhotoFacts key={item.id} item={item} editionKey={edition.key} onCompare={compare.open} />
          {(outcome || warning) && (
            <div className="mod__words">
              {outcome && <Note tone="info">{outcome}不对的话按 U 撤销。</Note>}
              {warning && <Note tone="warn">{warning}</Note>}
            </div>
          )}
          <footer className="mod__foot">
            {decides && (
              <>
                <Button kind="primary" busy={busy} onClick={() => void decide('approve')}>
                  <KeyHint keyCap="A" /> 通过
                </Button>
                <Button kind="danger" onClick={() => tell({ type: 'ask', verdict: 'reject' })}>
                  <KeyHint keyCap="R" /> 未通过 1–6
                </Button>
                <Button onClick={() => tell({ type: 'ask', verdict: 'request-fix' })}>
                  <KeyHint keyCap="F" /> 请修改
                </Button>
                <Button
                  blocked={queue.done.length === 0 && { label: '还没有可撤销的', focus: 'content' }}
                  onClick={() => void undo()}
                >
                  <KeyHint keyCap="U" /> 撤销
                </Button>
              </>
            )}
            <span className="mod__hint zm-caption">
              <KeyHint keyCap="J" /> <KeyHint keyCap="K" /> 前后
            </span>
            <div className="mod__next">
              {next.length > 0 && <span className="zm-caption">接下来</span>}
              {next.map(({ id, photo }) => (
                <Photo
                  key={id}
                  className="mod__thumb"
                  src={photo.src1080}
                  width={photo.width}
                  height={photo.height}
                  thumbhash={photo.thumbhash}
                  alt=""
                  loading="eager"
                  onState={(state) => (state === 'developing' || state === 'sharp') && markReady(id)}
                />
              ))}
            </div>
          </footer>
          {compare.other && (
            <Compare
              item={item}
              other={compare.other}
              place={compare.place}
              editionKey={edition.key}
              decides={decides}
              busy={compare.busy}
              refusal={compare.refusal}
              onGo={compare.go}
              onTellApart={() => void compare.tellApart()}
              onClose={compare.close}
            />
          )}
        </div>
      ) : (
        <div className="con-page">
          {outcome && (
            <Note tone="info">
              {outcome}
              <Button kind="text" onClick={() => void undo()}>
                <KeyHint keyCap="U" /> 撤销
              </Button>
            </Note>
          )}
          {page.error ? (
            <EmptyState title={page.error} action={<Button onClick={() => void page.reload()}>重试</Button>}>
              已审的都记下了。
            </EmptyState>
          ) : page.loading ? null : (
            <EmptyState
              title="都审完了"
              lit={[0, 1, 2, 3, 4]}
              action={<Button onClick={() => void page.reload()}>再看看有没有新的</Button>}
            >
              这一期没有待审核的投稿。
            </EmptyState>
          )}
        </div>
      )}
    </>
  );
}
