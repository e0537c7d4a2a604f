import { type FormEvent, useState } from 'react';
import { ROUND_STATE_LABELS } from '@zuimei/glossary';
import { Button, EmptyState, TextField } from '@zuimei/ui';
import { Link, useLocation } from 'wouter';
import { api, endpoints } from '../data/api.js';
import { useAct } from '../data/use-act.js';
import { useLoad } from '../data/use-load.js';
import { mayOrganize, useSession } from '../session/session.js';
import { useEdition } from '../shell/edition.js';
import { Top } from '../shell/Top.js';

export function SittingsPage() {
  const { edition } = useEdition();
  const { staff } = useSession();
  const [making, setMaking] = useState(false);
  const sittings = useLoad(
    edition && `sittings ${edition.key}`,
    async (signal) =>
      (await api.call(endpoints.listSittings, { query: { edition: edition?.key ?? '' } }, { signal })).items,
  );
  const canMake = mayOrganize(staff) && edition !== null;
  return (
    <>
      <Top
        title="评审会"
        end={
          canMake && (
            <Button kind="primary" icon="plus" onClick={() => setMaking(true)}>
              新的评审会
            </Button>
          )
        }
      />
      <div className="con-page">
        {making && edition && <SittingForm editionKey={edition.key} onCancel={() => setMaking(false)} />}
        {sittings.error && (
          <EmptyState title={sittings.error} action={<Button onClick={() => void sittings.reload()}>重试</Button>} />
        )}
        {sittings.data?.length === 0 && !making && (
          <EmptyState
            title="这一期还没有评审会"
            lit={[1]}
            action={
              canMake && (
                <Button kind="primary" onClick={() => setMaking(true)}>
                  建一场
                </Button>
              )
            }
          >
            选一个园区，定下投票方式，发评审证。
          </EmptyState>
        )}
        <ul className="sits">
          {sittings.data?.map((sitting) => (
            <li key={sitting.id}>
              <Link href={`/sittings/${sitting.id}`}>
                <b>{sitting.name}</b>
                <span className="zm-small">
                  {sitting.venue} · {sitting.heldOn} · 评审证{' '}
                  {sitting.passes.issued + sitting.passes.active + sitting.passes.returned} 张
                </span>
                <span className="zm-caption">
                  {sitting.rounds.map((round) => `${round.name} ${ROUND_STATE_LABELS[round.state].zh}`).join('，') ||
                    '还没有轮次'}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

function SittingForm({ editionKey, onCancel }: { editionKey: string; onCancel: () => void }) {
  const [name, setName] = useState('');
  const [venue, setVenue] = useState('');
  const [heldOn, setHeldOn] = useState('');
  const { busy, act } = useAct();
  const [, go] = useLocation();
  const make = async (event: FormEvent) => {
    event.preventDefault();
    const made = await act('正在建…', () =>
      api.call(endpoints.createSitting, { body: { editionKey, name, venue, heldOn } }),
    );
    if (made) go(`/sittings/${made.id}`);
  };
  return (
    <section>
      <h2>新的评审会</h2>
      <form className="con-form con-form--wide" onSubmit={(event) => void make(event)}>
        <TextField label="名称" maxLength={60} value={name} onChange={setName} required />
        <TextField label="地点（园区）" maxLength={80} value={venue} onChange={setVenue} required />
        <TextField label="日期" type="date" value={heldOn} onChange={setHeldOn} required />
        <div className="con-acts con-form__all">
          <Button kind="primary" type="submit" busy={busy}>
            建评审会
          </Button>
          <Button kind="text" onClick={onCancel}>
            不建了
          </Button>
        </div>
      </form>
    </section>
  );
}
