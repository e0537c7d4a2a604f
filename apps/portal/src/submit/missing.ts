import { type PublicRules } from '@zuimei/contracts';
import { textLength } from '@zuimei/ui';
import { type Draft, detailsOf, openTiles } from './tiles.js';

export interface Missing {
  /** 「还差标题」 as the sticky bar says it. */
  label: string;
  /** Id of the field to go to. */
  focus: string;
}

/** Ids of the fields of the shared details and of each tile's own ones. */
export const fieldId = (name: string, key: string | null = null): string =>
  key === null ? `submit-${name}` : `submit-${name}-${key}`;

/** The first thing that keeps the photos from being handed in, in the order of the page; null where nothing does. */
export function firstMissing(
  draft: Draft,
  rules: Pick<PublicRules, 'titleMax' | 'storyMax' | 'placeMax' | 'consentVersion'>,
  left: number,
): Missing | null {
  const open = openTiles(draft);
  if (open.length === 0) return { label: '还差照片', focus: fieldId('album') };
  if (open.length > left)
    return {
      label: left > 0 ? `本期还能投 ${left} 幅，请去掉 ${open.length - left} 幅` : '本期的名额用完了',
      focus: fieldId('tiles'),
    };
  for (const tile of open) {
    const key = tile.own ? tile.key : null;
    const details = detailsOf(draft, tile);
    const which = tile.own ? `第 ${draft.tiles.indexOf(tile) + 1} 幅` : '';
    const texts = [
      ['title', '标题', details.title, rules.titleMax, true],
      ['story', '故事', details.story, rules.storyMax, false],
      ['place', '地点', details.place, rules.placeMax, true],
    ] as const;
    for (const [name, word, value, most, needed] of texts) {
      if (needed && value.trim() === '') return { label: `还差${which}${word}`, focus: fieldId(name, key) };
      if (textLength(value) > most)
        return { label: `${which}${word}多了 ${textLength(value) - most} 个字`, focus: fieldId(name, key) };
    }
    if (details.recognisable === null)
      return { label: `还差一步：${which}照片里能认出谁`, focus: fieldId('recognisable', key) };
    if (details.recognisable === 'not-consented' && !tile.masked)
      return { label: `还差一步：给第 ${draft.tiles.indexOf(tile) + 1} 幅打码`, focus: fieldId('mask', tile.key) };
  }
  const { answers } = draft;
  if (!answers.original) return { label: '还差一步：确认是您拍的', focus: fieldId('original') };
  if (!answers.noSecrets) return { label: '还差一步：确认不含单位秘密', focus: fieldId('no-secrets') };
  if (answers.agreedTo !== rules.consentVersion) return { label: '还差一步：同意授权说明', focus: fieldId('consent') };
  return null;
}
