import { PHOTO_CHECK_STATES, type PhotoCheckState } from '@zuimei/domain';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { oneOf } from '../../base/checks.js';

/** Who wanted a check: a person, who gets every photo compared with the store, or the sweep, which compares rows. */
export const PHOTO_CHECK_KINDS = ['full', 'sweep'] as const;
export type PhotoCheckKind = (typeof PHOTO_CHECK_KINDS)[number];

/** One look at the stored photos, how far it has come and what it found. */
@Entity({ name: 'photo_checks' })
@Index(['state'])
@Check('photo_checks_state_check', oneOf('state', PHOTO_CHECK_STATES))
@Check('photo_checks_kind_check', oneOf('kind', PHOTO_CHECK_KINDS))
export class PhotoCheckEntity {
  /** UUID v7, so that the latest one has the greatest id. */
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  kind!: PhotoCheckKind;

  @Column('text')
  state!: PhotoCheckState;

  /** Display name of who asked; null for the sweep. */
  @Column('text', { nullable: true })
  askedBy!: string | null;

  @Column('timestamptz')
  askedAt!: Date;

  /** When its last batch was written down. */
  @Column('timestamptz')
  progressAt!: Date;

  @Column('timestamptz', { nullable: true })
  finishedAt!: Date | null;

  /** The last photo that was looked at; they come by ascending id. */
  @Column('uuid', { nullable: true })
  afterPhotoId!: string | null;

  @Column('integer')
  total!: number;

  @Column('integer')
  checked!: number;

  /** Objects that no row names, and their bytes; null until they were counted. */
  @Column('integer', { nullable: true })
  orphanCount!: number | null;

  @Column('bigint', { nullable: true })
  orphanBytes!: string | null;

  /** Why it broke off. */
  @Column('text', { nullable: true })
  failure!: string | null;
}
