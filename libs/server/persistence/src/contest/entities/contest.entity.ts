import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The standing programme that editions belong to. One row, made by the migration. */
@Entity({ name: 'contests' })
export class ContestEntity {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  nameEn!: string;
}
