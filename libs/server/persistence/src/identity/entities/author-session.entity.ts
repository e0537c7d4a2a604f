import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { AuthorEntity } from './author.entity.js';

/** One signed-in device of an author. Only the SHA-256 of its token is kept. */
@Entity({ name: 'author_sessions' })
@Unique(['tokenHash'])
@Index(['authorId'])
export class AuthorSessionEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('bytea')
  tokenHash!: Buffer;

  @Column('uuid')
  authorId!: string;

  @ManyToOne(() => AuthorEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'author_id' })
  author!: Relation<AuthorEntity>;

  @Column('timestamptz')
  createdAt!: Date;

  /** Moved on by use at most once an hour; the idle limit counts from it. */
  @Column('timestamptz')
  lastSeenAt!: Date;

  @Column('timestamptz', { nullable: true })
  endedAt!: Date | null;
}
