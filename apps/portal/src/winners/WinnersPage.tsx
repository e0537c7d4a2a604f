import { type WinnerView } from '@zuimei/contracts';
import { editionLabel, entryNumberLabel, placeLabel } from '@zuimei/glossary';
import { ButtonLink, EmptyState, FrameLine, Note, Photo, Seal, SlowNote, formatDate, formatPercent } from '@zuimei/ui';
import { Link } from 'wouter';
import { api, endpoints } from '../data/api.js';
import { useWinners } from '../data/editions.js';
import { BackBar } from '../shell/BackBar.js';
import { Failed } from '../shell/Failed.js';
import './winners.css';

export function WinnersPage({ editionKey }: { editionKey: string }) {
  const winners = useWinners(editionKey);
  if (winners.error && winners.data === undefined) return <Failed error={winners.error} retry={winners.reload} />;
  if (winners.data === undefined) return <SlowNote>还在打开，网络有点慢。</SlowNote>;
  if (winners.data === null) {
    return (
      <main>
        <BackBar title={`${editionLabel(editionKey)}获奖作品`} />
        <EmptyState title="结果还没有公布" action={<ButtonLink href={`/gallery/${editionKey}`}>看参赛作品</ButtonLink>}>
          职工评审团投完票、核验之后公布。
        </EmptyState>
      </main>
    );
  }
  const { items, theme, publishedAt, correctionReason, jurors, answers, roundId, merkleRoot } = winners.data;
  return (
    <main>
      <BackBar title={`${editionLabel(editionKey)}获奖作品`} end={`${formatDate(publishedAt)} 公布`} />
      <p className="winners__theme">{theme}</p>
      {correctionReason && (
        <div className="pad">
          <Note tone="warn" title="更正">
            {correctionReason}
          </Note>
        </div>
      )}
      <ol className="winners">
        {items.map((winner) => (
          <Winner key={winner.entryId} winner={winner} />
        ))}
      </ol>
      <section className="prose narrow">
        <h2>怎么选出来的</h2>
        <p>
          {jurors} 位职工评审员现场投票，交了 {answers}{' '}
          屏作答。每幅作品出现的次数几乎一样多，按被选中的比例排名；并列按开评前公布的规则处理，谁也不能改票。
        </p>
        <p>任何人都可以下载结果包，自己重算一遍名次。</p>
        <p className="zm-caption">账本指纹 {merkleRoot}</p>
        <p>
          <ButtonLink icon="download" href={api.url(endpoints.getBundle, { params: { id: roundId } })} download>
            下载结果包（JSON）
          </ButtonLink>
        </p>
      </section>
    </main>
  );
}

function Winner({ winner }: { winner: WinnerView }) {
  const podium = winner.rank <= 3;
  return (
    <li data-podium={podium || undefined}>
      <Photo
        src={podium ? winner.photo.src1080 : winner.photo.src320}
        srcSet={podium ? undefined : `${winner.photo.src320} 320w, ${winner.photo.src1080} 1080w`}
        sizes="(min-width: 60rem) 30vw, 50vw"
        width={winner.photo.width}
        height={winner.photo.height}
        thumbhash={winner.photo.thumbhash}
        alt={winner.title}
        loading={podium ? 'eager' : 'lazy'}
      >
        <Seal onPhoto>{podium ? placeLabel(winner.rank) : '获奖'}</Seal>
        <Link
          className="zm-cover"
          href={`/entries/${winner.entryId}`}
          aria-label={`${winner.prize}《${winner.title}》`}
        />
      </Photo>
      <FrameLine
        number={entryNumberLabel(winner.number)}
        title={winner.title}
        end={winner.shared ? `并列${placeLabel(winner.rank)}` : placeLabel(winner.rank)}
      />
      <p className="winners__by">
        <b>{winner.maker.displayName}</b> <span className="zm-caption">{winner.maker.company}</span>
      </p>
      <p className="zm-caption">
        {winner.picks} / {winner.exposures} 次选中，{formatPercent(winner.rate)}（区间 {formatPercent(winner.low)}–
        {formatPercent(winner.high)}）
      </p>
    </li>
  );
}
