import { useState } from 'react';
import { type AuditEventView } from '@zuimei/contracts';
import { Button, EmptyState, formatFullDate, formatTime } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { useAct } from '../data/use-act.js';
import { useLoad } from '../data/use-load.js';
import { Top } from '../shell/Top.js';
import { actionInWords } from './action-words.js';

/** Every act of staff and every change of a state, newest first. Nothing here can be changed. */
export function AuditPage() {
  const first = useLoad('audit', (signal) =>
    api.call(endpoints.listAuditEvents, { query: { limit: 100 } }, { signal }),
  );
  const [more, setMore] = useState<{ items: AuditEventView[]; nextCursor: string | null }>();
  const { busy, act } = useAct();
  const cursor = more ? more.nextCursor : first.data?.nextCursor;
  const items = [...(first.data?.items ?? []), ...(more?.items ?? [])];

  const loadMore = async () => {
    const page = await act('正在读取…', () =>
      api.call(endpoints.listAuditEvents, { query: { limit: 100, cursor: cursor ?? undefined } }),
    );
    if (page) setMore((old) => ({ items: [...(old?.items ?? []), ...page.items], nextCursor: page.nextCursor }));
  };

  return (
    <>
      <Top title="审计记录">
        <span className="zm-small">只增不改，组织者和监督员可看</span>
      </Top>
      <div className="con-page">
        {first.error && (
          <EmptyState title={first.error} action={<Button onClick={() => void first.reload()}>重试</Button>} />
        )}
        {items.length > 0 && (
          <table className="zm-table audit">
            <thead>
              <tr>
                <th scope="col">时间</th>
                <th scope="col">谁</th>
                <th scope="col">做了什么</th>
                <th scope="col">对什么</th>
                <th scope="col">内容</th>
              </tr>
            </thead>
            <tbody>
              {items.map((event) => (
                <tr key={event.id}>
                  <td>
                    {formatFullDate(event.at)} {formatTime(event.at, { seconds: true })}
                  </td>
                  <td>{event.actorName ?? ACTORS[event.actorKind]}</td>
                  <td title={event.action}>{actionInWords(event.action)}</td>
                  <td className="zm-mono">
                    {event.subjectKind} {event.subjectId.slice(-8)}
                  </td>
                  <td className="zm-small">{describe(event.facts)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {cursor && (
          <p className="con-acts">
            <Button busy={busy} onClick={() => void loadMore()}>
              更早的
            </Button>
          </p>
        )}
      </div>
    </>
  );
}

const ACTORS = { staff: '工作人员', author: '作者', juror: '评审员', system: '系统' } as const;

const describe = (facts: Record<string, unknown>) =>
  Object.entries(facts)
    .map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join('，');
