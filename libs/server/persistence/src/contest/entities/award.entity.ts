import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { EntryEntity } from './entry.entity.js';
import { PublicationEntity } from './publication.entity.js';

/** What an entry won, as one publication says it, with the figures that stand beside it. */
@Entity({ name: 'awards' })
@Index(['entryId'])
export class AwardEntity {
  @PrimaryColumn('uuid')
  publicationId!: string;

  @ManyToOne(() => PublicationEntity)
  @JoinColumn({ name: 'publication_id' })
  publication!: Relation<PublicationEntity>;

  @PrimaryColumn('uuid')
  entryId!: string;

  @ManyToOne(() => EntryEntity)
  @JoinColumn({ name: 'entry_id' })
  entry!: Relation<EntryEntity>;

  @Column('integer')
  rank!: number;

  @Column('boolean')
  shared!: boolean;

  @Column('text')
  prize!: string;

  @Column('integer')
  picks!: number;

  @Column('integer')
  exposures!: number;

  @Column('double precision')
  rate!: number;

  @Column('double precision')
  low!: number;

  @Column('double precision')
  high!: number;
}
