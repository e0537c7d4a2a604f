import type { EntityClass, MigrationClass } from '../base/schema-types.js';

/** The tables of this slice. */
export const contestEntities: readonly EntityClass[] = [];

/** The migrations of this slice. */
export const contestMigrations: readonly MigrationClass[] = [];
