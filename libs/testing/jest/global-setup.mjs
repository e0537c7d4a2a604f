// One PostgreSQL for a whole test run: TEST_DATABASE_URL where it is set (a superuser's address), else a throw-away
// server. Jest runs this file once however many projects name it.
import { startTestPostgres } from './test-postgres.mjs';

export default async function setup() {
  if (process.env.TEST_DATABASE_URL) return;
  const server = await startTestPostgres();
  process.env.TEST_DATABASE_URL = server.url;
  globalThis.zuimeiTestPostgres = server;
}
