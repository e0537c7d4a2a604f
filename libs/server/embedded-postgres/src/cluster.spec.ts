import { spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { startCluster } from './index.js';

const home = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-cluster-'));
fs.chmodSync(home, 0o755);
const options = {
  dataDir: path.join(home, 'postgres'),
  logFile: path.join(home, 'postgres.log'),
  password: 'a word',
  durable: false,
};
const alive = (pid: number) => {
  try {
    return process.kill(pid, 0) && !/\) Z /.test(fs.readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};
const listens = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => (socket.destroy(), resolve(true)));
    socket.once('error', () => resolve(false));
  });

afterAll(() => fs.rmSync(home, { recursive: true, force: true }));

describe('the bundled PostgreSQL', () => {
  it('makes its data once, starts, stops and starts again on the same data', async () => {
    const first = await startCluster(options);
    expect(await listens(first.port)).toBe(true);
    await first.stop();
    expect(alive(first.pid)).toBe(false);
    const made = fs.statSync(path.join(options.dataDir, 'PG_VERSION')).mtimeMs;
    const second = await startCluster(options);
    expect(fs.statSync(path.join(options.dataDir, 'PG_VERSION')).mtimeMs).toBe(made);
    expect(second.url('zuimei')).toBe(`postgres://postgres:a%20word@127.0.0.1:${second.port}/zuimei`);
    await second.stop();
  }, 60_000);

  it('ends a server that a killed parent left behind, and starts its own', async () => {
    const orphan = await startCluster(options);
    const next = await startCluster(options);
    expect(alive(orphan.pid)).toBe(false);
    expect(alive(next.pid)).toBe(true);
    await next.kill();
    const afterPowerCut = await startCluster(options);
    expect(await listens(afterPowerCut.port)).toBe(true);
    await afterPowerCut.stop();
  }, 60_000);

  it('leaves a stranger alone whose process id stands in a stale pid file', async () => {
    const stranger = spawn('sleep', ['60']);
    fs.writeFileSync(path.join(options.dataDir, 'postmaster.pid'), `${stranger.pid}\n${options.dataDir}\n`);
    const cluster = await startCluster(options);
    expect(alive(stranger.pid ?? 0)).toBe(true);
    await cluster.stop();
    stranger.kill();
  }, 60_000);
});
