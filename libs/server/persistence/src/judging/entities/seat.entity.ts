import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { oneOf } from '../../base/checks.js';
import { PassEntity } from './pass.entity.js';
import { RoundEntity } from './round.entity.js';
import { TabletEntity } from './tablet.entities.js';

/** Why a seat ended: the ballot handed in, the pass checked in elsewhere or revoked, or the tablet just given back. */
export const SEAT_END_REASONS = ['completed', 'moved', 'revoked', 'left'] as const;
export type SeatEndReason = (typeof SEAT_END_REASONS)[number];

/** A badge that was used without a network after it was revoked, or while it was at another tablet. */
export const OFFLINE_REASONS = ['PASS_REVOKED', 'PASS_ELSEWHERE'] as const;
export type OfflineReason = (typeof OFFLINE_REASONS)[number];

/** One pass on one tablet in one round. Of its two tokens only the SHA-256 is kept. */
@Entity({ name: 'seats' })
@Unique(['tokenHash'])
@Unique(['deliveryHash'])
@Index(['roundId'])
@Index('seats_pass_id_idx', ['passId'], { where: '(ended_at IS NULL)' })
@Check('seats_device_key_check', '(octet_length(device_key) = 65)')
@Check('seats_offline_reason_check', oneOf('offline_reason', OFFLINE_REASONS))
@Check('seats_end_reason_check', oneOf('end_reason', SEAT_END_REASONS))
export class SeatEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  passId!: string;

  @ManyToOne(() => PassEntity)
  @JoinColumn({ name: 'pass_id' })
  pass!: Relation<PassEntity>;

  @Column('uuid')
  roundId!: string;

  @ManyToOne(() => RoundEntity)
  @JoinColumn({ name: 'round_id' })
  round!: Relation<RoundEntity>;

  @Column('uuid')
  deviceId!: string;

  @Column('text')
  deviceName!: string;

  /** The P-256 point of the tablet's key (65 bytes); null for a seat from before tablets had keys. */
  @Column('bytea', { nullable: true })
  deviceKey!: Buffer | null;

  @Column('bytea')
  tokenHash!: Buffer;

  /** Opens the delivery of answers only, also after the seat has ended. */
  @Column('bytea')
  deliveryHash!: Buffer;

  /** Answers that still wait on the tablet, as it last said. */
  @Column('integer', { default: 0 })
  pending!: number;

  /** The enrolled tablet that opened it without a network; null for a seat that the server opened. */
  @Column('uuid', { nullable: true })
  tabletId!: string | null;

  @ManyToOne(() => TabletEntity)
  @JoinColumn({ name: 'tablet_id' })
  tablet!: Relation<TabletEntity> | null;

  /** When that was, by the tablet's clock: a claim. */
  @Column('timestamptz', { nullable: true })
  claimedStartedAt!: Date | null;

  /** Why staff should know of it. */
  @Column('text', { nullable: true })
  offlineReason!: OfflineReason | null;

  @Column('timestamptz')
  startedAt!: Date;

  @Column('timestamptz')
  lastSeenAt!: Date;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;

  @Column('text', { nullable: true })
  endReason!: SeatEndReason | null;
}
