import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AuthorEntity } from '../../identity/entities/author.entity.js';
import { EntryEntity } from './entry.entity.js';

/** 点赞: a person's public like of an entry, at most one. Never a vote. */
@Entity({ name: 'hearts' })
@Index(['authorId'])
export class HeartEntity {
  @PrimaryColumn('uuid')
  entryId!: string;

  @ManyToOne(() => EntryEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'entry_id' })
  entry!: Relation<EntryEntity>;

  @PrimaryColumn('uuid')
  authorId!: string;

  @ManyToOne(() => AuthorEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'author_id' })
  author!: Relation<AuthorEntity>;

  @Column('timestamptz')
  givenAt!: Date;
}
