import { entryNumberLabel, sealLabel } from '@zuimei/glossary';
import { type EditionView, type WinnersView } from '@zuimei/contracts';
import { ButtonLink, Countdown, EmptyState, FrameLine, Photo, Seal, formatCount } from '@zuimei/ui';
import { Link } from 'wouter';
import { coverEdition, useEdition, useEditions, useWinners } from '../data/editions.js';
import { Justified } from '../gallery/Justified.js';
import { useGallery } from '../gallery/use-gallery.js';
import { Failed } from '../shell/Failed.js';
import { Opening } from '../shell/Opening.js';
import { Cover } from './Cover.js';
import './home.css';

const MONTHS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];
const PEEK = 6;

export function HomePage() {
  const editions = useEditions();
  const current = coverEdition(editions.data ?? []);
  const edition = useEdition(current?.key ?? null);
  const published = editions.data?.find(({ phase }) => phase === 'published') ?? null;
  const winners = useWinners(published?.key ?? null);

  if (editions.error && !editions.data) return <Failed error={editions.error} retry={editions.reload} />;
  if (editions.data?.length === 0) {
    return (
      <main className="pad">
        <EmptyState title="活动还没有开始" level={1} lit={[2]}>
          第一期很快就来，到时候用手机就能投稿。
        </EmptyState>
      </main>
    );
  }
  if (!edition.data) return <Opening />;
  return (
    <main>
      <Cover edition={edition.data} />
      <Due edition={edition.data} />
      {winners.data && <Winners winners={winners.data} />}
      <Peek edition={edition.data} />
    </main>
  );
}

function Due({ edition }: { edition: EditionView }) {
  return (
    <section className="due" aria-label="截稿倒计时">
      <Countdown until={edition.collectingUntil} />
      <div className="due__links">
        <Link href="/rules">活动规则</Link>
        <Link href="/privacy">隐私政策</Link>
      </div>
    </section>
  );
}

function Winners({ winners }: { winners: WinnersView }) {
  const month = MONTHS[Number(winners.editionKey.slice(5)) - 1];
  const shown = winners.items.flatMap(({ photo, ...winner }) => (photo ? [{ ...winner, photo }] : []));
  return (
    <section>
      <div className="head">
        <h2>{month}月获奖</h2>
        <Link href={`/winners/${winners.editionKey}`}>全部 {winners.items.length} 幅 ›</Link>
      </div>
      <ul className="win">
        {shown.slice(0, 6).map((winner, index) => (
          <li key={winner.entryId}>
            <Photo
              src={index === 0 ? winner.photo.src1080 : winner.photo.src320}
              width={winner.photo.width}
              height={winner.photo.height}
              thumbhash={winner.photo.thumbhash}
              alt={winner.title}
              loading={index < 3 ? 'eager' : 'lazy'}
            >
              {winner.rank <= 3 && <Seal onPhoto>{sealLabel(winner)}</Seal>}
              <Link
                className="zm-cover"
                href={`/entries/${winner.entryId}`}
                aria-label={`${winner.prize}《${winner.title}》`}
              />
            </Photo>
            <FrameLine number={entryNumberLabel(winner.number)} title={winner.title} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Peek({ edition }: { edition: EditionView }) {
  const gallery = useGallery(edition.key);
  return (
    <section>
      <div className="head">
        <h2>{edition.phase === 'collecting' ? '正在征集' : '本期作品'}</h2>
        <Link href={`/gallery/${edition.key}`}>{formatCount(edition.entryCount)} 幅 ›</Link>
      </div>
      {gallery.items.length === 0 && !gallery.loading ? (
        <EmptyState
          title="这一格，等你来拍"
          action={
            edition.phase === 'collecting' && (
              <ButtonLink kind="hot" icon="cam" href="/submit">
                拍照投稿
              </ButtonLink>
            )
          }
        >
          审核通过的作品会出现在这里。
        </EmptyState>
      ) : (
        <Justified items={gallery.items.slice(0, PEEK)} />
      )}
    </section>
  );
}
