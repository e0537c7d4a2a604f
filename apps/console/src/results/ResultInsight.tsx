import { type ResultInsight as Insight } from '@zuimei/contracts';
import { EFFORT_LEAST_ANSWERS } from '@zuimei/domain';
import { EFFORT_FLAG_LABELS, entryNumberLabel } from '@zuimei/glossary';
import { api, endpoints } from '../data/api.js';
import { useLoad } from '../data/use-load.js';

/** What another method makes of the same answers, and how much care was taken: it changes nothing of the result. */
export function ResultInsight({ roundId }: { roundId: string }) {
  const insight = useLoad(`insight ${roundId}`, (signal) =>
    api.call(endpoints.getResultInsight, { params: { id: roundId } }, { signal }),
  );
  return (
    <>
      <h2>换一种数法</h2>
      {insight.error && <p className="zm-small">{insight.error}</p>}
      {!insight.error && !insight.data && <p className="zm-small">正在比较…</p>}
      {insight.data &&
        (insight.data.secondOpinion ? (
          <SecondOpinion podium={insight.data.podium} opinion={insight.data.secondOpinion} />
        ) : (
          <p className="zm-small">这种投票方式没有可以对照的另一种数法。</p>
        ))}
      {insight.data && (
        <>
          <h2>展示是否均匀</h2>
          <p>{exposureText(insight.data.exposure)}</p>
        </>
      )}
      {insight.data?.effort && (
        <>
          <h2>作答是否用心</h2>
          <Effort podium={insight.data.podium} effort={insight.data.effort} />
        </>
      )}
    </>
  );
}

/** How even the round was, and how even it could have been with the same jurors. */
const exposureText = ({ least, most, best }: Insight['exposure']): string =>
  `每幅作品展示 ${least === most ? least : `${least} 至 ${most}`} 次。按回避规则，展示最少的一幅最多能有 ${Math.max(best, least)} 次${
    best > least ? `，还差 ${best - least} 次。` : '，已经达到。'
  }`;

type Opinion = NonNullable<Insight['secondOpinion']>;

/** The other method and the declared one, in words. */
const OPINION_WORDS: Record<Opinion['method'], { other: string; short: string; declared: string }> = {
  'bradley-terry': { other: '布拉德利–特里法（看每幅作品和谁同屏）', short: '同屏比较', declared: '选中率' },
  'mean-z': { other: '标准分（每位评审员按自己的平均和松紧换算）', short: '标准分', declared: '校正后的分数' },
  schulze: { other: '舒尔茨法（两两比较谁在前的人多）', short: '两两比较', declared: '名次分' },
};

function SecondOpinion({ podium, opinion }: { podium: Insight['podium']; opinion: Opinion }) {
  const { reliability, splitHalf } = opinion;
  const words = OPINION_WORDS[opinion.method];
  const same = podiumText(podium) === podiumText(opinion.podium);
  return (
    <>
      <p>
        {words.other}算出的前三名与{words.declared}
        {same ? '相同。' : '不同，名次仍以开评前公布的规则为准。'}
      </p>
      {!same && (
        <dl className="res__podiums">
          <dt>{words.declared}</dt>
          <dd>{podiumText(podium)}</dd>
          <dt>{words.short}</dt>
          <dd>{podiumText(opinion.podium)}</dd>
        </dl>
      )}
      {(reliability !== null || splitHalf !== null) && (
        <p className="zm-small">
          {[
            reliability === null ? [] : [`可靠度 ${reliability.toFixed(2)}`],
            splitHalf === null ? [] : [`两半评审员一致程度 ${splitHalf.toFixed(2)}`],
          ]
            .flat()
            .join('，')}
          ，越接近 1 越可信。
        </p>
      )}
    </>
  );
}

function Effort({ podium, effort }: { podium: Insight['podium']; effort: NonNullable<Insight['effort']> }) {
  if (effort.medianMs === null) return <p>没有可以比较的作答。</p>;
  const usual = `一屏通常用 ${Math.round(effort.medianMs / 1000)} 秒。`;
  if (effort.looked === 0)
    return (
      <p>
        {usual}每人不足 {EFFORT_LEAST_ANSWERS} 屏，太少，看不出什么。
      </p>
    );
  if (effort.flagged === 0)
    return (
      <p>
        {usual}看了作答满 {EFFORT_LEAST_ANSWERS} 屏的 {effort.looked} 张选票，没有过快、总点同一位置或与众人相反的。
      </p>
    );
  const same = podiumText(podium) === podiumText(effort.podiumWithout);
  return (
    <>
      <p>
        {usual}
        作答满 {EFFORT_LEAST_ANSWERS} 屏的 {effort.looked} 张选票里有 {effort.flagged} 张值得留意，全部照常计票：
      </p>
      <dl className="res__podiums">
        {(Object.keys(EFFORT_FLAG_LABELS) as (keyof typeof EFFORT_FLAG_LABELS)[]).map((flag) => (
          <div key={flag}>
            <dt>{EFFORT_FLAG_LABELS[flag].zh}</dt>
            <dd>{effort.flags[flag]} 张</dd>
          </div>
        ))}
      </dl>
      <p>
        {same
          ? '不算它们，按选中率的前三名不变。'
          : `不算它们，按选中率的前三名会是：${podiumText(effort.podiumWithout)}（现为 ${podiumText(podium)}）。`}
      </p>
    </>
  );
}

/** `0417 → 0188、0092 并列`: equals stand together. */
const podiumText = (podium: readonly (readonly number[])[]): string =>
  podium.map((group) => group.map(entryNumberLabel).join('、') + (group.length > 1 ? ' 并列' : '')).join(' → ');
