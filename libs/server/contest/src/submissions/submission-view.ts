import type { SubmissionView } from '@zuimei/contracts';
import { type OwnSubmissionRow, photoViewOrNull } from '@zuimei/persistence/contest';

/** What was agreed to and answered. */
export const consentViewOf = (
  row: Pick<
    OwnSubmissionRow,
    'consentVersion' | 'consentedAt' | 'consentOriginal' | 'consentNoSecrets' | 'keepDistrict'
  >,
): SubmissionView['consent'] => ({
  version: row.consentVersion,
  at: row.consentedAt.toISOString(),
  original: row.consentOriginal,
  noSecrets: row.consentNoSecrets,
  district: row.keepDistrict,
});

/** The past winner that an entry is blocked for. */
export const blockedBy = (row: {
  blockedByEdition: string | null;
  blockedByNumber: number | null;
}): { editionKey: string; number: number } | null =>
  row.blockedByEdition !== null && row.blockedByNumber !== null
    ? { editionKey: row.blockedByEdition, number: row.blockedByNumber }
    : null;

/** A submission as its author sees it. `shortlisted`: its entry stands in a round that was prepared. */
export const toSubmissionView = (row: OwnSubmissionRow): SubmissionView => ({
  id: row.id,
  editionKey: row.editionKey,
  title: row.title,
  story: row.story,
  place: row.place,
  recognisable: row.recognisable,
  state: row.state,
  reason: row.reason,
  note: row.note,
  consent: consentViewOf(row),
  district: row.district,
  receivedAt: row.receivedAt.toISOString(),
  decidedAt: row.decidedAt?.toISOString() ?? null,
  photo: photoViewOrNull(row),
  entry:
    row.entryId !== null && row.entryNumber !== null && row.entryState !== null
      ? {
          id: row.entryId,
          number: row.entryNumber,
          state: row.entryState,
          shortlisted: row.lockedAt !== null,
          blockedBy: blockedBy(row),
        }
      : null,
  award: row.rank !== null && row.prize !== null ? { rank: row.rank, prize: row.prize } : null,
});
