import { RECOGNISABLE } from '@zuimei/contracts';
import { SUBMISSION_STATES, type SubmissionState } from '@zuimei/domain';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { oneOf } from '../../base/checks.js';
import { AuthorEntity } from '../../identity/entities/author.entity.js';
import { StaffEntity } from '../../identity/entities/staff.entity.js';
import { EditionEntity } from './edition.entity.js';
import { UploadEntity } from './upload.entity.js';

/** What an author handed in: a photo, its words and the consent. */
@Entity({ name: 'submissions' })
@Unique(['uploadId'])
@Unique(['authorId', 'clientKey'])
@Index(['editionId', 'state', 'id'])
@Index(['authorId', 'editionId'])
@Check('submissions_state_check', oneOf('state', SUBMISSION_STATES))
@Check('submissions_recognisable_check', oneOf('recognisable', RECOGNISABLE))
export class SubmissionEntity {
  /** UUID v7, so that the queue in order of arrival is the order of ids. */
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  editionId!: string;

  @ManyToOne(() => EditionEntity)
  @JoinColumn({ name: 'edition_id' })
  edition!: Relation<EditionEntity>;

  @Column('uuid')
  authorId!: string;

  @ManyToOne(() => AuthorEntity)
  @JoinColumn({ name: 'author_id' })
  author!: Relation<AuthorEntity>;

  @Column('uuid')
  uploadId!: string;

  @ManyToOne(() => UploadEntity)
  @JoinColumn({ name: 'upload_id' })
  upload!: Relation<UploadEntity>;

  @Column('uuid')
  clientKey!: string;

  @Column('text')
  title!: string;

  @Column('text')
  story!: string;

  @Column('text')
  place!: string;

  @Column('text')
  recognisable!: (typeof RECOGNISABLE)[number];

  @Column('text')
  consentVersion!: string;

  @Column('timestamptz')
  consentedAt!: Date;

  /** The author answered that they took the photo. */
  @Column('boolean')
  consentOriginal!: boolean;

  /** The author answered that the photo shows no secret of a workplace. */
  @Column('boolean')
  consentNoSecrets!: boolean;

  /** The author allows the district to be read from the photo's position. */
  @Column('boolean', { default: false })
  keepDistrict!: boolean;

  @Column('text')
  state!: SubmissionState;

  /** When this state began. */
  @Column('timestamptz')
  stateAt!: Date;

  /** The moderator's reason, or the problem code of an unreadable picture. */
  @Column('text', { nullable: true })
  reason!: string | null;

  @Column('text', { nullable: true })
  note!: string | null;

  /** What the last failed attempt of the worker said; null once it succeeds. For staff. */
  @Column('text', { nullable: true })
  failure!: string | null;

  @Column('timestamptz', { nullable: true })
  failedAt!: Date | null;

  @Column('timestamptz')
  receivedAt!: Date;

  @Column('timestamptz', { nullable: true })
  decidedAt!: Date | null;

  @Column('uuid', { nullable: true })
  decidedBy!: string | null;

  @ManyToOne(() => StaffEntity)
  @JoinColumn({ name: 'decided_by' })
  decider!: Relation<StaffEntity> | null;
}
