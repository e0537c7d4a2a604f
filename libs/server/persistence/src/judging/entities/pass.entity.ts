import { PASS_STATES, type PassState } from '@zuimei/domain';
import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { oneOf } from '../../base/checks.js';
import { AuthorEntity } from '../../identity/entities/author.entity.js';
import { SittingEntity } from './sitting.entity.js';

/**
 * The printed badge of one juror. Its code and secret are derived from the installation's key, the pass id and a
 * counter, so only their HMACs are stored and a badge can be printed again.
 */
@Entity({ name: 'passes' })
@Unique(['codeHmac'])
@Index('passes_sitting_id_alias_idx', ['sittingId', 'alias'], { unique: true, where: `(state <> 'revoked'::text)` })
@Index(['sittingId', 'jurorId'])
@Check('passes_state_check', oneOf('state', PASS_STATES))
export class PassEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  sittingId!: string;

  @ManyToOne(() => SittingEntity)
  @JoinColumn({ name: 'sitting_id' })
  sitting!: Relation<SittingEntity>;

  /** Stays the same when a pass is replaced: the ballot belongs to the juror, not to the badge. */
  @Column('uuid')
  jurorId!: string;

  @Column('text')
  alias!: string;

  @Column('text')
  state!: PassState;

  @Column('bytea')
  codeHmac!: Buffer;

  @Column('bytea')
  secretHmac!: Buffer;

  /** Which derivation of the code this pass uses: moved on where a code was taken. */
  @Column('integer')
  codeCounter!: number;

  @Column('text', { nullable: true })
  holderName!: string | null;

  @Column('text', { nullable: true })
  holderCompany!: string | null;

  /** The author who this juror is, so that nobody judges their own entries. */
  @Column('uuid', { nullable: true })
  holderAuthorId!: string | null;

  @ManyToOne(() => AuthorEntity, { onDelete: 'SET NULL' })
  @JoinColumn({ name: 'holder_author_id' })
  holderAuthor!: Relation<AuthorEntity> | null;

  @Column('uuid', { nullable: true })
  replacedBy!: string | null;

  @ManyToOne(() => PassEntity)
  @JoinColumn({ name: 'replaced_by' })
  replacement!: Relation<PassEntity> | null;

  @Column('timestamptz')
  issuedAt!: Date;

  @Column('timestamptz', { nullable: true })
  activatedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  returnedAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null;

  @Column('text', { nullable: true })
  revokeReason!: string | null;
}
