export * from './base/checks.js';
export * from './base/client.js';
export * from './base/cursor.js';
export * from './base/data-source.js';
export * from './base/keyset.js';
export * from './base/migrate.js';
export * from './base/naming-strategy.js';
export * from './base/roles.js';
export * from './base/schema-types.js';
export * from './base/sql.js';
export * from './base/unit-of-work.js';

/** For injection: everything else goes through `ReadDb` and `UnitOfWork`. */
export { DataSource } from 'typeorm';
