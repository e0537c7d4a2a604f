import type { MigrationInterface } from 'typeorm';

/** A class that TypeORM's decorators made a table of. */
export type EntityClass = new () => object;

/** A migration; its name ends in a time stamp in milliseconds, by which migrations are ordered. */
export type MigrationClass = new () => MigrationInterface;
