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
      {insight.data && <SecondOpinion insight={insight.data} />}
      {insight.data && (
        <>
          <h2>作答是否用心</h2>
          <Effort insight={insight.data} />
        </>
      )}
    </>
  );
}

function SecondOpinion({ insight: { podium, secondOpinion } }: { insight: Insight }) {
  const { reliability, splitHalf } = secondOpinion;
  const same = podiumText(podium) === podiumText(secondOpinion.podium);
  return (
    <>
      <p>
        {same
          ? '布拉德利–特里法（看每幅作品和谁同屏）算出的前三名与选中率相同。'
          : '布拉德利–特里法（看每幅作品和谁同屏）算出的前三名与选中率不同，名次仍以开评前公布的规则为准。'}
      </p>
      {!same && (
        <dl className="res__podiums">
          <dt>选中率</dt>
          <dd>{podiumText(podium)}</dd>
          <dt>同屏比较</dt>
          <dd>{podiumText(secondOpinion.podium)}</dd>
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

function Effort({ insight: { podium, effort } }: { insight: Insight }) {
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

/** `0417 → 0188、0092`: equals stand together. */
const podiumText = (podium: readonly (readonly number[])[]): string =>
  podium.map((group) => group.map(entryNumberLabel).join('、')).join(' → ');
