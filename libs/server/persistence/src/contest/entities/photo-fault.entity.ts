import { PHOTO_FAULT_STATES, type PhotoFaultState } from '@zuimei/domain';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { oneOf } from '../../base/checks.js';
import { PhotoCheckEntity } from './photo-check.entity.js';
import { PhotoEntity } from './photo.entity.js';

/** A photo of which a check found something missing, and what became of it. */
@Entity({ name: 'photo_faults' })
@Index(['photoId'])
@Index(['state', 'changedAt'])
@Check('photo_faults_state_check', oneOf('state', PHOTO_FAULT_STATES))
export class PhotoFaultEntity {
  @PrimaryColumn('uuid')
  checkId!: string;

  @ManyToOne(() => PhotoCheckEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'check_id' })
  check!: Relation<PhotoCheckEntity>;

  @PrimaryColumn('uuid')
  photoId!: string;

  @ManyToOne(() => PhotoEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'photo_id' })
  photo!: Relation<PhotoEntity>;

  /** Variants of which row or object is missing, `original` for the original. */
  @Column('text', { array: true })
  missing!: string[];

  @Column('text')
  state!: PhotoFaultState;

  /** Why it could not be mended: a code, or the last error of the machine. */
  @Column('text', { nullable: true })
  failure!: string | null;

  @Column('timestamptz')
  foundAt!: Date;

  /** When it was found, asked for again, mended or given up last. */
  @Column('timestamptz')
  changedAt!: Date;
}
