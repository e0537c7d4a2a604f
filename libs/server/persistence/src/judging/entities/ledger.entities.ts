import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';

// Rows of these tables are only ever added: the api's role has no other right, and triggers refuse UPDATE, DELETE and
// TRUNCATE to everybody. `answers` has no foreign keys: they would cost a look-up a row where it counts most, and the
// writer has read the round and the screen in the same breath.

/** One answer in the hash chain of its round. */
@Entity({ name: 'answers' })
@Unique(['answerId'])
@Unique(['roundId', 'prev'])
export class AnswerEntity {
  @PrimaryColumn('uuid')
  roundId!: string;

  /** The place in the chain, from 1 without gaps. */
  @PrimaryColumn('bigint')
  seq!: number;

  @Column('uuid')
  answerId!: string;

  @Column('text')
  pseudonym!: string;

  @Column('uuid')
  screenId!: string;

  @Column('integer')
  revision!: number;

  /** The hashed row as canonical JSON (RFC 8785); entries stand in it by number. */
  @Column('text')
  body!: string;

  @Column('bytea')
  prev!: Buffer;

  /** SHA-256(prev ‖ body). */
  @Column('bytea')
  hash!: Buffer;

  @Column('timestamptz')
  receivedAt!: Date;

  /** Milliseconds that the screen was shown, by the tablet. */
  @Column('integer')
  shownMs!: number;
}

/** An answer that came after closing: stored, never counted. */
@Entity({ name: 'late_answers' })
@Index(['roundId'])
export class LateAnswerEntity {
  @PrimaryColumn('uuid')
  answerId!: string;

  @Column('uuid')
  roundId!: string;

  @Column('text')
  pseudonym!: string;

  @Column('uuid')
  screenId!: string;

  @Column('integer')
  revision!: number;

  @Column('text')
  body!: string;

  @Column('timestamptz')
  receivedAt!: Date;

  @Column('integer')
  shownMs!: number;
}

/** One count of a closed round. A recount is a further version. */
@Entity({ name: 'tallies' })
export class TallyEntity {
  @PrimaryColumn('uuid')
  roundId!: string;

  @PrimaryColumn('integer')
  version!: number;

  /** The result as canonical JSON. */
  @Column('text')
  result!: string;

  @Column('bigint')
  chainSeq!: number;

  @Column('bytea')
  chainHead!: Buffer;

  /** The chain was recomputed from its rows and agreed. */
  @Column('boolean')
  chainVerified!: boolean;

  @Column('integer')
  leafCount!: number;

  @Column('bytea')
  merkleRoot!: Buffer;

  /** Ed25519 over the canonical head `{roundId, root, size}`. */
  @Column('bytea')
  signature!: Buffer;

  @Column('bytea')
  publicKey!: Buffer;

  @Column('integer')
  lateAnswers!: number;

  /** The entries as they were counted: number, photo hash, state and the labels of the caps. */
  @Column('jsonb')
  entries!: unknown[];

  /** Run-offs that this count took in. */
  @Column('jsonb')
  runOffs!: unknown[];

  @Column('uuid')
  talliedBy!: string;

  @Column('text')
  talliedByName!: string;

  @Column('timestamptz')
  talliedAt!: Date;
}

/** Why a published result is to be replaced by a newer count; public once that count has a bundle. */
@Entity({ name: 'round_corrections' })
export class RoundCorrectionEntity {
  @PrimaryColumn('uuid')
  roundId!: string;

  /** Of the tally that was made for it. */
  @PrimaryColumn('integer')
  version!: number;

  @Column('text')
  reason!: string;
}

/** The public result bundle of a published tally, byte for byte; its leaves stand in `bundle_leaves`. */
@Entity({ name: 'bundles' })
export class BundleEntity {
  @PrimaryColumn('uuid')
  roundId!: string;

  @PrimaryColumn('integer')
  version!: number;

  /** All that stands before the leaves, their opening bracket included. */
  @Column('text')
  opening!: string;

  /** All that stands behind them, from the closing bracket on. */
  @Column('text')
  ending!: string;

  @Column('timestamptz')
  madeAt!: Date;
}

/** A part of a bundle's leaves, as the text that follows the part before. */
@Entity({ name: 'bundle_leaves' })
export class BundleLeavesEntity {
  @PrimaryColumn('uuid')
  roundId!: string;

  @PrimaryColumn('integer')
  version!: number;

  /** From 0 without gaps. */
  @PrimaryColumn('integer')
  part!: number;

  @Column('text')
  body!: string;
}

/** The end of each round's chain: the only row that moves, and rebuildable from `answers`. */
@Entity({ name: 'ledger_tips' })
export class LedgerTipEntity {
  @PrimaryColumn('uuid')
  roundId!: string;

  @Column('bigint')
  seq!: number;

  @Column('bytea')
  hash!: Buffer;

  /** Set by closing: from then on nothing is appended, and the tip can no longer be swapped. */
  @Column('boolean', { default: false })
  sealed!: boolean;
}
