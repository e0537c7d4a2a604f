import type { ModerationItem } from '@zuimei/contracts';
import { DEFAULT_EDITION_RULES } from '@zuimei/domain';
import type { PhotoFacts } from '@zuimei/imaging';
import { blockedBy } from '../submissions/submission-view.js';
import { type ModerationRow, photoView, type SimilarRow } from '@zuimei/persistence/contest';
import { consentViewOf } from '../submissions/submission-view.js';

/** What the file says of itself, as short words that the console has sentences for. */
function hintsOf(facts: Partial<PhotoFacts>): string[] {
  const hints: string[] = [];
  if (facts.lowResolution) hints.push('low-resolution');
  if (facts.recompressedByMessenger) hints.push('recompressed-by-messenger');
  if (facts.hasGps) hints.push('has-gps');
  return hints;
}

/** A submission as a moderator sees it. `similar` are the likenesses of this photo only. */
export function toModerationItem(
  row: ModerationRow,
  similar: readonly SimilarRow[],
  quota: number = DEFAULT_EDITION_RULES.quota,
): ModerationItem {
  const facts = row.facts as Partial<PhotoFacts>;
  return {
    id: row.id,
    title: row.title,
    story: row.story,
    place: row.place,
    recognisable: row.recognisable,
    consent: consentViewOf(row),
    district: row.district,
    state: row.state,
    reason: row.reason,
    note: row.note,
    receivedAt: row.receivedAt.toISOString(),
    authorCount: row.authorCount,
    quota,
    entry:
      row.entryId !== null && row.entryNumber !== null && row.entryState !== null
        ? { id: row.entryId, number: row.entryNumber, state: row.entryState, blockedBy: blockedBy(row) }
        : null,
    photo: photoView(row),
    original: { width: row.width, height: row.height, bytes: row.bytes, type: row.mime },
    facts: {
      takenAt: facts.takenAt ?? null,
      camera: facts.camera ?? null,
      software: facts.software ?? null,
      hints: hintsOf(facts),
    },
    similar: similar.map((other) => ({
      submissionId: other.submissionId,
      editionKey: other.editionKey,
      title: other.title,
      state: other.state,
      number: other.number,
      sameAuthor: other.sameAuthor,
      kind: other.kind,
      likeness: Math.round(other.likeness * 1000) / 1000,
      pastWinner: other.pastWinner,
      blocks: other.blocks,
      photo: photoView(other),
    })),
  };
}
