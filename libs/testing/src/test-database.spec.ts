import { withClient } from '@zuimei/persistence';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createTestDatabase, testServerUrl } from './test-database.js';
import { startTestPostgres } from './test-postgres.js';

const rowsOf = (url: string, sql: string) => withClient(url, async (client) => (await client.query(sql)).rows);

describe('createTestDatabase', () => {
  it('gives each spec a migrated database of its own, and takes it away', async () => {
    const [one, other] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    await rowsOf(one.apiUrl, `INSERT INTO attempts VALUES ('a', 1, now())`);
    expect(await rowsOf(one.apiUrl, 'SELECT count FROM attempts')).toEqual([{ count: 1 }]);
    expect(await rowsOf(other.apiUrl, 'SELECT count FROM attempts')).toEqual([]);
    await rowsOf(other.queueUrl, 'CREATE SCHEMA IF NOT EXISTS bull');
    await Promise.all([one.drop(), other.drop()]);
    const left = await rowsOf(testServerUrl(), `SELECT datname FROM pg_database WHERE datname = '${one.name}'`);
    expect(left).toEqual([]);
  });
});

describe('startTestPostgres', () => {
  it('keeps what was committed through a power cut when it is durable', async () => {
    const server = await startTestPostgres({ durable: true });
    try {
      expect(await rowsOf(server.url, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
      await rowsOf(server.url, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)');
      await server.kill();
      await expect(rowsOf(server.url, 'SELECT 1')).rejects.toThrow();
      await server.restart();
      expect(await rowsOf(server.url, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    } finally {
      await server.stop();
    }
    expect(fs.existsSync(server.dataDir)).toBe(false);
  });

  it('sweeps up after a run that was killed', async () => {
    const module = path.resolve(import.meta.dirname, '../jest/test-postgres.mjs');
    const script = `import(${JSON.stringify(module)}).then(async (m) => {
      const server = await m.startTestPostgres();
      process.stdout.write(server.pid + ' ' + server.dataDir);
      setInterval(() => {}, 1000);
    })`;
    const run = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [pid, dataDir] = await new Promise<string[]>((resolve) =>
      run.stdout.once('data', (chunk: Buffer) => resolve(String(chunk).split(' '))),
    );
    const gone = new Promise((resolve) => run.once('exit', resolve));
    run.kill('SIGKILL');
    await gone;
    expect(fs.existsSync(String(dataDir))).toBe(true);
    expect(() => process.kill(Number(pid), 0)).not.toThrow();

    const next = await startTestPostgres();
    await next.stop();
    expect(fs.existsSync(String(dataDir))).toBe(false);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const state = fs.existsSync(`/proc/${pid}/cmdline`) ? fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8') : '';
    expect(state).not.toContain(String(dataDir));
  });
});
