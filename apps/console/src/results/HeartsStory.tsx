import { type ResultView } from '@zuimei/contracts';
import { podiumOf } from '@zuimei/domain';
import { entryNumberLabel } from '@zuimei/glossary';
import { formatCount } from '@zuimei/ui';

/** What public hearts did to a result: their weight, the first three without them, and the figures. */
export function HeartsStory({ hearts }: { hearts: NonNullable<ResultView['hearts']> }) {
  const { weight, juryAlone, entries } = hearts;
  return (
    <section>
      <h2>点赞占 {weight}%</h2>
      <p>
        按开评前公布的规则，评审的名次和收票前的点赞数各自换成「排在多少作品前面」，再按 {100 - weight}% 和 {weight}%
        合起来；表里的次序是合起来的次序，选中率和区间仍是评审的。
      </p>
      <p>
        只看评审，前三是：
        <b>
          {podiumOf(juryAlone, 3)
            .map((group) => group.map(entryNumberLabel).join('＝'))
            .join('、')}
        </b>
      </p>
      <details className="res__behind">
        <summary>每幅的点赞数</summary>
        <ul>
          {entries.map(({ number, hearts: given, blended }) => (
            <li key={number}>
              {entryNumberLabel(number)}：{formatCount(given)}，合起来 {blended.toFixed(3)}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
