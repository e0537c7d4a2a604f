import { ENTRY_STATES, type EntryState } from '@zuimei/domain';
import {
  Check,
  Column,
  Entity,
  Index,
  JoinColumn,
  ManyToOne,
  OneToOne,
  PrimaryColumn,
  type Relation,
  Unique,
} from 'typeorm';
import { oneOf } from '../../base/checks.js';
import { EditionEntity } from './edition.entity.js';
import { PhotoEntity } from './photo.entity.js';
import { SubmissionEntity } from './submission.entity.js';

/** An approved submission: numbered within its edition, and anonymous. */
@Entity({ name: 'entries' })
@Unique(['submissionId'])
@Unique(['editionId', 'number'])
@Index('entries_gallery_idx', ['editionId', 'number'], { where: `(state = 'active'::text)` })
@Index('entries_left_idx', ['editionId'], { where: `(state <> 'active'::text)` })
@Index(['photoId'])
@Check('entries_state_check', oneOf('state', ENTRY_STATES))
@Check('entries_number_check', 'number > 0')
export class EntryEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  editionId!: string;

  @ManyToOne(() => EditionEntity)
  @JoinColumn({ name: 'edition_id' })
  edition!: Relation<EditionEntity>;

  @Column('uuid')
  submissionId!: string;

  @OneToOne(() => SubmissionEntity)
  @JoinColumn({ name: 'submission_id' })
  submission!: Relation<SubmissionEntity>;

  @Column('uuid')
  photoId!: string;

  @ManyToOne(() => PhotoEntity)
  @JoinColumn({ name: 'photo_id' })
  photo!: Relation<PhotoEntity>;

  @Column('integer')
  number!: number;

  @Column('text')
  state!: EntryState;

  @Column('text', { nullable: true })
  stateReason!: string | null;

  /** The past winner whose near-duplicate it is, where it is `blocked` for that. */
  @Column('uuid', { nullable: true })
  blockedById!: string | null;

  @ManyToOne(() => EntryEntity)
  @JoinColumn({ name: 'blocked_by_id' })
  blockedBy!: Relation<EntryEntity> | null;

  /** Set when the entry stands in a prepared round: from then on its approval cannot be undone. */
  @Column('timestamptz', { nullable: true })
  lockedAt!: Date | null;

  @Column('timestamptz')
  createdAt!: Date;
}
