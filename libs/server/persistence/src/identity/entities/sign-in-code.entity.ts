import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A six-digit code that was sent to a phone. Neither the phone nor the code is stored, only their HMACs. */
@Entity({ name: 'sign_in_codes' })
@Index(['phoneHmac', 'createdAt'])
export class SignInCodeEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('bytea')
  phoneHmac!: Buffer;

  /** HMAC over phone and code together: a code is worth nothing for another phone. */
  @Column('bytea')
  codeHmac!: Buffer;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;

  /** Wrong guesses so far; the code dies of too many. */
  @Column('integer', { default: 0 })
  tries!: number;

  @Column('timestamptz', { nullable: true })
  usedAt!: Date | null;
}
