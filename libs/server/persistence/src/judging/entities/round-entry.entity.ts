import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation, Unique } from 'typeorm';
import { EntryEntity } from '../../contest/entities/entry.entity.js';
import { RoundEntity } from './round.entity.js';

/** An entry in a round, with the count of answered screens it stood on. */
@Entity({ name: 'round_entries' })
@Unique(['roundId', 'number'])
@Index(['entryId'])
export class RoundEntryEntity {
  @PrimaryColumn('uuid')
  roundId!: string;

  @ManyToOne(() => RoundEntity)
  @JoinColumn({ name: 'round_id' })
  round!: Relation<RoundEntity>;

  @PrimaryColumn('uuid')
  entryId!: string;

  @ManyToOne(() => EntryEntity)
  @JoinColumn({ name: 'entry_id' })
  entry!: Relation<EntryEntity>;

  @Column('integer')
  number!: number;

  /** SHA-256 of the photo's original, hexadecimal: what a bundle names the entry by. */
  @Column('text')
  photoSha256!: string;

  /** Standing answers that picked on a screen with this entry; skips do not count. */
  @Column('integer', { default: 0 })
  exposures!: number;
}
