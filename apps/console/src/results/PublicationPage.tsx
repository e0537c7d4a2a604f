import { useRef } from 'react';
import { editionLabel, entryNumberLabel, missingGlyphsSentence } from '@zuimei/glossary';
import { Button, ButtonLink, EmptyState, Note, toast } from '@zuimei/ui';
import { api, endpoints } from '../data/api.js';
import { useLoad } from '../data/use-load.js';
import { Top } from '../shell/Top.js';
import { WinnerContacts } from '../exports/WinnerContacts.js';
import { copyArticle } from './copy-article.js';
import './publication.css';

/** What is handed on of a published result: the article, posters, certificates. */
export function PublicationPage({ editionKey }: { editionKey: string }) {
  const params = { key: editionKey };
  const winners = useLoad(`winners ${editionKey}`, (signal) => api.call(endpoints.listWinners, { params }, { signal }));
  const article = useLoad(`article ${editionKey}`, (signal) => api.call(endpoints.getArticle, { params }, { signal }));
  const preview = useRef<HTMLDivElement>(null);
  const error = winners.error ?? article.error;
  const title = `${editionLabel(editionKey)}公布材料`;
  if (error && !winners.data)
    return (
      <>
        <Top title={title} />
        <EmptyState title={error} action={<ButtonLink href="/console/results">回到结果</ButtonLink>} />
      </>
    );
  if (!winners.data || !article.data) return null;
  const { items, version, correctionReason } = winners.data;
  const shown = items.filter(({ left }) => left === null);
  const { html, origin, missingGlyphs } = article.data;
  const copy = async () =>
    toast(
      (await copyArticle(html, preview.current))
        ? '图文已复制，可以粘贴到公众号编辑器。'
        : '浏览器不让复制：请选中右边的预览，按 Ctrl+C。',
    );
  return (
    <>
      <Top title={title}>
        <span className="zm-small">
          第 {version} 版{correctionReason && `（更正：${correctionReason}）`} · {shown.length} 幅
        </span>
      </Top>
      <div className="con-page pub">
        <div>
          {missingGlyphs.length > 0 && (
            <Note tone="warn">
              {missingGlyphsSentence(missingGlyphs, '证书和海报上')}在服务器上装 Noto Sans CJK 字体后会补上。
            </Note>
          )}
          <section>
            <h2>证书</h2>
            <p className="zm-small">一人一页，A4 横排；每个字都画成轮廓，生僻字在哪台打印机上都一样。</p>
            <p className="con-acts">
              <ButtonLink
                icon="print"
                kind="primary"
                href={api.url(endpoints.getCertificates, { params })}
                target="_blank"
              >
                全部证书（PDF）
              </ButtonLink>
            </p>
          </section>
          <WinnerContacts editionKey={editionKey} />
          <section>
            <h2>海报</h2>
            <ul className="pub__posters">
              {shown.map(({ entryId, number, title, prize }) => (
                <li key={entryId}>
                  <a
                    href={api.url(endpoints.getPoster, { params: { id: entryId } })}
                    target="_blank"
                    rel="noreferrer"
                    aria-label={`${prize}《${title}》海报`}
                  >
                    <img
                      src={api.url(endpoints.getPoster, { params: { id: entryId } })}
                      alt=""
                      width={1080}
                      height={1760}
                      loading="lazy"
                    />
                  </a>
                  <span className="zm-caption">
                    {prize} · {entryNumberLabel(number)}
                  </span>
                  <ButtonLink
                    kind="text"
                    href={api.url(endpoints.getCertificates, { params, query: { entryId } })}
                    target="_blank"
                  >
                    证书
                  </ButtonLink>
                </li>
              ))}
            </ul>
          </section>
        </div>
        <section className="pub__article">
          <h2>图文</h2>
          <p className="con-acts">
            <Button kind="primary" icon="share" onClick={() => void copy()}>
              复制图文
            </Button>
            <span className="zm-caption">贴到公众号的编辑器里；照片要从公网地址取。</span>
          </p>
          {!origin.startsWith('https://') && (
            <Note tone="warn">
              图文里的照片地址是 {origin}，公众号取不到。请用公网的 https 地址打开本页，或设置 PUBLIC_ORIGIN 后再复制。
            </Note>
          )}
          <div
            className="pub__preview"
            role="region"
            aria-label="图文预览"
            tabIndex={0}
            ref={preview}
            // Made by the server from escaped texts, plain tags and inline styles only.
            dangerouslySetInnerHTML={{ __html: html }}
          />
        </section>
      </div>
    </>
  );
}
