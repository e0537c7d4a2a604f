import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { oneOf } from '../../base/checks.js';

/** Who can be the actor of an audit event. */
export const ACTOR_KINDS = ['staff', 'author', 'juror', 'system'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** One act of a person or of the system. Rows are only ever added: the api's role can do nothing else. */
@Entity({ name: 'audit_events' })
@Index(['subjectKind', 'subjectId'])
@Check('audit_events_actor_kind_check', oneOf('actor_kind', ACTOR_KINDS))
export class AuditEventEntity {
  /** UUID v7: ordered by time, so lists page by it. */
  @PrimaryColumn('uuid')
  id!: string;

  @Column('timestamptz')
  at!: Date;

  @Column('text')
  actorKind!: ActorKind;

  @Column('uuid', { nullable: true })
  actorId!: string | null;

  /** The name as it was then. */
  @Column('text', { nullable: true })
  actorName!: string | null;

  /** `noun.past-tense`, e.g. `round.opened`. */
  @Column('text')
  action!: string;

  @Column('text')
  subjectKind!: string;

  @Column('text')
  subjectId!: string;

  @Column('jsonb', { default: {} })
  facts!: Record<string, unknown>;
}

/** The place of an act of staff in their hash chain. Rows are only ever added. */
@Entity({ name: 'audit_links' })
export class AuditLinkEntity {
  @PrimaryColumn('bigint')
  seq!: number;

  @Column('uuid', { unique: true })
  eventId!: string;

  @Column('bytea', { unique: true })
  prev!: Buffer;

  @Column('bytea')
  hash!: Buffer;
}
