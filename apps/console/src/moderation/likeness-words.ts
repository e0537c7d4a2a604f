import { type ModerationItem } from '@zuimei/contracts';
import { LIKENESS_KIND_LABELS, SUBMISSION_STATE_LABELS, editionLabel, entryNumberLabel } from '@zuimei/glossary';

export type Likeness = ModerationItem['similar'][number];

const withWinner = (editionKey: string, number: number | null, kind: Likeness['kind']): string =>
  `与${editionLabel(editionKey)}获奖作品${number === null ? '' : ` ${entryNumberLabel(number)} `}${kind === 'near' ? '几乎一样' : '是同一个文件'}`;

/** What approving would lead to, where the photo is a copy of a past winner. */
export function blockingInWords({ similar }: Pick<ModerationItem, 'similar'>): string | undefined {
  const winner = similar.find(({ blocks }) => blocks);
  return winner && `通过后不进入评审：${withWinner(winner.editionKey, winner.number, winner.kind)}。`;
}

/** Why an entry that was just approved is out of judging. */
export function blockedInWords({
  title,
  entry,
  similar,
}: Pick<ModerationItem, 'title' | 'entry' | 'similar'>): string | undefined {
  if (entry?.state !== 'blocked' || !entry.blockedBy) return undefined;
  const { editionKey, number } = entry.blockedBy;
  const winner = similar.find((other) => other.editionKey === editionKey && other.number === number);
  const why = withWinner(editionKey, number, winner?.kind ?? 'near');
  return `《${title}》已通过，编号 ${entryNumberLabel(entry.number)}，没有进入评审：${why}。`;
}

/** Edition and number of a like photo, or its state where it has no number. */
export function placeInWords({ editionKey, number, state }: Likeness, openEdition: string): string {
  const edition = editionKey === openEdition ? '本期' : editionLabel(editionKey);
  return `${edition} ${number === null ? SUBMISSION_STATE_LABELS[state].zh : entryNumberLabel(number)}`;
}

/** How alike in words; never 100 % for what is not the same file. */
export const likenessInWords = ({ kind, likeness }: Likeness): string =>
  kind === 'same-bytes'
    ? LIKENESS_KIND_LABELS[kind].zh
    : `${LIKENESS_KIND_LABELS[kind].zh} ${Math.min(99, Math.round(likeness * 100))}%`;

export const whoseInWords = ({ sameAuthor }: Likeness): string => (sameAuthor ? '同一作者' : '另一作者');
