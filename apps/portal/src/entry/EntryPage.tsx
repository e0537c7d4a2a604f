import { useEffect, useState } from 'react';
import { type EntryView } from '@zuimei/contracts';
import { editionLabel, entryNumberLabel, sealLabel } from '@zuimei/glossary';
import { FrameLine, Icon, Photo, Seal } from '@zuimei/ui';
import { Link, useLocation } from 'wouter';
import { api, endpoints } from '../data/api.js';
import { useResource } from '../data/store.js';
import { Failed } from '../shell/Failed.js';
import { Opening } from '../shell/Opening.js';
import { Heart } from './Heart.js';
import { Poster } from './Poster.js';
import { Zoom } from './Zoom.js';
import { useSwipe } from './use-swipe.js';
import './entry.css';

export function EntryPage({ id }: { id: string }) {
  const entry = useResource<EntryView>(`entry ${id}`, () => api.call(endpoints.getEntry, { params: { id } }));
  if (entry.error && !entry.data) return <Failed error={entry.error} retry={entry.reload} />;
  if (!entry.data) return <Opening />;
  return <Entry entry={entry.data} />;
}

function Entry({ entry }: { entry: EntryView }) {
  const [, go] = useLocation();
  const [zoomed, setZoomed] = useState(false);
  const { photo, award, maker, previousId, nextId } = entry;
  const to = (id: string | null) => id && go(`/entries/${id}`, { replace: true });
  const swipe = useSwipe({ onLeft: () => to(nextId), onRight: () => to(previousId) });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (zoomed) return;
      if (event.key === 'ArrowLeft') to(previousId);
      if (event.key === 'ArrowRight') to(nextId);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });

  return (
    <main className="entry">
      <div className="entry__photo" {...swipe} onDoubleClick={() => setZoomed(true)}>
        <Photo
          src={photo.src1080}
          srcSet={`${photo.src1080} 1080w, ${photo.src2048} 2048w`}
          sizes="100vw"
          width={photo.width}
          height={photo.height}
          thumbhash={photo.thumbhash}
          alt={`${entry.title}。${firstSentence(entry.story)}`}
          fit="whole"
          loading="eager"
        />
        <button
          type="button"
          className="entry__back"
          aria-label="返回作品"
          onClick={() => (history.length > 1 ? history.back() : go(`/gallery/${entry.editionKey}`))}
        >
          <Icon name="back" />
        </button>
        <button type="button" className="entry__zoom" onClick={() => setZoomed(true)}>
          <Icon name="zoom" label="放大看" />
        </button>
      </div>
      <div className="entry__text narrow">
        <FrameLine number={entryNumberLabel(entry.number)} end={editionLabel(entry.editionKey)} ruled />
        <div className="entry__title">
          <h1>{entry.title}</h1>
          {award && <Seal>{sealLabel(award)}</Seal>}
        </div>
        {maker ? (
          <p className="entry__by">
            <b>{maker.displayName}</b>
            {maker.company && <span className="zm-small">{maker.company}</span>}
          </p>
        ) : (
          <p className="zm-small">
            {entry.hearts === null ? '评审公布之前不显示作者。' : '没有获奖的作品不显示作者。'}
          </p>
        )}
        {award && <Poster key={entry.id} entryId={entry.id} title={entry.title} />}
        {entry.story && <p className="entry__story">{entry.story}</p>}
        <p className="entry__place zm-caption">
          <Icon name="pin" />
          {entry.place}
        </p>
        <Heart entry={entry} />
        <nav className="entry__nav" aria-label="前后作品">
          {previousId ? (
            <Link href={`/entries/${previousId}`} replace>
              <Icon name="back" />
              上一幅
            </Link>
          ) : (
            <span />
          )}
          {nextId && (
            <Link href={`/entries/${nextId}`} replace>
              下一幅
              <Icon name="next" />
            </Link>
          )}
        </nav>
      </div>
      {zoomed && <Zoom photo={photo} alt={entry.title} onClose={() => setZoomed(false)} />}
    </main>
  );
}

const firstSentence = (story: string): string => /^[^。！？]*[。！？]?/.exec(story)?.[0] ?? '';
