import type { EntityClass, MigrationClass } from '../base/schema-types.js';
import { BallotCompletedEntity, ReceiptEntity } from './entities/ballot.entities.js';
import { DeckEntity } from './entities/deck.entity.js';
import {
  AnswerEntity,
  BundleEntity,
  BundleLeavesEntity,
  LateAnswerEntity,
  LedgerTipEntity,
  RoundCorrectionEntity,
  TallyEntity,
} from './entities/ledger.entities.js';
import { HeldAcknowledgementEntity, HeldAnswerEntity } from './entities/held.entities.js';
import { PaperBallotEntity, PaperEntryEntity } from './entities/paper.entities.js';
import { PassEntity } from './entities/pass.entity.js';
import { RoundEntryEntity } from './entities/round-entry.entity.js';
import { RoundEntity } from './entities/round.entity.js';
import { ScreenEntity } from './entities/screen.entity.js';
import { SeatEntity } from './entities/seat.entity.js';
import { SittingEntity } from './entities/sitting.entity.js';
import { EnrolmentEntity, TabletEntity } from './entities/tablet.entities.js';
import { JudgingTables1762000200000 } from './migrations/1762000200000-judging-tables.migration.js';
import { AuditLinks1762000360002 } from './migrations/1762000360002-audit-links.migration.js';
import { RoundCorrections1762000360001 } from './migrations/1762000360001-round-corrections.migration.js';
import { DeviceKeys1762000400000 } from './migrations/1762000400000-device-keys.migration.js';
import { RoundChains1762000400003 } from './migrations/1762000400003-round-chains.migration.js';
import { SeatsLeft1762000400001 } from './migrations/1762000400001-seats-left.migration.js';
import { FinalRounds1762000311000 } from './migrations/1762000311000-final-rounds.migration.js';
import { FocusedRounds1762000350000 } from './migrations/1762000350000-focused-rounds.migration.js';
import { TimedPublication1762000460000 } from './migrations/1762000460000-timed-publication.migration.js';
import { Tablets1762000420000 } from './migrations/1762000420000-tablets.migration.js';
import { HeartsWeight1762000480002 } from './migrations/1762000480002-hearts-weight.migration.js';
import { PaperBallots1762000440001 } from './migrations/1762000440001-paper-ballots.migration.js';
import { RoomForAnswers1762000470000 } from './migrations/1762000470000-room-for-answers.migration.js';
import { BundleParts1762000500000 } from './migrations/1762000500000-bundle-parts.migration.js';

/** The tables of this slice. */
export const judgingEntities: readonly EntityClass[] = [
  SittingEntity,
  PassEntity,
  RoundEntity,
  RoundEntryEntity,
  SeatEntity,
  DeckEntity,
  ScreenEntity,
  BallotCompletedEntity,
  PaperBallotEntity,
  PaperEntryEntity,
  ReceiptEntity,
  AnswerEntity,
  LateAnswerEntity,
  TallyEntity,
  BundleEntity,
  BundleLeavesEntity,
  RoundCorrectionEntity,
  LedgerTipEntity,
  EnrolmentEntity,
  TabletEntity,
  HeldAnswerEntity,
  HeldAcknowledgementEntity,
];

/** The migrations of this slice. */
export const judgingMigrations: readonly MigrationClass[] = [
  JudgingTables1762000200000,
  FinalRounds1762000311000,
  FocusedRounds1762000350000,
  RoundCorrections1762000360001,
  AuditLinks1762000360002,
  DeviceKeys1762000400000,
  SeatsLeft1762000400001,
  RoundChains1762000400003,
  TimedPublication1762000460000,
  Tablets1762000420000,
  PaperBallots1762000440001,
  HeartsWeight1762000480002,
  RoomForAnswers1762000470000,
  BundleParts1762000500000,
];
