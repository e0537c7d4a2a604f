import { PHOTO_LOSSES, type PhotoCheckView, type PhotoFaultView, type PhotoLoss } from '@zuimei/contracts';
import type { PhotoCheckSummary, PhotoFaultRow } from '@zuimei/persistence/contest';

export const toCheckView = (row: PhotoCheckSummary): PhotoCheckView => ({
  id: row.id,
  kind: row.kind,
  state: row.state,
  askedBy: row.askedBy,
  askedAt: row.askedAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
  total: row.total,
  checked: row.checked,
  missing: row.missing,
  queued: row.queued,
  mended: row.mended,
  lost: row.lost,
  orphans: row.orphanCount === null ? null : { count: row.orphanCount, bytes: row.orphanBytes ?? 0 },
  failure: row.failure,
});

export const toFaultView = (row: PhotoFaultRow): PhotoFaultView => ({
  photoId: row.photoId,
  submissionId: row.submissionId,
  editionKey: row.editionKey,
  number: row.number,
  title: row.title,
  missing: row.missing,
  state: row.state,
  loss: PHOTO_LOSSES.includes(row.failure as PhotoLoss) ? (row.failure as PhotoLoss) : null,
  changedAt: row.changedAt.toISOString(),
});
