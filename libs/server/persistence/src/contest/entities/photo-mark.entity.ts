import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { PhotoEntity } from './photo.entity.js';

/** The fingerprint of a window of a photo, by which its copies are found; the bands are the hash in four parts. */
@Entity({ name: 'photo_marks' })
@Index('photo_marks_band_0_idx', ['band0', 'hash', 'photoId', 'place'])
@Index('photo_marks_band_1_idx', ['band1', 'hash', 'photoId', 'place'])
@Index('photo_marks_band_2_idx', ['band2', 'hash', 'photoId', 'place'])
@Index('photo_marks_band_3_idx', ['band3', 'hash', 'photoId', 'place'])
@Check(
  'photo_marks_bands_check',
  'band_0 = ((hash >> 48) & 65535) AND band_1 = ((hash >> 32) & 65535) AND band_2 = ((hash >> 16) & 65535) AND band_3 = (hash & 65535)',
)
export class PhotoMarkEntity {
  @PrimaryColumn('uuid')
  photoId!: string;

  @ManyToOne(() => PhotoEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'photo_id' })
  photo!: Relation<PhotoEntity>;

  @PrimaryColumn('smallint')
  place!: number;

  /** Middle and half side of the window, in pixels of the sketch. */
  @Column('real')
  x!: number;

  @Column('real')
  y!: number;

  @Column('real')
  reach!: number;

  @Column('bigint')
  hash!: string;

  @Column('integer', { name: 'band_0' })
  band0!: number;

  @Column('integer', { name: 'band_1' })
  band1!: number;

  @Column('integer', { name: 'band_2' })
  band2!: number;

  @Column('integer', { name: 'band_3' })
  band3!: number;
}
