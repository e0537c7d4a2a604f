import { Column, Entity, JoinColumn, ManyToOne, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { StaffEntity } from './staff.entity.js';

/** The second factor of a staff member (RFC 6238). */
@Entity({ name: 'staff_totp' })
export class StaffTotpEntity {
  @PrimaryColumn('uuid')
  staffId!: string;

  @OneToOne(() => StaffEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'staff_id' })
  staff!: Relation<StaffEntity>;

  /** Encrypted under a key of the keystore. */
  @Column('bytea')
  secret!: Buffer;

  /** Null until the member has shown one code; until then nobody is asked for any. */
  @Column('timestamptz', { nullable: true })
  confirmedAt!: Date | null;

  /** The time step of the last code that was taken: no code of it or before is taken again. */
  @Column('bigint', { nullable: true })
  lastStep!: number | null;
}

/** A code for the day on which the phone is lost; works once. Only its HMAC is kept. */
@Entity({ name: 'staff_recovery_codes' })
export class StaffRecoveryCodeEntity {
  @PrimaryColumn('uuid')
  staffId!: string;

  @ManyToOne(() => StaffEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'staff_id' })
  staff!: Relation<StaffEntity>;

  @PrimaryColumn('bytea')
  codeHmac!: Buffer;

  @Column('timestamptz', { nullable: true })
  usedAt!: Date | null;
}
