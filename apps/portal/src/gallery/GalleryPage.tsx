import { useEffect, useRef } from 'react';
import { PHASE_LABELS, editionLabel } from '@zuimei/glossary';
import { Button, ButtonLink, EmptyState, SlowNote, formatCount } from '@zuimei/ui';
import { Link } from 'wouter';
import { coverEdition, useEditions } from '../data/editions.js';
import { Failed } from '../shell/Failed.js';
import { Opening } from '../shell/Opening.js';
import { Justified } from './Justified.js';
import { useGallery } from './use-gallery.js';

export function GalleryPage({ editionKey }: { editionKey?: string }) {
  const editions = useEditions();
  const key = editionKey ?? coverEdition(editions.data ?? [])?.key;
  if (editions.error && !editions.data) return <Failed error={editions.error} retry={editions.reload} />;
  if (!editions.data || !key) return <Opening />;
  const edition = editions.data.find((one) => one.key === key);
  return (
    <main>
      <div className="head">
        <h1>作品</h1>
        {edition?.phase === 'published' && <Link href={`/winners/${key}`}>获奖作品 ›</Link>}
      </div>
      <nav className="gallery__editions" aria-label="哪一期">
        {editions.data.map((one) => (
          <Link key={one.key} href={`/gallery/${one.key}`} aria-current={one.key === key ? 'page' : undefined}>
            {editionLabel(one.key).replace(/^\d+年/, '')} {one.theme}
          </Link>
        ))}
      </nav>
      {edition && (
        <p className="pad zm-caption" style={{ paddingTop: 0, paddingBottom: '.5rem' }}>
          {formatCount(edition.entryCount)} 幅 · {PHASE_LABELS[edition.phase].zh}
          {edition.phase !== 'published' && ' · 评审公布之前不显示作者'}
        </p>
      )}
      <Pages key={key} editionKey={key} collecting={edition?.phase === 'collecting'} />
    </main>
  );
}

function Pages({ editionKey, collecting }: { editionKey: string; collecting: boolean }) {
  const { items, cursor, loading, error, more } = useGallery(editionKey);
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = end.current;
    if (!element || typeof IntersectionObserver === 'undefined') return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && void more(), {
      rootMargin: '800px',
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [more, items.length]);
  if (items.length === 0 && cursor === null) {
    return (
      <EmptyState
        title="这一格，等你来拍"
        action={
          collecting && (
            <ButtonLink kind="hot" icon="cam" href="/submit">
              拍照投稿
            </ButtonLink>
          )
        }
      >
        这一期还没有审核通过的作品。
      </EmptyState>
    );
  }
  return (
    <>
      <Justified items={items} />
      {/* Another element once the rows are there: what stood above them does not jump below them. */}
      <div className="gallery__more" ref={end} key={items.length === 0 ? 'first' : 'more'}>
        {error ? (
          <>
            <p>{error}</p>
            <Button icon="retry" onClick={() => void more()}>
              再试一次
            </Button>
          </>
        ) : loading ? (
          <SlowNote>还在取，网络有点慢。</SlowNote>
        ) : cursor === null ? (
          <p className="zm-caption">就这些了</p>
        ) : null}
      </div>
    </>
  );
}
