import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { oneOf } from '../../base/checks.js';
import { EntryEntity } from './entry.entity.js';
import { PublicationEntity } from './publication.entity.js';

export const AWARD_SCALES = ['rate', 'quality', 'points'] as const;
export type AwardScale = (typeof AWARD_SCALES)[number];

/** What an entry won, as one publication says it, with the figures that stand beside it. */
@Entity({ name: 'awards' })
@Check('awards_scale_check', oneOf('scale', AWARD_SCALES))
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

  /** What `value` is: picks per exposure, the quality of corrected grades, or mean points of orders. */
  @Column('text', { default: 'rate' })
  scale!: AwardScale;

  /** The figure that ranks. */
  @Column('double precision', { nullable: true })
  value!: number | null;

  /** Public hearts at the first count and the rank by the jury alone; null where hearts weigh nothing. */
  @Column('integer', { nullable: true })
  hearts!: number | null;

  @Column('integer', { nullable: true })
  juryRank!: number | null;
}
