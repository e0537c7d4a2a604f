import { LIKENESS_KINDS, type LikenessKind } from '@zuimei/contracts';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { oneOf } from '../../base/checks.js';
import { StaffEntity } from '../../identity/entities/staff.entity.js';
import { PhotoEntity } from './photo.entity.js';

/** Two photos that look alike, written once from each side. */
@Entity({ name: 'photo_likenesses' })
@Index(['otherId'])
@Check('photo_likenesses_kind_check', oneOf('kind', LIKENESS_KINDS))
export class PhotoLikenessEntity {
  @PrimaryColumn('uuid')
  photoId!: string;

  @ManyToOne(() => PhotoEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'photo_id' })
  photo!: Relation<PhotoEntity>;

  @PrimaryColumn('uuid')
  otherId!: string;

  @ManyToOne(() => PhotoEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'other_id' })
  other!: Relation<PhotoEntity>;

  @Column('text')
  kind!: LikenessKind;

  /** 0 to 1. */
  @Column('real')
  likeness!: number;

  @Column('timestamptz')
  foundAt!: Date;

  /** When and by whom it was said that the two are not the same; from then on the pair counts for nothing. */
  @Column('timestamptz', { nullable: true })
  toldApartAt!: Date | null;

  @Column('uuid', { nullable: true })
  toldApartBy!: string | null;

  @ManyToOne(() => StaffEntity)
  @JoinColumn({ name: 'told_apart_by' })
  teller!: Relation<StaffEntity> | null;
}
