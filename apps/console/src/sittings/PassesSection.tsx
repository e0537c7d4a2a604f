import { type FormEvent, useState } from 'react';
import { type PassView, type SittingView } from '@zuimei/contracts';
import { PASS_STATE_LABELS } from '@zuimei/glossary';
import { Button, ButtonLink, Dialog, StatusPill, TextArea, TextField, toast } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { useAct } from '../data/use-act.js';
import { useLoad } from '../data/use-load.js';
import { mayOrganize, mayRunHall, useSession } from '../session/session.js';
import { readHolders } from './holders.js';

interface PassesSectionProps {
  sitting: SittingView;
  onChanged: () => Promise<void>;
}

/** From so many passes on there is a search. */
const SEARCHABLE = 12;

const isSought = ({ alias, holderName, holderCompany }: PassView, words: string): boolean =>
  [alias, holderName ?? '', holderCompany ?? ''].some((text) =>
    text.toLowerCase().includes(words.trim().toLowerCase()),
  );

/** Passes of a sitting: issue, print, revoke, replace. Codes are only ever on the printed badges. */
export function PassesSection({ sitting, onChanged }: PassesSectionProps) {
  const { staff } = useSession();
  const { busy, act } = useAct();
  const [count, setCount] = useState('200');
  const [names, setNames] = useState('');
  const [lost, setLost] = useState<{ pass: PassView; verb: 'revoke' | 'replace' }>();
  const [reason, setReason] = useState('遗失');
  const [sought, setSought] = useState('');
  const passes = useLoad(
    `passes ${sitting.id}`,
    async (signal) => (await api.call(endpoints.listPasses, { params: { id: sitting.id } }, { signal })).items,
  );
  const { holders, faulty } = readHolders(names);
  const shown = passes.data?.filter((pass) => isSought(pass, sought)) ?? [];
  const valid = passes.data?.filter(({ state }) => state !== 'revoked').length ?? 0;

  const issue = async (event: FormEvent) => {
    event.preventDefault();
    const wanted = Math.max(Number(count), holders.length);
    const made = await act('正在制证…', () =>
      api.call(endpoints.issuePasses, { params: { id: sitting.id }, body: { count: wanted, holders } }),
    );
    if (!made) return;
    toast(`发了 ${made.items.length} 张评审证，可以打印了`);
    setNames('');
    await Promise.all([passes.reload(), onChanged()]);
  };
  const settle = async (event: FormEvent) => {
    event.preventDefault();
    if (!lost) return;
    const done = await act('正在处理…', () =>
      api.call(lost.verb === 'revoke' ? endpoints.revokePass : endpoints.replacePass, {
        params: { id: lost.pass.id },
        body: { reason },
      }),
    );
    if (!done) return;
    toast(lost.verb === 'revoke' ? `${lost.pass.alias} 已作废` : `${lost.pass.alias} 已换发，旧证失效；请重新打印`);
    setLost(undefined);
    await Promise.all([passes.reload(), onChanged()]);
  };

  return (
    <section>
      <h2>
        评审证 <span className="zm-caption">{valid} 张有效</span>
      </h2>
      {mayOrganize(staff) && (
        <form className="con-form con-form--wide" onSubmit={(event) => void issue(event)}>
          <TextField label="发几张" type="number" min={1} max={500} value={count} onChange={setCount} required />
          <div className="con-form__all">
            <TextArea
              label="评审员名单（可不填；一行一人：姓名，单位，手机号）"
              rows={3}
              value={names}
              onChange={setNames}
              error={faulty.length > 0 && `第 ${faulty.join('、')} 行看不懂`}
              hint="填了手机号，系统不会把本人的投稿给本人看。"
            />
          </div>
          <div className="con-acts con-form__all">
            <Button type="submit" busy={busy} icon="pass">
              发 {Math.max(Number(count) || 0, holders.length)} 张
            </Button>
            {valid > 0 && (
              <ButtonLink
                kind="primary"
                icon="print"
                href={api.url(endpoints.getBadges, { params: { id: sitting.id } })}
                target="_blank"
              >
                打印全部评审证（PDF）
              </ButtonLink>
            )}
          </div>
        </form>
      )}
      {!mayOrganize(staff) && mayRunHall(staff) && valid > 0 && (
        <ButtonLink icon="print" href={api.url(endpoints.getBadges, { params: { id: sitting.id } })} target="_blank">
          打印全部评审证（PDF）
        </ButtonLink>
      )}
      {passes.data && passes.data.length > SEARCHABLE && (
        <TextField
          label="找评审证（席位、姓名、单位）"
          type="search"
          value={sought}
          onChange={setSought}
          hint={sought.trim() && `找到 ${shown.length} 张`}
        />
      )}
      {shown.length > 0 && (
        <table className="zm-table sit__passes">
          <thead>
            <tr>
              <th scope="col">席位</th>
              <th scope="col">姓名</th>
              <th scope="col">单位</th>
              <th scope="col">状态</th>
              <th scope="col">
                <span className="zm-hidden">处理</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((pass) => (
              <tr key={pass.id}>
                <td>
                  <b>{pass.alias}</b>
                </td>
                <td>{pass.holderName ?? '—'}</td>
                <td>{pass.holderCompany ?? '—'}</td>
                <td>
                  <StatusPill tone={pass.state === 'active' ? 'ok' : pass.state === 'revoked' ? 'bad' : undefined}>
                    {PASS_STATE_LABELS[pass.state].zh}
                  </StatusPill>
                </td>
                <td className="con-num">
                  {mayRunHall(staff) && (pass.state === 'issued' || pass.state === 'active') && (
                    <>
                      <ButtonLink
                        kind="text"
                        href={api.url(endpoints.getBadges, { params: { id: sitting.id }, query: { passId: pass.id } })}
                        target="_blank"
                      >
                        重印
                      </ButtonLink>
                      <Button kind="text" onClick={() => setLost({ pass, verb: 'replace' })}>
                        换发
                      </Button>
                      <Button kind="text" onClick={() => setLost({ pass, verb: 'revoke' })}>
                        作废
                      </Button>
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Dialog
        open={lost !== undefined}
        title={lost ? `${lost.verb === 'replace' ? '换发' : '作废'} ${lost.pass.alias}` : ''}
        onClose={() => setLost(undefined)}
      >
        <form className="con-form" onSubmit={(event) => void settle(event)}>
          <p className="zm-small">
            {lost?.verb === 'replace' ? '旧证马上失效；新证接着投，已投的都在。' : '这张证马上失效；已投的都在。'}
          </p>
          <TextField label="原因" maxLength={200} value={reason} onChange={setReason} required />
          <Button kind={lost?.verb === 'revoke' ? 'danger' : 'primary'} type="submit" wide busy={busy}>
            {lost?.verb === 'replace' ? '换发' : '作废'}
          </Button>
        </form>
      </Dialog>
    </section>
  );
}
