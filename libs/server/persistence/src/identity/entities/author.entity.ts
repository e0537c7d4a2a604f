import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** A worker who submits photos. Known by a phone number. */
@Entity({ name: 'authors' })
@Unique(['phoneHmac'])
export class AuthorEntity {
  @PrimaryColumn('uuid')
  id!: string;

  /** HMAC of the number: what a sign-in is looked up by, so that the number itself can be removed. */
  @Column('bytea')
  phoneHmac!: Buffer;

  /** The number in the clear, kept only to tell a winner about the prize; null once its term is over. */
  @Column('text', { nullable: true })
  phone!: string | null;

  /** Its last four digits, for the author's own eyes; empty once the number's term is over. */
  @Column('text')
  phoneTail!: string;

  @Column('text', { nullable: true })
  displayName!: string | null;

  @Column('text', { nullable: true })
  company!: string | null;

  @Column('timestamptz')
  createdAt!: Date;
}
