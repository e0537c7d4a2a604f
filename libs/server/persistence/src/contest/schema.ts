import type { EntityClass, MigrationClass } from '../base/schema-types.js';
import { AwardEntity } from './entities/award.entity.js';
import { ContestEntity } from './entities/contest.entity.js';
import { DerivativeEntity } from './entities/derivative.entity.js';
import { EditionEntity } from './entities/edition.entity.js';
import { EntryEntity } from './entities/entry.entity.js';
import { HeartEntity } from './entities/heart.entity.js';
import { MomentLikenessEntity } from './entities/moment-likeness.entity.js';
import { MomentEntity } from './entities/moment.entity.js';
import { PhotoCheckEntity } from './entities/photo-check.entity.js';
import { PhotoFaultEntity } from './entities/photo-fault.entity.js';
import { PhotoEntity } from './entities/photo.entity.js';
import { PhotoLikenessEntity } from './entities/photo-likeness.entity.js';
import { PhotoMarkEntity } from './entities/photo-mark.entity.js';
import { PhotoSketchEntity } from './entities/photo-sketch.entity.js';
import { PublicationEntity } from './entities/publication.entity.js';
import { SubmissionEntity } from './entities/submission.entity.js';
import { UploadEntity } from './entities/upload.entity.js';
import { ContestTables1762000100000 } from './migrations/1762000100000-contest-tables.migration.js';
import { AwardScales1762000400002 } from './migrations/1762000400002-award-scales.migration.js';
import { ChosenMoments1762000480000 } from './migrations/1762000480000-chosen-moments.migration.js';
import { ConsentAnswers1762000310000 } from './migrations/1762000310000-consent-answers.migration.js';
import { Hearts1762000480001 } from './migrations/1762000480001-hearts.migration.js';
import { PhotoChecks1762000330001 } from './migrations/1762000330001-photo-checks.migration.js';
import { PhotoLikenesses1762000300000 } from './migrations/1762000300000-photo-likenesses.migration.js';
import { PhotoMarksVacuum1762000301000 } from './migrations/1762000301000-photo-marks-vacuum.migration.js';
import { PrizesHandedOver1762000490000 } from './migrations/1762000490000-prizes-handed-over.migration.js';

/** The tables of this slice. */
export const contestEntities: readonly EntityClass[] = [
  ContestEntity,
  EditionEntity,
  UploadEntity,
  SubmissionEntity,
  PhotoEntity,
  DerivativeEntity,
  PhotoSketchEntity,
  PhotoMarkEntity,
  PhotoLikenessEntity,
  EntryEntity,
  PublicationEntity,
  AwardEntity,
  MomentEntity,
  MomentLikenessEntity,
  HeartEntity,
  PhotoCheckEntity,
  PhotoFaultEntity,
];

/** The migrations of this slice. */
export const contestMigrations: readonly MigrationClass[] = [
  ContestTables1762000100000,
  PhotoLikenesses1762000300000,
  PhotoMarksVacuum1762000301000,
  ConsentAnswers1762000310000,
  PhotoChecks1762000330001,
  AwardScales1762000400002,
  ChosenMoments1762000480000,
  Hearts1762000480001,
  PrizesHandedOver1762000490000,
];
