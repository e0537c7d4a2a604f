import { Column, Entity, JoinColumn, ManyToOne, OneToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { ContestEntity } from './contest.entity.js';
import { EntryEntity } from './entry.entity.js';

/** An entry's place on the wall: at most one a day. */
@Entity({ name: 'moments' })
@Unique(['entryId'])
export class MomentEntity {
  @PrimaryColumn('uuid')
  contestId!: string;

  @ManyToOne(() => ContestEntity)
  @JoinColumn({ name: 'contest_id' })
  contest!: Relation<ContestEntity>;

  /** `YYYY-MM-DD`. */
  @PrimaryColumn('date')
  day!: string;

  @Column('uuid')
  entryId!: string;

  @OneToOne(() => EntryEntity)
  @JoinColumn({ name: 'entry_id' })
  entry!: Relation<EntryEntity>;

  @Column('timestamptz')
  placedAt!: Date;
}
