import { type WinnerView } from '@zuimei/contracts';
import { ENTRY_STATE_LABELS, editionLabel, entryNumberLabel, placeLabel, sealLabel } from '@zuimei/glossary';
import {
  ButtonLink,
  EmptyState,
  FrameLine,
  Note,
  Photo,
  Seal,
  formatCount,
  formatDate,
  figureInWords,
  formatPercent,
} from '@zuimei/ui';
import { Link } from 'wouter';
import { useWinners } from '../data/editions.js';
import { BackBar } from '../shell/BackBar.js';
import { Failed } from '../shell/Failed.js';
import { Opening } from '../shell/Opening.js';
import { Earlier } from './Earlier.js';
import { HowChosen } from './HowChosen.js';
import './winners.css';

export function WinnersPage({ editionKey }: { editionKey: string }) {
  const winners = useWinners(editionKey);
  if (winners.error && winners.data === undefined) return <Failed error={winners.error} retry={winners.reload} />;
  if (winners.data === undefined) return <Opening />;
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
  const gone = winners.data.items.filter(({ left }) => left !== null);
  const { items, theme, publishedAt, correctionReason, jurors, answers, roundId, merkleRoot, heartsWeight, earlier } =
    winners.data;
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
      {gone.length > 0 && (
        <div className="pad">
          <Note tone="warn" title="更正">
            {gone.map(leavingInWords).join('；')}。名次不变，照片和姓名不再显示；票数仍可核对。
          </Note>
        </div>
      )}
      <ol className="winners">
        {items.map((winner) => (
          <Winner key={winner.entryId} winner={winner} />
        ))}
      </ol>
      <HowChosen
        jurors={jurors}
        answers={answers}
        roundId={roundId}
        merkleRoot={merkleRoot}
        heartsWeight={heartsWeight}
      />
      <Earlier earlier={earlier} roundId={roundId} />
    </main>
  );
}

function Winner({ winner }: { winner: WinnerView }) {
  const podium = winner.rank <= 3;
  const { photo } = winner;
  if (!photo) return <Left winner={winner} />;
  return (
    <li data-podium={podium || undefined}>
      <Photo
        src={podium ? photo.src1080 : photo.src320}
        srcSet={podium ? undefined : `${photo.src320} 320w, ${photo.src1080} 1080w`}
        sizes="(min-width: 60rem) 30vw, 50vw"
        width={photo.width}
        height={photo.height}
        thumbhash={photo.thumbhash}
        alt={winner.title}
        loading={podium ? 'eager' : 'lazy'}
      >
        <Seal onPhoto>{sealLabel(winner)}</Seal>
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
        <b>{winner.maker?.displayName}</b> <span className="zm-caption">{winner.maker?.company}</span>
      </p>
      <Figures winner={winner} />
    </li>
  );
}

/** A winner that has left: the place stands, what showed who it was is gone. */
function Left({ winner }: { winner: WinnerView }) {
  return (
    <li data-podium={winner.rank <= 3 || undefined}>
      <p className="winners__left">已撤回</p>
      <FrameLine
        number={entryNumberLabel(winner.number)}
        title="已撤回"
        end={winner.shared ? `并列${placeLabel(winner.rank)}` : placeLabel(winner.rank)}
      />
      <Figures winner={winner} />
    </li>
  );
}

function Figures({ winner }: { winner: WinnerView }) {
  return (
    <p className="zm-caption">
      {winner.scale === 'rate'
        ? `${winner.picks} / ${winner.exposures} 次选中，${formatPercent(winner.rate)}（区间 ${formatPercent(winner.low)}–${formatPercent(winner.high)}）`
        : figureInWords(winner)}
      {winner.hearts > 0 && ` · 点赞 ${formatCount(winner.hearts)}`}
      {winner.juryRank !== null && ` · 只看评审：${placeLabel(winner.juryRank)}`}
    </p>
  );
}

/** 「第二名（作品 0417）11月28日由作者撤回」, for each winner that has left. */
function leavingInWords({ rank, number, left }: WinnerView): string {
  const what = left?.state === 'withdrawn' ? '由作者撤回' : ENTRY_STATE_LABELS[left?.state ?? 'withdrawn'].zh;
  return `${placeLabel(rank)}（作品 ${entryNumberLabel(number)}）${left?.at ? formatDate(left.at) : ''}${what}`;
}
