import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { oneOf } from '../../base/checks.js';
import { RoundEntity } from './round.entity.js';

/** Whether the answer that stands is none yet, a vote, or a skip. An expired lease shows in the deck's time alone. */
export const SCREEN_STATUSES = ['leased', 'answered', 'skipped'] as const;
export type ScreenStatus = (typeof SCREEN_STATUSES)[number];

/** The entries put before one juror at one time, in the order shown. */
@Entity({ name: 'screens' })
@Index('screens_claimed_by_idx', ['roundId', 'claimedBy'], { where: '(claimed_by IS NOT NULL)' })
@Unique(['roundId', 'no'])
@Unique(['roundId', 'pseudonym', 'ordinal'])
@Check('screens_status_check', oneOf('status', SCREEN_STATUSES))
export class ScreenEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  roundId!: string;

  @ManyToOne(() => RoundEntity)
  @JoinColumn({ name: 'round_id' })
  round!: Relation<RoundEntity>;

  @Column('uuid')
  deckId!: string;

  @Column('text')
  pseudonym!: string;

  /** Counts the round's screens without gaps, in the order of commits. */
  @Column('integer')
  no!: number;

  /** The place in the juror's own sequence, from 1. */
  @Column('integer')
  ordinal!: number;

  @Column('uuid', { array: true })
  entryIds!: string[];

  /** Of a screen from a tablet's pool, the pseudonym of the juror who answered it: set once, by the first answer. */
  @Column('text', { nullable: true })
  claimedBy!: string | null;

  @Column('text', { default: 'leased' })
  status!: ScreenStatus;

  /** Of the answer that stands: the greatest revision, and between equals the greatest answer id. */
  @Column('integer', { nullable: true })
  revision!: number | null;

  @Column('uuid', { nullable: true })
  answerId!: string | null;

  /** Where in the chain the first answer to this screen stands. */
  @Column('bigint', { nullable: true })
  firstSeq!: number | null;
}
