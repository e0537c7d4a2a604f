import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { RoundEntity } from './round.entity.js';

/**
 * One lease to one juror, known by pseudonym only: no table ties a pass to it. The newest deck of a juror says until
 * when all screens they have not answered are leased.
 */
@Entity({ name: 'decks' })
@Unique(['roundId', 'no'])
@Index(['roundId', 'pseudonym'])
export class DeckEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid')
  roundId!: string;

  @ManyToOne(() => RoundEntity)
  @JoinColumn({ name: 'round_id' })
  round!: Relation<RoundEntity>;

  @Column('text')
  pseudonym!: string;

  /** Counts the round's decks without gaps, in the order of commits. */
  @Column('integer')
  no!: number;

  @Column('timestamptz')
  leasedAt!: Date;

  @Column('timestamptz')
  expiresAt!: Date;
}
