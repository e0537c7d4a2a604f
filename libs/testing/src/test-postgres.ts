export { startTestPostgres, type TestPostgres } from '../jest/test-postgres.mjs';
