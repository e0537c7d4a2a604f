import { editionLabel } from '@zuimei/glossary';
import type { KeepsakeRow } from '@zuimei/persistence/contest';
import { makerOf } from '../results/maker.js';

/** What a link shows of itself where it is shared. */
export interface LinkCard {
  title: string;
  description: string;
  /** Absolute addresses. */
  picture: string;
  url: string;
}

export function linkCardOf(row: KeepsakeRow, origin: string): LinkCard {
  const { displayName, company } = makerOf(row);
  return {
    title: `${row.prize}《${row.title}》`,
    description: [
      [displayName, company].filter(Boolean).join('　'),
      `${row.contestName} ${editionLabel(row.editionKey)}`,
    ].join(' · '),
    picture: `${origin}/v1/entries/${row.entryId}/share.jpg`,
    url: `${origin}/entries/${row.entryId}`,
  };
}
