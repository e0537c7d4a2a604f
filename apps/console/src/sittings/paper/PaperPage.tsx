import { type FormEvent, useState } from 'react';
import { type PaperBallotView, type RoundView } from '@zuimei/contracts';
import { Button, ButtonLink, EmptyState, Note, StatusPill, TextArea, TextField, toast } from '@zuimei/ui';
import { api, endpoints } from '../../data/api.js';
import { useAct } from '../../data/use-act.js';
import { type Loaded, useLoad } from '../../data/use-load.js';
import { mayRunHall, useSession } from '../../session/session.js';
import { Top } from '../../shell/Top.js';
import { methodInWords } from '../words.js';
import { aliasesIn, exampleOf, readTypedLines } from './typed-lines.js';
import './paper.css';

/** Voting on paper where tablets fail: sheets for some badges, and a desk where two people type each sheet. */
export function PaperPage({ id }: { id: string }) {
  const round = useLoad(`round ${id}`, (signal) => api.call(endpoints.getRound, { params: { id } }, { signal }));
  const ballots = useLoad(
    `paper ${id}`,
    async (signal) => (await api.call(endpoints.listPaperBallots, { params: { id } }, { signal })).items,
  );
  const { staff } = useSession();
  const error = round.error ?? ballots.error;
  if (error) return <EmptyState title={error} action={<Button onClick={() => void ballots.reload()}>重试</Button>} />;
  if (!round.data || !ballots.data) return null;
  const hall = mayRunHall(staff);
  return (
    <>
      <Top title={`${round.data.name} · 纸质选票`}>
        <span className="zm-small">{methodInWords(round.data.method)}</span>
      </Top>
      <div className="con-page paper">
        {hall && round.data.state === 'open' && <Make round={round.data} ballots={ballots} />}
        <Sheets ballots={ballots.data} />
        {hall && <Desk round={round.data} onTyped={ballots.reload} />}
        <p>
          <ButtonLink href={`/console/rounds/${id}`}>回到本轮</ButtonLink>
        </p>
      </div>
    </>
  );
}

function Make({ round, ballots }: { round: RoundView; ballots: Loaded<PaperBallotView[]> }) {
  const { busy, act } = useAct();
  const [seats, setSeats] = useState('');
  const passes = useLoad(
    `passes ${round.sittingId}`,
    async (signal) => (await api.call(endpoints.listPasses, { params: { id: round.sittingId } }, { signal })).items,
  );
  const wanted = aliasesIn(seats);
  const usable = passes.data?.filter(({ state }) => state !== 'revoked') ?? [];
  const unknown = wanted.filter((alias) => !usable.some((pass) => pass.alias === alias));
  const make = async (event: FormEvent) => {
    event.preventDefault();
    const passIds = usable.filter(({ alias }) => wanted.includes(alias)).map(({ id }) => id);
    const made = await act('正在发题…', () =>
      api.call(endpoints.makePaperBallots, { params: { id: round.id }, body: { passIds } }),
    );
    if (!made) return;
    ballots.set(made.items);
    setSeats('');
    toast('发好了，可以打印。');
  };
  return (
    <section>
      <h2>
        发纸质选票 <span className="zm-caption">用了纸质选票的评审证，本轮不能再在平板上投</span>
      </h2>
      <form className="con-form" onSubmit={(event) => void make(event)}>
        <TextField label="席位（几个用空格分开，例：A003 A009）" required value={seats} onChange={setSeats} />
        {unknown.length > 0 && passes.data && (
          <div id="unknown-seats" tabIndex={-1}>
            <Note tone="warn">没有这些席位：{unknown.join('、')}</Note>
          </div>
        )}
        <p className="con-acts">
          <Button
            kind="primary"
            type="submit"
            busy={busy}
            blocked={unknown.length > 0 && { label: '有席位写错了', focus: 'unknown-seats' }}
          >
            发 {wanted.length} 张
          </Button>
          {ballots.data?.some(({ state }) => state === 'waiting') && (
            <ButtonLink
              icon="download"
              href={api.url(endpoints.printPaperBallots, { params: { id: round.id } })}
              target="_blank"
            >
              打印选票（PDF）
            </ButtonLink>
          )}
          <ButtonLink
            icon="download"
            href={api.url(endpoints.printContactSheet, { params: { id: round.id } })}
            target="_blank"
          >
            打印作品对照页（PDF）
          </ButtonLink>
        </p>
      </form>
    </section>
  );
}

