import { type ModerationItem } from '@zuimei/contracts';
import { DISTRICT_LABELS, PHOTO_HINT_LABELS, RECOGNISABLE_LABELS } from '@zuimei/glossary';
import { StatusPill, formatDateTime } from '@zuimei/ui';
import { Likenesses } from './Likenesses.js';
import { OriginalDownload } from './OriginalDownload.js';

interface PhotoFactsProps {
  item: ModerationItem;
  editionKey: string;
  onCompare: (place: number) => void;
}

/** What is known of the photo: what looks like it, the author's words, hints from EXIF. */
export function PhotoFacts({ item, editionKey, onCompare }: PhotoFactsProps) {
  const { original, facts } = item;
  const hints = [
    facts.takenAt?.replace('T', ' ').slice(0, 16),
    facts.camera,
    facts.software && `软件 ${facts.software}`,
    ...facts.hints.filter((hint) => !WARNINGS.has(hint)).map(hintInWords),
  ].filter(Boolean);
  const warnings = facts.hints.filter((hint) => WARNINGS.has(hint));
  return (
    <aside className="mod__facts" aria-label="投稿内容">
      <p className="zm-caption">
        投稿 {item.id.slice(-6).toUpperCase()} · {formatDateTime(item.receivedAt)}
      </p>
      <h2>{item.title}</h2>
      <Likenesses similar={item.similar} editionKey={editionKey} onOpen={onCompare} />
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
        {warnings.length > 0 && (
          <>
            <dt>留意</dt>
            <dd>
              {warnings.map((warning) => (
                <StatusPill key={warning} tone="warn">
                  {hintInWords(warning)}
                </StatusPill>
              ))}
            </dd>
          </>
        )}
        <dt>尺寸</dt>
        <dd>
          {original.width.toLocaleString('zh-CN')} × {original.height.toLocaleString('zh-CN')} px，可印到约{' '}
          {printCentimetres(original.width)} × {printCentimetres(original.height)} 厘米
        </dd>
        <dt>区</dt>
        <dd>
          {item.district
            ? DISTRICT_LABELS[item.district].zh
            : item.consent.district
              ? '照片里没有深圳的位置'
              : '作者没有勾选'}
        </dd>
        <dt>授权</dt>
        <dd>
          {item.consent.version} 版，{formatDateTime(item.consent.at)}；
          {item.consent.original ? '本人拍的' : '没有确认是本人拍的'}，
          {item.consent.noSecrets ? '不含单位秘密' : '没有确认不含单位秘密'}
        </dd>
      </dl>
      <OriginalDownload submissionId={item.id} bytes={original.bytes} />
    </aside>
  );
}

/** Hints that a moderator should look at; none of them refuses a photo. */
const WARNINGS: ReadonlySet<string> = new Set(['low-resolution', 'recompressed-by-messenger']);

/** A side on paper at 200 dots an inch, which is fine for a board that is looked at from a step away. */
const printCentimetres = (pixels: number): number => Math.round((pixels / 200) * 2.54);

const hintInWords = (hint: string): string =>
  Object.hasOwn(PHOTO_HINT_LABELS, hint) ? PHOTO_HINT_LABELS[hint as keyof typeof PHOTO_HINT_LABELS].zh : hint;
