import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { RoundEntity } from './round.entity.js';

/** That a juror handed the ballot in. Stands on the side of people: it names no pseudonym and no receipt. */
@Entity({ name: 'ballots_completed' })
export class BallotCompletedEntity {
  @PrimaryColumn('uuid')
  roundId!: string;

  @ManyToOne(() => RoundEntity)
  @JoinColumn({ name: 'round_id' })
  round!: Relation<RoundEntity>;

  @PrimaryColumn('uuid')
  jurorId!: string;

  @Column('timestamptz')
  completedAt!: Date;
}

/** A voting receipt. Without time and without any link to a juror, a pseudonym or an answer. */
@Entity({ name: 'receipts' })
export class ReceiptEntity {
  @PrimaryColumn('uuid')
  roundId!: string;

  @ManyToOne(() => RoundEntity)
  @JoinColumn({ name: 'round_id' })
  round!: Relation<RoundEntity>;

  /** Drawn by the tablet, 16 bytes. */
  @PrimaryColumn('bytea')
  nonce!: Buffer;

  @Column('text')
  receipt!: string;

  /** The ballot held at least one answer in the chain when it was handed in. */
  @Column('boolean')
  counted!: boolean;
}
