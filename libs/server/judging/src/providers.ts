import { BlockCopiesOfWinners } from '@zuimei/contest';
import {
  DeckRepository,
  DeckStore,
  HeldRepository,
  LedgerStore,
  PaperRepository,
  PassRepository,
  ResultRepository,
  RoundRepository,
  SeatRepository,
  SittingRepository,
  TabletRepository,
} from '@zuimei/persistence/judging';
import { DataSource } from '@zuimei/persistence';
import { SeatSessions, TabletSessions } from '@zuimei/identity';
import { Clock } from '@zuimei/platform';
import { PrintBadges } from './badges/print-badges.use-case.js';
import { DeckAllocator } from './decks/deck-allocator.js';
import { LeaseDeck } from './decks/lease-deck.use-case.js';
import { ExportAnswers } from './exports/export-answers.use-case.js';
import { ExportResult } from './exports/export-result.use-case.js';
import { LiveRounds } from './hall/live-rounds.js';
import { Progress } from './hall/progress.query.js';
import { Turnout } from './hall/turnout.query.js';
import { JudgingKeys, sha256 } from './judging-keys.js';
import { LedgerWriter } from './ledger/ledger-writer.js';
import { SubmitAnswers } from './ledger/submit-answers.use-case.js';
import { ContactSheets } from './paper/contact-sheet.query.js';
import { EnterPaperBallot } from './paper/enter-paper-ballot.use-case.js';
import { MakePaperBallots } from './paper/make-paper-ballots.use-case.js';
import { PaperBallots } from './paper/paper-ballots.query.js';
import { PrintPaperBallots } from './paper/print-paper-ballots.use-case.js';
import { IssuePasses } from './passes/issue-passes.use-case.js';
import { PassMint } from './passes/pass-mint.js';
import { Passes } from './passes/passes.query.js';
import { WithdrawPass } from './passes/withdraw-pass.use-case.js';
import { CertifyRound } from './results/certify-round.use-case.js';
import { CorrectRound } from './results/correct-round.use-case.js';
import { PublishDueRounds } from './results/publish-due-rounds.use-case.js';
import { PublishRound } from './results/publish-round.use-case.js';
import { ResultPublisher } from './results/result-publisher.js';
import { Results } from './results/results.query.js';
import { RoundCount } from './results/round-count.js';
import { RoundExposure } from './results/round-exposure.js';
import { RoundTally } from './results/round-tally.js';
import { SchedulePublication } from './results/schedule-publication.use-case.js';
import { TallyRound } from './results/tally-round.use-case.js';
import { Advancing } from './rounds/advancing.query.js';
import { CloseRound } from './rounds/close-round.use-case.js';
import { CreateRound } from './rounds/create-round.use-case.js';
import { HoldRunOffs } from './rounds/hold-run-offs.use-case.js';
import { PrepareRound } from './rounds/prepare-round.use-case.js';
import { RoundFactsCache } from './rounds/round-facts.js';
import { RoundMoves } from './rounds/round-moves.js';
import { Rounds } from './rounds/rounds.query.js';
import { RunRound } from './rounds/run-round.use-case.js';
import { CheckIn } from './seats/check-in.use-case.js';
import { CompleteBallot } from './seats/complete-ballot.use-case.js';
import { Heartbeat } from './seats/heartbeat.use-case.js';
import { JudgingSeatSessions } from './seats/judging-seat-sessions.js';
import { LeaveSeat } from './seats/leave-seat.use-case.js';
import { SeatLookup } from './seats/seat-lookup.js';
import { SeatPulse } from './seats/seat-pulse.js';
import { Seats } from './seats/seats.query.js';
import { CreateSitting } from './sittings/create-sitting.use-case.js';
import { Sittings } from './sittings/sittings.query.js';
import { BeatTablet } from './tablets/beat-tablet.use-case.js';
import { CreateEnrolment } from './tablets/create-enrolment.use-case.js';
import { DrawPool } from './tablets/draw-pool.use-case.js';
import { EnrolTablet } from './tablets/enrol-tablet.use-case.js';
import { HeldAnswers } from './tablets/held.query.js';
import { JudgingTabletSessions } from './tablets/judging-tablet-sessions.js';
import { OpenOfflineSeat } from './tablets/open-offline-seat.use-case.js';
import { Preload } from './tablets/preload.query.js';
import { EnrolledTablets } from './tablets/tablets.query.js';
import { WithdrawTablet } from './tablets/withdraw-tablet.use-case.js';

/**
 * What a Nest module of this slice provides. It needs `DataSource`, `ReadDb`, `UnitOfWork`, `Clock`, `Ids`, `Keystore`,
 * `CONFIG`, `LOGGER`, of identity `AuditTrail`, `IdentitySecrets` and `Throttle`, and of the contest `EntryPictures` from outside.
 */
export const judgingProviders = [
  SittingRepository,
  PaperRepository,
  PassRepository,
  RoundRepository,
  SeatRepository,
  DeckRepository,
  ResultRepository,
  TabletRepository,
  HeldRepository,
  { provide: DeckStore, inject: [DataSource], useFactory: (source: DataSource) => new DeckStore(source) },
  { provide: LedgerStore, inject: [DataSource], useFactory: (source: DataSource) => new LedgerStore(source) },
  {
    provide: LedgerWriter,
    inject: [LedgerStore, Clock],
    useFactory: (store: LedgerStore, clock: Clock) => new LedgerWriter(store, clock, sha256),
  },
  { provide: SeatSessions, useClass: JudgingSeatSessions },
  { provide: TabletSessions, useClass: JudgingTabletSessions },
  JudgingKeys,
  PassMint,
  IssuePasses,
  Passes,
  WithdrawPass,
  PrintBadges,
  CreateSitting,
  Sittings,
  RoundMoves,
  RoundFactsCache,
  Rounds,
  Advancing,
  CreateRound,
  HoldRunOffs,
  BlockCopiesOfWinners,
  PrepareRound,
  RunRound,
  CloseRound,
  Seats,
  SeatLookup,
  SeatPulse,
  CheckIn,
  Heartbeat,
  LeaveSeat,
  CompleteBallot,
  DeckAllocator,
  LeaseDeck,
  PaperBallots,
  ContactSheets,
  MakePaperBallots,
  PrintPaperBallots,
  EnterPaperBallot,
  SubmitAnswers,
  CreateEnrolment,
  EnrolTablet,
  EnrolledTablets,
  WithdrawTablet,
  Preload,
  DrawPool,
  OpenOfflineSeat,
  BeatTablet,
  HeldAnswers,
  RoundCount,
  RoundExposure,
  RoundTally,
  ResultPublisher,
  TallyRound,
  CertifyRound,
  PublishRound,
  SchedulePublication,
  PublishDueRounds,
  CorrectRound,
  Results,
  ExportAnswers,
  ExportResult,
  Turnout,
  Progress,
  LiveRounds,
];

/**
 * What the worker provides of this slice: publication at its time. It needs `ReadDb`, `UnitOfWork`, `Clock`, `Ids`,
 * `Keystore` and `AuditTrail` from outside.
 */
export const publicationWorkProviders = [
  PassRepository,
  RoundRepository,
  SeatRepository,
  ResultRepository,
  JudgingKeys,
  RoundMoves,
  BlockCopiesOfWinners,
  RoundCount,
  ResultPublisher,
  PublishRound,
  PublishDueRounds,
];
