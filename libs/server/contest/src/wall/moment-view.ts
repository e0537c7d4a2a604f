import type { MomentView } from '@zuimei/contracts';
import { mediaPath, type MomentRow } from '@zuimei/persistence/contest';
import { makerOf } from '../results/maker.js';

/** A moment as everybody sees it. Authors agreed to be named where they win, so one that was only chosen has no maker. */
export const momentView = (row: Omit<MomentRow, 'editionKey'>): MomentView => ({
  day: row.day,
  entryId: row.entryId,
  number: row.number,
  title: row.title,
  maker: row.rank === null ? null : makerOf({ ...row, company: null }).displayName,
  rank: row.rank,
  district: row.district,
  photo: { width: row.width, height: row.height, thumbhash: row.thumbhash, src320: mediaPath(row.name_320) },
});
