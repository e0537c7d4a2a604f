import { type ResultView } from '@zuimei/contracts';
import { LADDER_STEP_LABELS, entryNumberLabel } from '@zuimei/glossary';
import { formatPercent } from '@zuimei/ui';
import { HeartsStory } from './HeartsStory.js';
import { ResultInsight } from './ResultInsight.js';

const HOW_COUNTED: Record<ResultView['scale'], string> = {
  rate: '每幅作品的选中率是选中次数除以展示次数，按它排名。',
  quality: '每位评审员打分有松有紧，先按各人的松紧校正，再按校正后的分数排名；0 是中间，正的比一般好。',
  points: '排在第一的得分最多，往后递减，没排的平分余下的分；按平均名次分排名。',
};
const FIGURE_NAMES: Record<ResultView['scale'], string> = { rate: '选中率', quality: '校正后的分数', points: '名次分' };

/** How it was counted, where the ladder was needed, who was passed over: in sentences. */
export function ResultStory({ result }: { result: ResultView }) {
  const { told, behind } = decidingUses(result);
  const figure = result.hearts ? '合起来的结果' : FIGURE_NAMES[result.scale];
  return (
    <aside className="res__story" aria-label="结果说明" tabIndex={0}>
      <h2>怎么数出来的</h2>
      <p>
        {result.jurors} 名评审员交了 {result.answers} 屏作答
        {result.skips > 0 && `，其中跳过 ${result.skips} 屏`}。{HOW_COUNTED[result.scale]}
        {figure}相同的，按开评前公布的并列规则分先后，取前 {result.winners} 幅{result.final ? '获奖' : '进入下一轮'}。
        {result.lateAnswers > 0 && `结束后到的 ${result.lateAnswers} 屏存了下来，没有计入。`}
      </p>
      {result.hearts && <HeartsStory hearts={result.hearts} />}
      {told.map((use) => (
        <section key={`${use.step}${use.numbers.join()}`}>
          <h2>
            {use.numbers.map(entryNumberLabel).join('、')}{' '}
            {use.facts.outcome === 'split' ? '是怎么分先后的' : '为什么并列'}
          </h2>
          <p>
            {figure}相同，按开评前公布的规则，第 {result.tieLadder.indexOf(use.step) + 1} 步定下。
          </p>
          <ol>
            {result.tieLadder.map((step, index) => (
              <li key={step} data-used={step === use.step || undefined}>
                <b>{index + 1}</b>
                <span>
                  {LADDER_STEP_LABELS[step].zh}
                  {step === use.step && use.facts.outcome === 'split' && (
                    <>
                      <br />
                      <b>{use.order.map(entryNumberLabel).join(' → ')}</b>
                    </>
                  )}
                </span>
              </li>
            ))}
          </ol>
        </section>
      ))}
      {behind.length > 0 && (
        <details className="res__behind">
          <summary>名次靠后的并列，{behind.length} 处</summary>
          {behind.map((use) => (
            <p key={`${use.step}${use.numbers.join()}`}>
              第 {result.tieLadder.indexOf(use.step) + 1} 步：
              {use.order.map(entryNumberLabel).join(use.facts.outcome === 'split' ? ' → ' : '、')}
              {use.facts.outcome === 'shared' && ' 并列'}
            </p>
          ))}
        </details>
      )}
      {result.runOffNeeded.length > 0 && (
        <>
          <h2>需要现场加投</h2>
          <p>{result.runOffNeeded.map(entryNumberLabel).join('、')} 并列，加投之后才能确认。</p>
        </>
      )}
      {result.items.some(({ band }) => band !== null) && (
        <>
          <h2>统计上并列</h2>
          <p>底色相同的名次，区间互相重叠：次序可以用，但差距不能当真。要分清 30% 与 40%，每幅约需 360 次展示。</p>
        </>
      )}
      {result.passedOver.length > 0 && (
        <>
          <h2>受上限跳过</h2>
          {result.passedOver.map((entry) => (
            <p key={entry.number}>
              <b>
                {entryNumberLabel(entry.number)}《{entry.title}》
              </b>
              {result.scale === 'rate' && `，选中率 ${formatPercent(entry.rate)}`}：同一
              {entry.cap === 'author' ? '作者' : '单位'}已有 {entry.limit} 幅获奖（上限 {entry.limit} 幅）。
            </p>
          ))}
        </>
      )}
      <ResultInsight roundId={result.roundId} />
      <h2>账本</h2>
      <p>
        共 {result.chainLength} 条，链首尾相接；计票的人：{result.talliedBy}
        {result.certifiedBy ? `，确认的人：${result.certifiedBy}。` : '；要由另一位组织者确认。'}
      </p>
      <p className="zm-mono res__hash">{result.merkleRoot}</p>
    </aside>
  );
}

/**
 * The steps that settled a tie; those that were tried before and told nothing are not the reason of any place. Apart stand
 * those of places that win nothing.
 */
function decidingUses({ ladderUses, items, winners }: ResultView) {
  const winning = new Set(items.filter(({ rank, award }) => award || rank <= winners).map(({ number }) => number));
  const deciding = ladderUses.filter(({ facts: { outcome } }) => outcome === 'split' || outcome === 'shared');
  const matters = ({ numbers }: (typeof deciding)[number]) => numbers.some((number) => winning.has(number));
  return { told: deciding.filter(matters), behind: deciding.filter((use) => !matters(use)) };
}
