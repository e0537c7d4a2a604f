import { useEffect, useState } from 'react';
import { type TabletView } from '@zuimei/contracts';
import { Button, Dialog, StatusPill, formatAgo, toast } from '@zuimei/ui';
import { api, endpoints } from '../../data/api.js';
import { useAct } from '../../data/use-act.js';
import { useLoad } from '../../data/use-load.js';
import { mayRunHall, useSession } from '../../session/session.js';
import { EnrolDialog, type Enrolment } from './EnrolDialog.js';
import { readinessInWords } from './readiness-words.js';
import './tablets.css';

const REFRESH_MS = 10_000;

/** The tablets of a sitting: enrol, see whether each can do without a network, revoke, release what it holds. */
export function TabletsSection({ sittingId }: { sittingId: string }) {
  const { staff } = useSession();
  const { busy, act } = useAct();
  const [ticket, setTicket] = useState<Enrolment>();
  const [asked, setAsked] = useState<{ tablet: TabletView; verb: 'revoke' | 'release' }>();
  const params = { id: sittingId };
  const tablets = useLoad(`tablets ${sittingId}`, (signal) => api.call(endpoints.listTablets, { params }, { signal }));
  const { reload } = tablets;
  useEffect(() => {
    const timer = setInterval(() => void reload(), REFRESH_MS);
    return () => clearInterval(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the sitting's own loader
  }, [sittingId]);
  const may = mayRunHall(staff);
  const items = tablets.data?.items ?? [];
  const ready = items.filter((tablet) => readinessInWords(tablet).ok).length;
  const used = items.filter(({ revokedAt }) => !revokedAt).length;

  const enrol = async () => {
    const made = await act('正在取登记码…', () => api.call(endpoints.createEnrolment, { params, body: {} }));
    if (made) setTicket(made);
  };
  const settle = async () => {
    if (!asked) return;
    const { tablet, verb } = asked;
    const row = verb === 'revoke' ? endpoints.revokeTablet : endpoints.releasePool;
    const done = await act('正在处理…', () => api.call(row, { params: { id: tablet.id }, body: {} }));
    setAsked(undefined);
    if (!done) return;
    toast(verb === 'revoke' ? `${tablet.name} 已撤销` : `${tablet.name} 的题组已收回`);
    await reload();
  };

  return (
    <section>
      <h2>
        平板{' '}
        <span className="zm-caption">
          {used > 0 ? `${used} 台已登记，${ready} 台可离线投票` : '登记之后可以离线投票'}
        </span>
      </h2>
      {items.length > 0 && (
        <div className="tab__scroll">
          <table className="zm-table">
            <thead>
              <tr>
                <th scope="col">平板</th>
                <th scope="col">准备情况</th>
                <th scope="col" data-align="end">
                  待上传
                </th>
                <th scope="col">最近联系</th>
                {may && <th scope="col">操作</th>}
              </tr>
            </thead>
            <tbody>
              {items.map((tablet) => {
                const { words, ok } = readinessInWords(tablet);
                return (
                  <tr key={tablet.id}>
                    <td>
                      <b>{tablet.name}</b>
                    </td>
                    <td>
                      <StatusPill tone={ok ? 'ok' : tablet.revokedAt ? 'plain' : 'warn'}>{words}</StatusPill>
                    </td>
                    <td data-align="end">{tablet.pending}</td>
                    <td className="zm-small">{formatAgo(tablet.lastSeenAt, tablets.data?.serverTime ?? '')}</td>
                    {may && (
                      <td>
                        {!tablet.revokedAt && (
                          <span className="con-acts tab__acts">
                            <Button onClick={() => setAsked({ tablet, verb: 'release' })}>收回题组</Button>
                            <Button onClick={() => setAsked({ tablet, verb: 'revoke' })}>撤销登记</Button>
                          </span>
                        )}
                      </td>
                    )}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {items.length === 0 && tablets.data && <p className="zm-small">还没有登记平板。</p>}
      {may && (
        <p className="con-acts">
          <Button icon="plus" onClick={() => void enrol()} busy={busy}>
            登记平板
          </Button>
        </p>
      )}
      {ticket && <EnrolDialog ticket={ticket} onClose={() => setTicket(undefined)} onTick={reload} />}
      {asked && (
        <Dialog
          open
          title={asked.verb === 'revoke' ? `撤销 ${asked.tablet.name} 的登记` : `收回 ${asked.tablet.name} 的题组`}
          onClose={() => setAsked(undefined)}
        >
          <p>
            {asked.verb === 'revoke'
              ? '这台平板不能再离线签到；它上面还没传的作答仍会收进来。'
              : '还没作答的屏会发给别人；这台平板已作答、还没传上来的仍然算数，除非同一屏已有人作答。'}
          </p>
          <p className="con-acts">
            <Button kind="primary" onClick={() => void settle()} busy={busy}>
              确定
            </Button>
            <Button onClick={() => setAsked(undefined)}>取消</Button>
          </p>
        </Dialog>
      )}
    </section>
  );
}