const words = ({ state, typedBy }: PaperBallotView): { label: string; tone?: 'ok' | 'warn' | 'bad' } => {
  if (state === 'counted') return { label: '已计入', tone: 'ok' };
  if (state === 'late') return { label: '未计入', tone: 'bad' };
  if (typedBy === 0) return { label: '等录入' };
  return typedBy === 1 ? { label: '一人录过，等第二人', tone: 'warn' } : { label: '两人录的不一样', tone: 'bad' };
};

function Sheets({ ballots }: { ballots: readonly PaperBallotView[] }) {
  if (ballots.length === 0) return <p className="zm-small">这一轮还没有发纸质选票。</p>;
  return (
    <section>
      <h2>选票</h2>
      <table className="zm-table">
        <thead>
          <tr>
            <th scope="col">选票</th>
            <th scope="col">席位</th>
            <th scope="col">录入</th>
          </tr>
        </thead>
        <tbody>
          {ballots.map((ballot) => (
            <tr key={ballot.no}>
              <td>{ballot.no} 号</td>
              <td>{ballot.alias}</td>
              <td>
                <StatusPill tone={words(ballot).tone}>{words(ballot).label}</StatusPill>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Where a sheet is typed. Nothing of what another person typed is shown, only which screens differ. */
function Desk({ round, onTyped }: { round: RoundView; onTyped: () => Promise<void> }) {
  const { busy, act } = useAct();
  const [code, setCode] = useState('');
  const [lines, setLines] = useState('');
  const [said, setSaid] = useState<{ tone: 'ok' | 'info' | 'warn'; text: string }>();
  const { answers, faulty } = readTypedLines(round.method, lines);
  const enter = async (event: FormEvent) => {
    event.preventDefault();
    setSaid(undefined);
    const done = await act('正在录入…', () =>
      api.call(endpoints.enterPaperBallot, { params: { id: round.id }, body: { code, answers } }),
    );
    if (!done) return;
    const { no, outcome, differing } = done;
    if (outcome === 'first') setSaid({ tone: 'info', text: `${no} 号录好了。请另一位用自己的账号录同一张。` });
    if (outcome === 'differs')
      setSaid({
        tone: 'warn',
        text: `${no} 号第 ${differing.join('、')} 屏与另一位录的不一样：请各自再看一遍选票，录错的那位重录。`,
      });
    if (outcome === 'counted') setSaid({ tone: 'ok', text: `${no} 号两人录的一致，已计入。` });
    if (outcome === 'late') setSaid({ tone: 'warn', text: `${no} 号两人录的一致，但本轮已结束：存下来，不计入。` });
    if (outcome !== 'differs') {
      setCode('');
      setLines('');
    }
    await onTyped();
  };
  return (
    <section>
      <h2>
        录入 <span className="zm-caption">每张由两个人各录一遍，一致才算</span>
      </h2>
      <form className="con-form" onSubmit={(event) => void enter(event)}>
        <TextField label="录入码（选票右上角）" required maxLength={20} value={code} onChange={setCode} />
        <TextArea
          label={`一行一屏，先写第几屏（例：${exampleOf(round.method)}；跳过写：2 跳过；空着的屏不写）`}
          rows={8}
          value={lines}
          onChange={setLines}
        />
        {faulty !== null && (
          <div id="faulty-line" tabIndex={-1}>
            <Note tone="warn">第 {faulty} 行看不懂。</Note>
          </div>
        )}
        <Button
          kind="primary"
          type="submit"
          busy={busy}
          blocked={faulty !== null && { label: `第 ${faulty} 行看不懂`, focus: 'faulty-line' }}
        >
          录入这一张
        </Button>
      </form>
      {said && (
        <Note tone={said.tone} live>
          {said.text}
        </Note>
      )}
    </section>
  );
}
