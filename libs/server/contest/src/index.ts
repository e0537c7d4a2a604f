export {
  countHearts,
  entriesForRound,
  lockEntries,
  unlockEntries,
  type NewAward,
  type RoundEntriesOf,
  type RoundEntry,
} from '@zuimei/persistence/contest';
export * from './editions/create-edition.use-case.js';
export * from './editions/edition-input.js';
export * from './editions/edition-rules.js';
export * from './editions/editions.query.js';
export * from './editions/standing-rules.js';
export * from './editions/update-edition.use-case.js';
export * from './exports/export-entries.use-case.js';
export * from './exports/export-winner-contacts.use-case.js';
export * from './gallery/disqualify-entry.use-case.js';
export * from './gallery/gallery.query.js';
export * from './hearts/give-heart.use-case.js';
export * from './hearts/hearts.query.js';
export * from './hearts/take-heart-back.use-case.js';
export * from './intake/begin-upload.use-case.js';
export * from './intake/create-submission.use-case.js';
export * from './intake/discard-upload.use-case.js';
export * from './intake/finish-upload.use-case.js';
export * from './intake/own-upload.query.js';
export * from './intake/staging-folder.js';
export * from './intake/submission-intake.js';
export * from './jobs.js';
export * from './keepsakes/keepsakes.query.js';
export type { LinkCard } from './keepsakes/link-card.js';
export * from './media/entry-pictures.js';
export * from './media/media.query.js';
export * from './moderation/approve-submission.use-case.js';
export * from './moderation/block-copies-of-winners.js';
export * from './moderation/moderation-queue.query.js';
export * from './moderation/refuse-submission.use-case.js';
export * from './moderation/tell-apart.use-case.js';
export * from './moderation/undo-moderation.use-case.js';
export * from './originals/issue-original-link.use-case.js';
export * from './originals/original-links.js';
export * from './originals/originals.query.js';
export * from './photos/derive-photo.use-case.js';
export * from './photos/find-likenesses.js';
export * from './photos/photo-jobs.port.js';
export * from './photos/photo-store.js';
export * from './photos/queued-photo-jobs.js';
export * from './photos/record-photo-failure.use-case.js';
export * from './photos/sweep-photos.use-case.js';
export * from './providers.js';
export * from './publication/publish-winners.js';
export * from './repair/find-orphans.js';
export * from './repair/photo-checks.query.js';
export * from './repair/remove-orphan.use-case.js';
export * from './repair/repair-photo.use-case.js';
export * from './repair/start-photo-check.use-case.js';
export * from './repair/sweep-repairs.use-case.js';
export * from './repair/verify-photos.use-case.js';
export * from './results/maker.js';
export * from './retention/erase-phones.use-case.js';
export * from './retention/hand-over-prizes.use-case.js';
export * from './retention/phone-retention.query.js';
export * from './results/winners.query.js';
export * from './submissions/amend-submission.use-case.js';
export * from './submissions/my-submissions.query.js';
export * from './submissions/withdraw-submission.use-case.js';
export * from './wall/clear-moment.use-case.js';
export * from './wall/place-moment.use-case.js';
export * from './wall/wall.query.js';
