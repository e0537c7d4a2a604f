import type { RoundMethodView, RoundView } from '@zuimei/contracts';
import { ROUND_STATES, type RoundState } from '@zuimei/domain';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { oneOf } from '../../base/checks.js';
import { SittingEntity } from './sitting.entity.js';

/** One pass over a set of entries by one method, with the rules that were declared for it. */
@Entity({ name: 'rounds' })
@Index(['sittingId'])
@Index(['parentId'])
@Index(['afterId'])
@Check('rounds_state_check', oneOf('state', ROUND_STATES))
@Check('rounds_hearts_weight_check', 'hearts_weight BETWEEN 0 AND 40')
export class RoundEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  sittingId!: string;

  @ManyToOne(() => SittingEntity)
  @JoinColumn({ name: 'sitting_id' })
  sitting!: Relation<SittingEntity>;

  /** The round whose tie this one settles, or which it goes on from. */
  @Column('uuid', { nullable: true })
  parentId!: string | null;

  @ManyToOne(() => RoundEntity)
  @JoinColumn({ name: 'parent_id' })
  parent!: Relation<RoundEntity> | null;

  /** The round whose places those are that vote here; their entries are put in when this one is prepared. */
  @Column('uuid', { nullable: true })
  afterId!: string | null;

  @ManyToOne(() => RoundEntity)
  @JoinColumn({ name: 'after_id' })
  after!: Relation<RoundEntity> | null;

  /** The version of its count that was taken. */
  @Column('integer', { nullable: true })
  afterVersion!: number | null;

  @Column('text')
  name!: string;

  @Column('text')
  state!: RoundState;

  @Column('jsonb')
  method!: RoundMethodView;

  @Column('integer')
  winners!: number;

  @Column('integer')
  plannedMinutes!: number;

  @Column('integer')
  targetExposure!: number;

  @Column('text')
  seed!: string;

  /** SHA-256 of the seed, hexadecimal. */
  @Column('text')
  seedCommitment!: string;

  @Column('jsonb')
  tieLadder!: RoundView['tieLadder'];

  @Column('jsonb')
  caps!: RoundView['caps'];

  @Column('boolean')
  excludeOwnCompany!: boolean;

  /** It finds the winners, by the rules of its edition; any other only says who goes on. */
  @Column('boolean', { default: true })
  final!: boolean;

  /** What public hearts weigh in a final round, per cent, as its edition promised. */
  @Column('integer', { default: 0 })
  heartsWeight!: number;

  /** Once every entry has its target, screens go to the entries whose interval crosses the cut. */
  @Column('boolean', { default: false })
  focus!: boolean;

  /** It takes every active entry of the edition, as they are when it is prepared. */
  @Column('boolean')
  allEntries!: boolean;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  openedAt!: Date | null;

  /** Since when it is paused; null while it runs. */
  @Column('timestamptz', { nullable: true })
  pausedAt!: Date | null;

  /** Milliseconds of all pauses that are over. */
  @Column('bigint', { default: 0 })
  pausedMs!: number;

  @Column('timestamptz', { nullable: true })
  collectingAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null;

  @Column('uuid', { nullable: true })
  talliedBy!: string | null;

  @Column('text', { nullable: true })
  talliedByName!: string | null;

  @Column('timestamptz', { nullable: true })
  talliedAt!: Date | null;

  @Column('uuid', { nullable: true })
  certifiedBy!: string | null;

  @Column('text', { nullable: true })
  certifiedByName!: string | null;

  @Column('timestamptz', { nullable: true })
  certifiedAt!: Date | null;

  /** When it becomes public by itself; null where nobody set a time. */
  @Column('timestamptz', { nullable: true })
  publishAt!: Date | null;

  @Column('uuid', { nullable: true })
  publishSetBy!: string | null;

  @Column('text', { nullable: true })
  publishSetByName!: string | null;

  @Column('uuid', { nullable: true })
  publishedBy!: string | null;

  @Column('timestamptz', { nullable: true })
  publishedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  cancelledAt!: Date | null;
}
