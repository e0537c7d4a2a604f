import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { EditionEntity } from './edition.entity.js';

/** Winners made public. A correction is a further version; earlier ones stay. */
@Entity({ name: 'publications' })
@Unique(['editionId', 'version'])
export class PublicationEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  editionId!: string;

  @ManyToOne(() => EditionEntity)
  @JoinColumn({ name: 'edition_id' })
  edition!: Relation<EditionEntity>;

  /** The round whose result it is. Rounds are judging's own, so this is a name and no reference. */
  @Column('uuid')
  roundId!: string;

  @Column('integer')
  version!: number;

  @Column('timestamptz')
  publishedAt!: Date;

  @Column('text', { nullable: true })
  correctionReason!: string | null;

  @Column('integer')
  jurors!: number;

  @Column('integer')
  answers!: number;

  @Column('text')
  merkleRoot!: string;

  /** What public hearts weigh in it, per cent. */
  @Column('integer', { default: 0 })
  heartsWeight!: number;
}
