import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A counter of attempts within a window, shared by all api processes: sign-ins and codes are limited by it. */
@Entity({ name: 'attempts' })
@Index(['resetsAt'])
export class AttemptEntity {
  /** HMAC of what is counted (a phone, a login with a device), so that the table names nobody. */
  @PrimaryColumn('bytea')
  key!: Buffer;

  @Column('integer')
  count!: number;

  @Column('timestamptz')
  resetsAt!: Date;
}
