import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { MomentEntity } from './moment.entity.js';

/**
 * A pair of photos that are alike, claimed by the moment of one of them: the other one would claim the same pair, so that
 * only one of the two can hang, also where both are hung at the same time.
 */
@Entity({ name: 'moment_likenesses' })
@Index(['contestId', 'day'])
@Check('moment_likenesses_order_check', 'low_id < high_id')
export class MomentLikenessEntity {
  @PrimaryColumn('uuid')
  contestId!: string;

  /** The photo of the pair with the smaller id. */
  @PrimaryColumn('uuid')
  lowId!: string;

  @PrimaryColumn('uuid')
  highId!: string;

  /** `YYYY-MM-DD`. */
  @Column('date')
  day!: string;

  @ManyToOne(() => MomentEntity, { onDelete: 'CASCADE' })
  @JoinColumn([
    { name: 'contest_id', referencedColumnName: 'contestId' },
    { name: 'day', referencedColumnName: 'day' },
  ])
  moment!: Relation<MomentEntity>;
}
