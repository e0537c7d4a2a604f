import { type ReactNode, useState } from 'react';
import { type EditionView, type RoundView } from '@zuimei/contracts';
import { type Plan, type PlanForecast, type PlanRequest } from '@zuimei/domain';
import { editionLabel } from '@zuimei/glossary';
import { Button, ButtonLink, EmptyState, Note, TextField, formatPercent } from '@zuimei/ui';
import { useLocation } from 'wouter';
import { api, endpoints } from '../../data/api.js';
import { useAct } from '../../data/use-act.js';
import { useLoad } from '../../data/use-load.js';
import { Top } from '../../shell/Top.js';
import { methodInWords } from '../words.js';
import { earlierSeconds } from './earlier-seconds.js';
import {
  draftOf,
  goesOnInWords,
  minutesOf,
  planInWords,
  refusalInWords,
  roundName,
  warningsInWords,
} from './plan-words.js';
import { usePlanner } from './use-planner.js';
import './planner.css';

const USUAL_JURORS = 200;
const USUAL_MINUTES = 25;
/** How a round settles ties that only says who goes on: equals at the cut go on together. */
const FIRST_LADDER: RoundView['tieLadder'] = ['primary', 'head-to-head', 'distinct-jurors', 'shared'];
const NO_CAPS = { perAuthor: null, perCompany: null };

/** 评审方案: what a sitting can find out, before anybody sits down. */
export function PlannerPage({ id }: { id: string }) {
  const sitting = useLoad(`sitting ${id}`, (signal) => api.call(endpoints.getSitting, { params: { id } }, { signal }));
  const key = sitting.data?.editionKey;
  const edition = useLoad(key ? `edition ${key}` : null, (signal) =>
    api.call(endpoints.getEdition, { params: { key: key ?? '' } }, { signal }),
  );
  const earlier = useLoad(key ? `seconds ${key}` : null, (signal) => earlierSeconds(key ?? '', signal));
  const error = sitting.error ?? edition.error ?? earlier.error;
  if (error) return <EmptyState title={error} action={<Button onClick={() => void sitting.reload()}>重试</Button>} />;
  if (!sitting.data || !edition.data || !earlier.data) return null;
  const { issued, active, returned } = sitting.data.passes;
  return (
    <>
      <Top title="评审方案">
        <span className="zm-small">
          {editionLabel(edition.data.key)} · {sitting.data.name}
        </span>
      </Top>
      <Planner
        sittingId={id}
        seconds={earlier.data}
        first={firstOf(edition.data, issued + active + returned || USUAL_JURORS)}
      />
    </>
  );
}

/** The same before there is a sitting: what an edition could find out. */
export function EditionPlannerPage({ editionKey }: { editionKey: string }) {
  const edition = useLoad(`edition ${editionKey}`, (signal) =>
    api.call(endpoints.getEdition, { params: { key: editionKey } }, { signal }),
  );
  const earlier = useLoad(`seconds ${editionKey}`, (signal) => earlierSeconds(editionKey, signal));
  const error = edition.error ?? earlier.error;
  if (error) return <EmptyState title={error} action={<Button onClick={() => void edition.reload()}>重试</Button>} />;
  if (!edition.data || !earlier.data) return null;
  return (
    <>
      <Top title="评审方案">
        <span className="zm-small">{editionLabel(editionKey)}</span>
      </Top>
      <Planner sittingId={null} seconds={earlier.data} first={firstOf(edition.data, USUAL_JURORS)} />
    </>
  );
}

/** What the form begins with. */
const firstOf = ({ entryCount, rules }: EditionView, jurors: number): PlannerProps['first'] => ({
  entries: String(Math.max(2, entryCount)),
  jurors: String(jurors),
  minutes: String(USUAL_MINUTES),
  winners: String(Math.max(1, Math.min(rules.winners, Math.floor(entryCount / 2)))),
  leaving: '10',
});

interface PlannerProps {
  /** Null before there is one: then nothing can be made of a plan yet. */
  sittingId: string | null;
  seconds: Record<number, number>;
  first: Record<'entries' | 'jurors' | 'minutes' | 'winners' | 'leaving', string>;
}

function Planner({ sittingId, seconds, first }: PlannerProps) {
  const [values, setValues] = useState(first);
  const [, go] = useLocation();
  const field = (name: keyof typeof values) => ({
    value: values[name],
    onChange: (value: string) => setValues((old) => ({ ...old, [name]: value })),
  });
  const filled = Object.values(values).every((value) => value !== '');
  const request: PlanRequest | null = filled
    ? {
        entries: Number(values.entries),
        jurors: Number(values.jurors),
        minutes: Number(values.minutes),
        winners: Number(values.winners),
        leaving: Number(values.leaving) / 100,
        seconds,
      }
    : null;
  const answer = usePlanner(request);
  const { busy, act } = useAct();
  const makeAll = async (plan: Plan) => {
    if (sittingId === null) return;
    const made = await act('正在建…', () =>
      api.call(endpoints.createRoundChain, { params: { id: sittingId }, body: { rounds: roundsOf(plan) } }),
    );
    if (made) go(`/sittings/${sittingId}`);
  };
  const best = answer?.forecasts[0];
  const known = Object.entries(seconds);
  return (
    <div className="con-page">
      <section>
        <h2>这一场有多少</h2>
        <form className="con-form con-form--wide plan__form" onSubmit={(event) => event.preventDefault()}>
          <TextField label="参评作品（幅）" type="number" min={2} max={5000} {...field('entries')} />
          <TextField label="评审员（名）" type="number" min={1} max={2000} {...field('jurors')} />
          <TextField label="投票时间（分钟，各轮合计）" type="number" min={1} max={480} {...field('minutes')} />
          <TextField label="选出（幅）" type="number" min={1} max={366} {...field('winners')} />
          <TextField label="中途离场的评审员（%）" type="number" min={0} max={90} {...field('leaving')} />
        </form>
        <p className="zm-caption">
          {known.length > 0
            ? `每屏用时取自本期已计票的轮次：${known.map(([size, value]) => `${size} 幅一屏 ${value} 秒`).join('，')}。`
            : '还没有投过票，每屏用时先按经验：9 幅一屏 25 秒，4 幅一屏 14 秒，全部在一屏每幅 6 秒。'}
        </p>
      </section>
      {answer?.refusal && (
        <Note tone="bad" title="这样评不出结果" live>
          {refusalInWords(answer.refusal)}
        </Note>
      )}
      {!answer && request && <p className="zm-small">正在模拟评审…</p>}
      {best && (
        <Recommendation
          forecast={best}
          winners={Number(values.winners)}
          done={answer.done}
          acts={
            sittingId === null ? (
              <ButtonLink href="/console/sittings">到评审会里用这个方案</ButtonLink>
            ) : (
              <Acts
                rounds={best.plan.rounds.length}
                busy={busy}
                onUse={() => go(`/sittings/${sittingId}`, { state: { draft: draftOf(best.plan) } })}
                onMakeAll={() => void makeAll(best.plan)}
              />
            )
          }
        />
      )}
      {answer && answer.forecasts.length > 1 && <Others forecasts={answer.forecasts.slice(1)} />}
    </div>
  );
}

