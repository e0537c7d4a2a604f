// Stops the server that global-setup.mjs started.
export default async function teardown() {
  if (!globalThis.zuimeiTestPostgres) return;
  await globalThis.zuimeiTestPostgres.stop();
  delete globalThis.zuimeiTestPostgres;
  delete process.env.TEST_DATABASE_URL;
}
