import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { oneOf } from '../../base/checks.js';

export const HELD_REASON_WORDS = [
  'SCREEN_TAKEN',
  'ENTRY_SEEN_TWICE',
  'ENTRY_EXCLUDED',
  'PASS_REVOKED',
  'PASS_ON_PAPER',
] as const;

// Rows of these tables are only ever added, as those of the ledger.

/** An answer from a tablet without a network that could not be counted: kept whole for observers, never counted. */
@Entity({ name: 'held_answers' })
@Index(['roundId'])
@Check('held_answers_reason_check', oneOf('reason', HELD_REASON_WORDS))
export class HeldAnswerEntity {
  @PrimaryColumn('uuid')
  answerId!: string;

  @Column('uuid')
  roundId!: string;

  @Column('text')
  pseudonym!: string;

  @Column('uuid')
  screenId!: string;

  @Column('integer')
  revision!: number;

  @Column('text')
  body!: string;

  @Column('text')
  reason!: string;

  @Column('timestamptz')
  receivedAt!: Date;

  @Column('integer')
  shownMs!: number;
}

/** Staff have seen the first `answers` held answers of a round. */
@Entity({ name: 'held_acknowledgements' })
export class HeldAcknowledgementEntity {
  @PrimaryColumn('uuid')
  roundId!: string;

  @PrimaryColumn('integer')
  answers!: number;

  @Column('uuid')
  acknowledgedBy!: string;

  @Column('timestamptz')
  acknowledgedAt!: Date;
}
