import type { EntityClass, MigrationClass } from '../base/schema-types.js';

/** The tables of this slice. */
export const judgingEntities: readonly EntityClass[] = [];

/** The migrations of this slice. */
export const judgingMigrations: readonly MigrationClass[] = [];
