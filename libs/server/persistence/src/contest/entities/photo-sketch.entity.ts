import { Column, Entity, Index, JoinColumn, OneToOne, PrimaryColumn, type Relation } from 'typeorm';
import { PhotoEntity } from './photo.entity.js';

/** A photo as small greys, which it is compared by. */
@Entity({ name: 'photo_sketches' })
@Index('photo_sketches_uncompared_idx', ['photoId'], { where: '(compared_at IS NULL)' })
export class PhotoSketchEntity {
  @PrimaryColumn('uuid')
  photoId!: string;

  @OneToOne(() => PhotoEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'photo_id' })
  photo!: Relation<PhotoEntity>;

  @Column('integer')
  width!: number;

  @Column('integer')
  height!: number;

  /** One byte a pixel, rows from the top. */
  @Column('bytea')
  luma!: Buffer;

  /** When its likenesses were looked for; null: not yet. */
  @Column('timestamptz', { nullable: true })
  comparedAt!: Date | null;
}
