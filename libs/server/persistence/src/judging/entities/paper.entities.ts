import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { PassEntity } from './pass.entity.js';
import { RoundEntity } from './round.entity.js';

/** That a juror votes on paper in a round. On the side of people: it names no pseudonym and no answer. */
@Entity({ name: 'paper_ballots' })
@Unique(['roundId', 'no'])
export class PaperBallotEntity {
  @PrimaryColumn('uuid')
  roundId!: string;

  @ManyToOne(() => RoundEntity)
  @JoinColumn({ name: 'round_id' })
  round!: Relation<RoundEntity>;

  @PrimaryColumn('uuid')
  jurorId!: string;

  @Column('uuid')
  passId!: string;

  @ManyToOne(() => PassEntity)
  @JoinColumn({ name: 'pass_id' })
  pass!: Relation<PassEntity>;

  /** Printed on the sheet, from 1. */
  @Column('integer')
  no!: number;

  @Column('timestamptz')
  madeAt!: Date;

  /** Which entry was the second of two that say the same: what counts from then on. */
  @Column('integer', { nullable: true })
  agreedNo!: number | null;

  /** When it was handed in with what two people had typed alike; null while the sheet waits. */
  @Column('timestamptz', { nullable: true })
  settledAt!: Date | null;

  /** It was settled after the round had closed: stored, never counted. */
  @Column('boolean', { default: false })
  late!: boolean;
}

/** What one person typed from a sheet. Only ever added; without a time, which could lead back to whose sheet it was. */
@Entity({ name: 'paper_entries' })
export class PaperEntryEntity {
  @PrimaryColumn('uuid')
  roundId!: string;

  @PrimaryColumn('text')
  pseudonym!: string;

  @PrimaryColumn('integer')
  no!: number;

  @Column('uuid')
  enteredBy!: string;

  /** Canonical JSON of the answers by screen, entries by number. */
  @Column('text')
  answers!: string;
}
