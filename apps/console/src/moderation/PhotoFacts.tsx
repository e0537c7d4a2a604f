import { type ModerationItem } from '@zuimei/contracts';
import { PHOTO_HINT_LABELS, RECOGNISABLE_LABELS, editionLabel, entryNumberLabel } from '@zuimei/glossary';
import { FrameLine, Photo, StatusPill, formatDateTime, formatPercent } from '@zuimei/ui';
import { OriginalDownload } from './OriginalDownload.js';

/** What is known of the photo: the author's words, hints from EXIF, and what looks like it. */
export function PhotoFacts({ item }: { item: ModerationItem }) {
  const { original, facts } = item;
  const hints = [
    facts.takenAt?.replace('T', ' ').slice(0, 16),
    facts.camera,
    facts.software && `软件 ${facts.software}`,
    ...facts.hints.map(hintInWords),
  ].filter(Boolean);
  const short = Math.min(original.width, original.height);
  return (
    <aside className="mod__facts" aria-label="投稿内容">
      <p className="zm-caption">
        投稿 {item.id.slice(-6).toUpperCase()} · {formatDateTime(item.receivedAt)}
      </p>
      <h2>{item.title}</h2>
      <p className="mod__story">{item.story || '作者没有写故事。'}</p>
      <dl>
        <dt>地点</dt>
        <dd>{item.place}</dd>
        <dt>可认出</dt>
        <dd>
          {RECOGNISABLE_LABELS[item.recognisable].zh}{' '}
          {item.recognisable === 'consented' && <StatusPill tone="ok">有声明</StatusPill>}
          {item.recognisable === 'not-consented' && <StatusPill tone="bad">须打码</StatusPill>}
        </dd>
        <dt>本人投稿</dt>
        <dd>
          {item.authorCount} / {item.quota} 幅
        </dd>
        <dt>EXIF 提示</dt>
        <dd>{hints.length > 0 ? hints.join(' · ') : '没有（微信会去掉，不影响参赛）'}</dd>
        <dt>短边</dt>
        <dd>{short.toLocaleString('zh-CN')} px</dd>
      </dl>
      <OriginalDownload submissionId={item.id} bytes={original.bytes} />
      {item.similar.length > 0 && (
        <section className="mod__similar">
          <h3>
            相近的照片 <StatusPill tone="warn">{item.similar.length} 幅</StatusPill>
          </h3>
          <div>
            {item.similar.slice(0, 4).map((other) => (
              <figure key={other.submissionId}>
                <Photo
                  src={other.photo.src320}
                  width={other.photo.width}
                  height={other.photo.height}
                  thumbhash={other.photo.thumbhash}
                  alt=""
                />
                <FrameLine
                  number={formatPercent(other.likeness, 0)}
                  title={`${other.sameAuthor ? '本人' : '他人'}，${editionLabel(other.editionKey).replace(/^\d+年/, '')}${other.number === null ? '' : ` ${entryNumberLabel(other.number)}`}`}
                />
              </figure>
            ))}
          </div>
        </section>
      )}
    </aside>
  );
}

const hintInWords = (hint: string): string =>
  Object.hasOwn(PHOTO_HINT_LABELS, hint) ? PHOTO_HINT_LABELS[hint as keyof typeof PHOTO_HINT_LABELS].zh : hint;
