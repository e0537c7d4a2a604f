import { useState } from 'react';
import { type PlanForecast, type PlanRequest } from '@zuimei/domain';
import { editionLabel } from '@zuimei/glossary';
import { Button, EmptyState, Note, TextField, formatPercent } from '@zuimei/ui';
import { useLocation } from 'wouter';
import { api, endpoints } from '../../data/api.js';
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
  const { entryCount, rules } = edition.data;
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
        first={{
          entries: String(Math.max(2, entryCount)),
          jurors: String(issued + active + returned || USUAL_JURORS),
          minutes: String(USUAL_MINUTES),
          winners: String(Math.max(1, Math.min(rules.winners, Math.floor(entryCount / 2)))),
          leaving: '10',
        }}
      />
    </>
  );
}

interface PlannerProps {
  sittingId: string;
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
          onUse={() => go(`/sittings/${sittingId}`, { state: { draft: draftOf(best.plan) } })}
        />
      )}
      {answer && answer.forecasts.length > 1 && <Others forecasts={answer.forecasts.slice(1)} />}
    </div>
  );
}

interface RecommendationProps {
  forecast: PlanForecast;
  winners: number;
  done: boolean;
  onUse: () => void;
}

function Recommendation({ forecast, winners, done, onUse }: RecommendationProps) {
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
      <p className="con-acts">
        <Button kind="primary" onClick={onUse}>
          用这个方案
        </Button>
        <span className="zm-caption">填好第一轮的表，后面各轮等前一轮计票以后再建。</span>
      </p>
    </section>
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
