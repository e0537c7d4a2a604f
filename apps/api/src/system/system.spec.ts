import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startTestApp, type TestApp } from '../app/api.testing.js';
import { createApp } from '../app/create-app.js';
import { ephemeralKeystore, loadConfig } from '@zuimei/platform';
import { createTestDatabase } from '@zuimei/testing';
import { Health } from './health.js';

describe('the system’s own rows', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  });
  afterAll(() => test.close());

  it('say whether the parts answer', async () => {
    const health = test.app.get(Health, { strict: false });
    expect((await test.app.inject('/v1/health')).json()).toMatchObject({ status: 'ok', parts: { database: 'ok' } });
    health.register('store', () => Promise.reject(new Error('away')));
    const reply = await test.app.inject('/v1/health');
    expect(reply.statusCode).toBe(200);
    expect(reply.json()).toMatchObject({ status: 'degraded', parts: { database: 'ok', store: 'failing' } });
    expect(reply.body).not.toContain('away');
  });

  it('serve the API’s own description', async () => {
    const reply = await test.app.inject('/v1/openapi.json');
    expect(reply.json()).toMatchObject({ openapi: '3.1.0', paths: { '/v1/health': { get: {} } } });
  });
});

describe('the start', () => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-api-'));
  afterAll(() => fs.rmSync(home, { recursive: true, force: true }));

  it('is refused while migrations are missing, naming them', async () => {
    const database = await createTestDatabase({ migrated: false });
    const config = loadConfig({
      DATABASE_API_URL: database.apiUrl,
      DATABASE_QUEUE_URL: database.queueUrl,
      ZUIMEI_HOME: home,
      LOG_LEVEL: 'silent',
    });
    const start = createApp(config, { keystore: ephemeralKeystore(), migrationTimeoutMs: 100 });
    await expect(start).rejects.toThrow(/IdentityTables/);
    await database.drop();
  });
});

describe('the end', () => {
  it('turns new requests away and disconnects', async () => {
    const test = await startTestApp();
    await test.app.listen(0, '127.0.0.1');
    const url = await test.app.getUrl();
    expect((await fetch(`${url}/v1/health`)).status).toBe(200);
    await test.close();
    await expect(fetch(`${url}/v1/health`)).rejects.toThrow();
  });
});
