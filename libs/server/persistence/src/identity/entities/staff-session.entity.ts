import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { StaffEntity } from './staff.entity.js';

/** One signed-in browser of a staff member. Only the SHA-256 of its token is kept. */
@Entity({ name: 'staff_sessions' })
@Unique(['tokenHash'])
@Index(['staffId'])
export class StaffSessionEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('bytea')
  tokenHash!: Buffer;

  @Column('uuid')
  staffId!: string;

  @ManyToOne(() => StaffEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'staff_id' })
  staff!: Relation<StaffEntity>;

  @Column('timestamptz')
  createdAt!: Date;

  /** Moved on by use at most once a minute; the idle limit counts from it. */
  @Column('timestamptz')
  lastSeenAt!: Date;

  /** Until then moves that ask for a fresh login are open. */
  @Column('timestamptz')
  freshUntil!: Date;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;
}
