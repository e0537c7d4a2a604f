import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { AuthorEntity } from '../../identity/entities/author.entity.js';
import { EditionEntity } from './edition.entity.js';

/**
 * A resumable upload and, once they are there, the words that go with it. The file stands in the staging folder under
 * the row's id until the worker moves it to the object store.
 */
@Entity({ name: 'uploads' })
@Unique(['authorId', 'clientKey'])
@Index(['editionId'])
@Index(['createdAt'])
export class UploadEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  authorId!: string;

  @ManyToOne(() => AuthorEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'author_id' })
  author!: Relation<AuthorEntity>;

  @Column('uuid')
  editionId!: string;

  @ManyToOne(() => EditionEntity)
  @JoinColumn({ name: 'edition_id' })
  edition!: Relation<EditionEntity>;

  /** Bytes as announced at the start; all of them are there once `finishedAt` is set. */
  @Column('bigint')
  size!: number;

  /** What the file is by its content; null until the last byte. */
  @Column('jsonb', { nullable: true })
  inspection!: Record<string, unknown> | null;

  /** Of the whole file, hex; null until the last byte. */
  @Column('text', { nullable: true })
  sha256!: string | null;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  /** Title, story, place, who is recognisable and the consent, where they came before the last byte. */
  @Column('jsonb', { nullable: true })
  details!: Record<string, unknown> | null;

  /** Drawn by the author's device: makes handing in idempotent. */
  @Column('uuid', { nullable: true })
  clientKey!: string | null;

  @Column('timestamptz')
  createdAt!: Date;
}
