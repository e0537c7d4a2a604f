import { type WinnersView } from '@zuimei/contracts';
import { entryNumberLabel } from '@zuimei/glossary';
import { formatDate } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';

/** What was published before a correction: it stays, word for word, with its own bundle. */
export function Earlier({ earlier, roundId }: Pick<WinnersView, 'earlier' | 'roundId'>) {
  if (earlier.length === 0) return null;
  return (
    <section className="prose narrow">
      <h2>更正之前</h2>
      <p>公布过的结果不改、不删，更正另出一版。</p>
      {earlier.map((before, i) => {
        const version = earlier.length - i;
        return (
          <details key={version} className="winners__earlier">
            <summary>
              第 {version} 版，{formatDate(before.publishedAt)} 公布
              {before.correctionReason && `（更正：${before.correctionReason}）`}
            </summary>
            <ol>
              {before.items.map((item) => (
                <li key={item.number} value={item.rank}>
                  {entryNumberLabel(item.number)} {item.title ?? '（作品已退出）'}{' '}
                  <span className="zm-caption">{item.prize}</span>
                </li>
              ))}
            </ol>
            <p>
              <a href={`${api.url(endpoints.getBundle, { params: { id: roundId } })}?version=${version}`} download>
                下载这一版的结果包
              </a>
            </p>
          </details>
        );
      })}
    </section>
  );
}
