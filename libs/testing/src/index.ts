export * from './test-database.js';
export * from './test-postgres.js';
export * from './builders/contest-editions.js';
export * from './builders/contest-people.js';
export * from './builders/contest-submissions.js';
export * from './open-test-data.js';
export * from './pictures.js';
