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

  /** The most pixels of its long side, and the format where there are two: `320`, `1080`, `2048`. */
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
