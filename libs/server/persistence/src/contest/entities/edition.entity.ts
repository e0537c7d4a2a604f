import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { ContestEntity } from './contest.entity.js';
import type { EntryEntity } from './entry.entity.js';
import type { PublicationEntity } from './publication.entity.js';

/** One monthly run of the contest. Its phase is computed from these times and the clock, never stored. */
@Entity({ name: 'editions' })
@Unique(['key'])
export class EditionEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  contestId!: string;

  @ManyToOne(() => ContestEntity)
  @JoinColumn({ name: 'contest_id' })
  contest!: Relation<ContestEntity>;

  /** `YYYY-MM`. */
  @Column('text')
  key!: string;

  @Column('text')
  theme!: string;

  @Column('text')
  themeEn!: string;

  @Column('text')
  lead!: string;

  /** Chosen by the organizer; null shows the first entry. */
  @Column('uuid', { nullable: true })
  coverEntryId!: string | null;

  // Named, not imported: entries point back at their edition.
  @ManyToOne('EntryEntity', { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'cover_entry_id' })
  coverEntry!: Relation<EntryEntity> | null;

  @Column('timestamptz')
  collectingFrom!: Date;

  @Column('timestamptz')
  collectingUntil!: Date;

  @Column('timestamptz')
  judgingFrom!: Date;

  /** Of the first publication; a correction does not move it. */
  @Column('timestamptz', { nullable: true })
  publishedAt!: Date | null;

  /** The publication that counts: the newest. */
  @Column('uuid', { nullable: true })
  publicationId!: string | null;

  @ManyToOne('PublicationEntity')
  @JoinColumn({ name: 'publication_id' })
  publication!: Relation<PublicationEntity> | null;

  /** When the winners of the newest publication had their prizes; null until an organizer says so. */
  @Column('timestamptz', { nullable: true })
  prizesHandedOverAt!: Date | null;

  /** What differs from the usual rules. */
  @Column('jsonb')
  rules!: Record<string, unknown>;

  @Column('boolean', { default: false })
  isDemo!: boolean;

  /** Active entries, kept beside the row so that no list has to count. */
  @Column('integer', { default: 0 })
  entryCount!: number;

  /** The number that the next entry gets; numbers are never used twice. */
  @Column('integer', { default: 1 })
  nextNumber!: number;

  @Column('timestamptz')
  createdAt!: Date;
}
