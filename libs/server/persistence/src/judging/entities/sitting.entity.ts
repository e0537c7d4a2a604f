import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { EditionEntity } from '../../contest/entities/edition.entity.js';

/** An on-site judging event at a venue. */
@Entity({ name: 'sittings' })
@Index(['editionId'])
export class SittingEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  editionId!: string;

  @ManyToOne(() => EditionEntity)
  @JoinColumn({ name: 'edition_id' })
  edition!: Relation<EditionEntity>;

  @Column('text')
  name!: string;

  @Column('text')
  venue!: string;

  /** `YYYY-MM-DD`. */
  @Column('date')
  heldOn!: string;

  /** The number in the alias of the next pass; aliases are never given twice. */
  @Column('integer', { default: 1 })
  nextAlias!: number;

  @Column('timestamptz')
  createdAt!: Date;
}