/** Rules of the rounds of a plan, as drafts take them: what finds the winners is the edition’s. */
const roundsOf = (plan: Plan) =>
  plan.rounds.map((round, i) => {
    const { name, target, focus, final, winners } = draftOf(plan, i);
    return {
      name,
      method: round.method,
      entryIds: null,
      plannedMinutes: minutesOf(round),
      targetExposure: Number(target),
      focus,
      final,
      ...(final ? {} : { winners: Number(winners), tieLadder: FIRST_LADDER, caps: NO_CAPS }),
    };
  });

interface RecommendationProps {
  forecast: PlanForecast;
  winners: number;
  done: boolean;
  acts: ReactNode;
}

function Recommendation({ forecast, winners, done, acts }: RecommendationProps) {
  const { plan, precision, margin, tie, runs } = forecast;
  const { rounds } = plan;
  return (
    <section className="plan" aria-busy={!done}>
      <h2>推荐方案</h2>
      <p className="plan__lead">{planInWords(plan)}</p>
      <p>
        真正最好的 {winners} 幅里，预计有 <b>{formatPercent(precision)}</b>（±{formatPercent(margin)}
        ）会被选出；分数线上刚好同分的机会约 {formatPercent(tie)}。
        <span className="zm-caption">
          {' '}
          {done ? '' : '还在算，'}模拟了 {runs} 场评审。
        </span>
      </p>
      <div className="plan__scroll" role="region" aria-label="各轮" tabIndex={0}>
        <table className="zm-table">
          <thead>
            <tr>
              <th scope="col">轮次</th>
              <th scope="col">投票方式</th>
              <th scope="col">作品</th>
              <th scope="col">每人几屏</th>
              <th scope="col">每屏</th>
              <th scope="col">约需</th>
              <th scope="col">每幅展示</th>
              <th scope="col">之后</th>
            </tr>
          </thead>
          <tbody>
            {rounds.map((round, i) => (
              <tr key={i}>
                <th scope="row">{roundName(i, rounds.length)}</th>
                <td>{methodInWords(round.method)}</td>
                <td>{round.entries} 幅</td>
                <td>{round.screens} 屏</td>
                <td>{round.seconds} 秒</td>
                <td>{minutesOf(round)} 分钟</td>
                <td>
                  {round.focusAfter
                    ? `先每幅 ${round.focusAfter} 次，再给分数线附近的`
                    : `约 ${Math.floor(round.exposures)} 次`}
                </td>
                <td>{goesOnInWords(round, i === rounds.length - 1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {warningsInWords(plan).map((text) => (
        <Note key={text} tone="warn">
          {text}
        </Note>
      ))}
      <p className="con-acts">{acts}</p>
    </section>
  );
}

interface ActsProps {
  rounds: number;
  busy: string | false;
  onUse: () => void;
  /** Makes all rounds of the plan as drafts. */
  onMakeAll: () => void;
}

function Acts({ rounds, busy, onUse, onMakeAll }: ActsProps) {
  if (rounds === 1)
    return (
      <Button kind="primary" onClick={onUse}>
        用这个方案
      </Button>
    );
  return (
    <>
      <Button kind="primary" busy={busy} onClick={onMakeAll}>
        建好这 {rounds} 轮
      </Button>
      <Button onClick={onUse}>只填第一轮的表</Button>
      <span className="zm-caption">后面各轮先是草稿：前一轮确认以后，进入的作品才放进来。</span>
    </>
  );
}

function Others({ forecasts }: { forecasts: readonly PlanForecast[] }) {
  return (
    <section>
      <h2>
        比过的其他方案 <span className="zm-caption">明显差的早早停下，所以误差大</span>
      </h2>
      <table className="zm-table">
        <thead>
          <tr>
            <th scope="col">方案</th>
            <th scope="col">预计选对</th>
          </tr>
        </thead>
        <tbody>
          {forecasts.map(({ plan, precision, margin, runs }) => (
            <tr key={planInWords(plan) + String(plan.rounds.some(({ focusAfter }) => focusAfter))}>
              <td>
                {planInWords(plan)}
                {plan.rounds.some(({ focusAfter }) => focusAfter) && '（最后给分数线附近的）'}
              </td>
              <td>{runs < 2 ? '没有比' : `${formatPercent(precision)} ±${formatPercent(margin)}`}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
