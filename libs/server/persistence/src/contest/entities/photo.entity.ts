import { type District, DISTRICTS } from '@zuimei/domain';
import { Check, Column, Entity, Index, JoinColumn, OneToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { oneOf } from '../../base/checks.js';
import { SubmissionEntity } from './submission.entity.js';

/** The stored original of a submission and what was computed from it. */
@Entity({ name: 'photos' })
@Unique(['submissionId'])
@Index(['originalSha256'])
@Check('photos_district_check', oneOf('district', DISTRICTS))
export class PhotoEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  submissionId!: string;

  @OneToOne(() => SubmissionEntity, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'submission_id' })
  submission!: Relation<SubmissionEntity>;

  /** Where the byte-identical original stands in the object store; private. */
  @Column('text')
  originalKey!: string;

  @Column('text')
  originalSha256!: string;

  @Column('text')
  mime!: string;

  @Column('bigint')
  bytes!: number;

  /** Upright, of the original. */
  @Column('integer')
  width!: number;

  @Column('integer')
  height!: number;

  /** Base64. */
  @Column('text')
  thumbhash!: string;

  /** 64 bits; two pictures whose hashes differ in at most 7 bits look alike. */
  @Column('bigint')
  phash!: string;

  /** EXIF and other hints for the moderator. */
  @Column('jsonb')
  facts!: Record<string, unknown>;

  /** Where it was taken, as a district at most, and only where the author asked for it; the position is kept nowhere. */
  @Column('text', { nullable: true })
  district!: District | null;

  /** File names of the three public sizes, `<sha256>.webp`: kept here so that a list needs no join for them. */
  @Column('text', { name: 'name_320' })
  name320!: string;

  @Column('text', { name: 'name_1080' })
  name1080!: string;

  @Column('text', { name: 'name_2048' })
  name2048!: string;

  @Column('timestamptz')
  derivedAt!: Date;
}
