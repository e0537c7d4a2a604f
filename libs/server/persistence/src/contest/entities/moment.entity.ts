import { Column, Entity, JoinColumn, ManyToOne, OneToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { StaffEntity } from '../../identity/entities/staff.entity.js';
import { ContestEntity } from './contest.entity.js';
import { EntryEntity } from './entry.entity.js';

/** An entry's place on the wall: at most one a day, and no file twice. */
@Entity({ name: 'moments' })
@Unique(['entryId'])
@Unique(['contestId', 'photoSha256'])
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

  /** Of the original. */
  @Column('text', { name: 'photo_sha256' })
  photoSha256!: string;

  @Column('timestamptz')
  placedAt!: Date;

  /** The organizer who chose it; null where it was hung as a winner. */
  @Column('uuid', { nullable: true })
  chosenBy!: string | null;

  @ManyToOne(() => StaffEntity)
  @JoinColumn({ name: 'chosen_by' })
  chooser!: Relation<StaffEntity> | null;
}
