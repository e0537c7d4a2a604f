import { editionLabel, entryNumberLabel } from '@zuimei/glossary';
import { escapeHtml } from '@zuimei/platform';

/** A winner as the article shows it. */
export interface ArticleWinner {
  number: number;
  title: string;
  story: string;
  prize: string;
  maker: string;
  company: string | null;
  /** An absolute address: the editor fetches the picture from there. */
  picture: string;
}

export interface Article {
  editionKey: string;
  theme: string;
  contestName: string;
  /** Where the published result stands. */
  link: string;
  /** The version of the publication, from 1; a later one is a correction. */
  version: number;
  correction: string | null;
  winners: readonly ArticleWinner[];
}

const P = 'margin:0 0 12px;font-size:16px;line-height:1.75;color:#16202b;';
const SMALL = 'margin:0 0 20px;font-size:14px;line-height:1.6;color:#626c77;';
const SEAL =
  'display:inline-block;padding:2px 10px;font-size:15px;font-weight:bold;line-height:1.6;color:#ffffff;background-color:#a8261f;';

/** What stands above the winners of one article. */
export const articleTitle = ({ editionKey, theme }: Pick<Article, 'editionKey' | 'theme'>): string =>
  `${editionLabel(editionKey)}《${theme}》获奖作品`;

const winnerSection = ({ number, title, story, prize, maker, company, picture }: ArticleWinner): string =>
  [
    '<section style="margin:0 0 32px;">',
    `<p style="margin:0 0 8px;"><img src="${escapeHtml(picture)}" alt="${escapeHtml(title)}" style="width:100%;height:auto;display:block;"></p>`,
    `<p style="margin:0 0 8px;"><span style="${SEAL}">${escapeHtml(prize)}</span></p>`,
    `<p style="margin:0 0 4px;font-size:20px;font-weight:bold;line-height:1.5;color:#16202b;">${escapeHtml(title)}</p>`,
    `<p style="${SMALL}">${escapeHtml([maker, company].filter(Boolean).join('　'))}　作品 ${entryNumberLabel(number)}</p>`,
    ...(story ? [`<p style="${P}">${escapeHtml(story)}</p>`] : []),
    '</section>',
  ].join('');

/**
 * The winners as HTML for the editor of an official account, which keeps inline styles and throws away scripts, classes,
 * ids, positions and style sheets: so there are only sections, paragraphs, spans and pictures here.
 */
export function articleHtml(article: Article): string {
  const { contestName, winners, link, version, correction } = article;
  return [
    '<section style="padding:0 8px;">',
    `<p style="margin:0 0 8px;font-size:22px;font-weight:bold;line-height:1.5;color:#16202b;">${escapeHtml(articleTitle(article))}</p>`,
    `<p style="${SMALL}">${escapeHtml(contestName)}　共 ${winners.length} 幅，由职工评审团投票选出　第 ${version} 版</p>`,
    ...(correction ? [`<p style="${P}color:#ab241b;">更正：${escapeHtml(correction)}</p>`] : []),
    ...winners.map(winnerSection),
    `<p style="${SMALL}">全部名次、票数和可以自己重算的结果包：${escapeHtml(link)}</p>`,
    '</section>',
  ].join('');
}
