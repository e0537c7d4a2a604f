import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { SittingEntity } from './sitting.entity.js';

/** A ticket that enrols tablets of a sitting for a short time. Of secret and PIN only hashes are kept. */
@Entity({ name: 'enrolments' })
export class EnrolmentEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  sittingId!: string;

  @ManyToOne(() => SittingEntity)
  @JoinColumn({ name: 'sitting_id' })
  sitting!: Relation<SittingEntity>;

  /** SHA-256 of the secret. */
  @Column('bytea')
  secretHash!: Buffer;

  /** SHA-256 of secret and PIN together: without the secret the PIN cannot be tried out. */
  @Column('bytea')
  pinHash!: Buffer;

  /** Wrong PINs so far. */
  @Column('integer', { default: 0 })
  wrong!: number;

  @Column('text')
  madeBy!: string;

  @Column('timestamptz')
  madeAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;
}

/** A tablet that staff enrolled for a sitting. */
@Entity({ name: 'tablets' })
@Index('tablets_sitting_id_name_idx', ['sittingId', 'name'], { unique: true, where: '(revoked_at IS NULL)' })
@Index(['sittingId'])
export class TabletEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  sittingId!: string;

  @ManyToOne(() => SittingEntity)
  @JoinColumn({ name: 'sitting_id' })
  sitting!: Relation<SittingEntity>;

  @Column('text')
  name!: string;

  /** The P-256 point of its key (65 bytes). */
  @Column('bytea')
  publicKey!: Buffer;

  @Column('text')
  enrolledBy!: string;

  @Column('timestamptz')
  enrolledAt!: Date;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;

  @Column('timestamptz')
  lastSeenAt!: Date;

  /** Answers that wait on it, as it last said. */
  @Column('integer', { default: 0 })
  pending!: number;

  /** What it last said of how ready it is. */
  @Column('jsonb', { nullable: true })
  readiness!: unknown;
}
