import type { EditionSummary, EditionView } from '@zuimei/contracts';
import { type EditionCover, type EditionRow, photoView } from '@zuimei/persistence/contest';
import { phaseOf, publicRulesOf } from './edition-rules.js';

/** An edition in a list. */
export const toEditionSummary = (row: EditionRow, cover: EditionCover | undefined, now: Date): EditionSummary => ({
  id: row.id,
  key: row.key,
  theme: row.theme,
  themeEn: row.themeEn,
  phase: phaseOf(row, now),
  collectingUntil: row.collectingUntil.toISOString(),
  cover: cover ? photoView(cover) : null,
  entryCount: row.entryCount,
});

/** An edition by itself. Who made the cover is said only of a winner: until then entries are anonymous. */
export const toEditionView = (row: EditionRow, cover: EditionCover | undefined, now: Date): EditionView => {
  return {
    ...toEditionSummary(row, cover, now),
    lead: row.lead,
    collectingFrom: row.collectingFrom.toISOString(),
    coverCredit: cover
      ? {
          title: cover.title,
          maker: cover.named ? cover.displayName : null,
          company: cover.named ? cover.company : null,
        }
      : null,
    coverEntryId: row.coverEntryId,
    rules: publicRulesOf(row),
    isDemo: row.isDemo,
  };
};
