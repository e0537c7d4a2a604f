import { BlockCopiesOfWinners } from './moderation/block-copies-of-winners.js';
import { TellApart } from './moderation/tell-apart.use-case.js';
import { FindLikenesses } from './photos/find-likenesses.js';
import { ApproveSubmission } from './moderation/approve-submission.use-case.js';
import { BeginUpload } from './intake/begin-upload.use-case.js';
import { CreateSubmission } from './intake/create-submission.use-case.js';
import { DiscardUpload } from './intake/discard-upload.use-case.js';
import { FinishUpload } from './intake/finish-upload.use-case.js';
import { OwnUpload } from './intake/own-upload.query.js';
import { SubmissionIntake } from './intake/submission-intake.js';
import { CreateEdition } from './editions/create-edition.use-case.js';
import { Editions } from './editions/editions.query.js';
import { UpdateEdition } from './editions/update-edition.use-case.js';
import { ExportEntries } from './exports/export-entries.use-case.js';
import { ExportWinnerContacts } from './exports/export-winner-contacts.use-case.js';
import { DisqualifyEntry } from './gallery/disqualify-entry.use-case.js';
import { Gallery } from './gallery/gallery.query.js';
import { GiveHeart } from './hearts/give-heart.use-case.js';
import { Hearts } from './hearts/hearts.query.js';
import { TakeHeartBack } from './hearts/take-heart-back.use-case.js';
import { Keepsakes } from './keepsakes/keepsakes.query.js';
import { EntryPictures } from './media/entry-pictures.js';
import { Media } from './media/media.query.js';
import { ModerationQueue } from './moderation/moderation-queue.query.js';
import { RefuseSubmission } from './moderation/refuse-submission.use-case.js';
import { UndoModeration } from './moderation/undo-moderation.use-case.js';
import { IssueOriginalLink } from './originals/issue-original-link.use-case.js';
import { OriginalLinks } from './originals/original-links.js';
import { Originals } from './originals/originals.query.js';
import { DerivePhoto } from './photos/derive-photo.use-case.js';
import { RecordPhotoFailure } from './photos/record-photo-failure.use-case.js';
import { SweepPhotos } from './photos/sweep-photos.use-case.js';
import { FindOrphans } from './repair/find-orphans.js';
import { PhotoChecks } from './repair/photo-checks.query.js';
import { RepairPhoto } from './repair/repair-photo.use-case.js';
import { StartPhotoCheck } from './repair/start-photo-check.use-case.js';
import { SweepRepairs } from './repair/sweep-repairs.use-case.js';
import { VerifyPhotos } from './repair/verify-photos.use-case.js';
import { ErasePhones } from './retention/erase-phones.use-case.js';
import { HandOverPrizes } from './retention/hand-over-prizes.use-case.js';
import { PhoneRetention } from './retention/phone-retention.query.js';
import { Winners } from './results/winners.query.js';
import { AmendSubmission } from './submissions/amend-submission.use-case.js';
import { MySubmissions } from './submissions/my-submissions.query.js';
import { ClearMoment } from './wall/clear-moment.use-case.js';
import { PlaceMoment } from './wall/place-moment.use-case.js';
import { Wall } from './wall/wall.query.js';
import { WithdrawSubmission } from './submissions/withdraw-submission.use-case.js';

/**
 * What the api provides of this slice. It needs `ReadDb`, `UnitOfWork`, `Clock`, `Ids`, `Keystore`, `AuditTrail`,
 * `GalleryPages`, `StagingFolder`, `PhotoJobs` and `PHOTO_STORE` from outside.
 */
export const contestProviders = [
  Editions,
  CreateEdition,
  UpdateEdition,
  SubmissionIntake,
  BeginUpload,
  OwnUpload,
  FinishUpload,
  DiscardUpload,
  CreateSubmission,
  MySubmissions,
  AmendSubmission,
  WithdrawSubmission,
  ModerationQueue,
  BlockCopiesOfWinners,
  ApproveSubmission,
  TellApart,
  RefuseSubmission,
  UndoModeration,
  Gallery,
  Hearts,
  GiveHeart,
  TakeHeartBack,
  DisqualifyEntry,
  Winners,
  Wall,
  PlaceMoment,
  ClearMoment,
  Media,
  EntryPictures,
  Keepsakes,
  ExportEntries,
  ExportWinnerContacts,
  PhoneRetention,
  HandOverPrizes,
  OriginalLinks,
  IssueOriginalLink,
  Originals,
  PhotoChecks,
  StartPhotoCheck,
];

/** What the worker provides of this slice; `DerivePool` besides what the api needs, but no `GalleryPages`. */
export const photoWorkProviders = [
  SubmissionIntake,
  FinishUpload,
  FindLikenesses,
  DerivePhoto,
  RecordPhotoFailure,
  SweepPhotos,
  FindOrphans,
  VerifyPhotos,
  RepairPhoto,
  SweepRepairs,
  ErasePhones,
];
