import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { PhotoEntity } from './photo.entity.js';

/** One re-encoded size of a photo, stored under the hash of its own bytes. */
@Entity({ name: 'derivatives' })
@Index(['sha256'])
export class DerivativeEntity {
  @PrimaryColumn('uuid')
  photoId!: string;

  @ManyToOne(() => PhotoEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'photo_id' })
  photo!: Relation<PhotoEntity>;

  /** As imaging calls it: `w320`, `w1080`, `w2048`, `share1080`. */
  @PrimaryColumn('text')
  variant!: string;

  @Column('text')
  key!: string;

  @Column('text')
  sha256!: string;

  @Column('text')
  mime!: string;

  @Column('integer')
  width!: number;

  @Column('integer')
  height!: number;

  @Column('integer')
  bytes!: number;
}
