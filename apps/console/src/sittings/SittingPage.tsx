import { useState } from 'react';
import { ROUND_STATE_LABELS, editionLabel } from '@zuimei/glossary';
import { Button, ButtonLink, EmptyState, StatusPill } from '@zuimei/ui';
import { Link } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { api, endpoints } from '../data/api.js';
import { useLoad } from '../data/use-load.js';
import { mayOrganize, mayRunHall, useSession } from '../session/session.js';
import { Top } from '../shell/Top.js';
import { PassesSection } from './PassesSection.js';
import { type RoundDraft } from './planner/plan-words.js';
import { RoundForm } from './RoundForm.js';
import { inChains, methodInWords } from './words.js';
import { TabletsSection } from './tablets/TabletsSection.js';
import './sittings.css';

export function SittingPage({ id }: { id: string }) {
  const { staff } = useSession();
  const draft = useHistoryState<{ draft?: RoundDraft } | null>()?.draft;
  const [making, setMaking] = useState(draft !== undefined);
  const sitting = useLoad(`sitting ${id}`, (signal) => api.call(endpoints.getSitting, { params: { id } }, { signal }));
  if (sitting.error && !sitting.data)
    return <EmptyState title={sitting.error} action={<ButtonLink href="/console/sittings">回到评审会</ButtonLink>} />;
  if (!sitting.data) return null;
  const { name, venue, heldOn, editionKey, rounds } = sitting.data;
  return (
    <>
      <Top title={`${name} · ${venue}`}>
        <span className="zm-small">
          {editionLabel(editionKey)} · {heldOn}
        </span>
      </Top>
      <div className="con-page">
        <section>
          <h2>
            轮次 <span className="zm-caption">规则在开放之前定好，之后不能改</span>
          </h2>
          {rounds.length > 0 && (
            <table className="zm-table">
              <thead>
                <tr>
                  <th scope="col">轮次</th>
                  <th scope="col">状态</th>
                  <th scope="col">投票方式</th>
                  <th scope="col">作品</th>
                  <th scope="col">选出</th>
                  <th scope="col">每幅目标展示</th>
                </tr>
              </thead>
              <tbody>
                {inChains(rounds).map(({ round, depth }) => (
                  <tr key={round.id} data-depth={depth || undefined}>
                    <td>
                      {depth > 0 && (
                        <span aria-hidden="true" className="sit__after">
                          {round.parentId ? '加投 ' : '→ '}
                        </span>
                      )}
                      <Link className="zm-link" href={`/rounds/${round.id}`}>
                        {round.name}
                      </Link>
                    </td>
                    <td>
                      <StatusPill tone={round.state === 'open' ? 'ok' : undefined}>
                        {ROUND_STATE_LABELS[round.state].zh}
                      </StatusPill>
                    </td>
                    <td>{methodInWords(round.method)}</td>
                    <td>
                      {round.entryCount} 幅{round.afterId && round.state === 'draft' && '（待定）'}
                    </td>
                    <td>
                      {round.winners} 幅{round.final ? '获奖' : ''}
                    </td>
                    <td>{round.targetExposure} 次</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          {rounds.length === 0 && !making && <p className="zm-small">还没有轮次。</p>}
          {mayOrganize(staff) && !making && (
            <p className="con-acts">
              <Button icon="plus" onClick={() => setMaking(true)}>
                新的轮次
              </Button>
              <ButtonLink href={`/console/sittings/${id}/plan`}>评审方案</ButtonLink>
            </p>
          )}
        </section>
        {making && (
          <RoundForm
            sittingId={id}
            editionKey={editionKey}
            draft={draft}
            onMade={async () => {
              setMaking(false);
              await sitting.reload();
            }}
            onCancel={() => setMaking(false)}
          />
        )}
        {(mayRunHall(staff) || staff.role === 'observer') && (
          <>
            <PassesSection sitting={sitting.data} onChanged={sitting.reload} />
            <TabletsSection sittingId={id} />
          </>
        )}
      </div>
    </>
  );
}
