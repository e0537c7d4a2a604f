import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ProcessFile } from './process-record.js';
import { Supervisor } from './supervisor.js';

const LIMIT_MS = 20_000;

/** A folder of built programs whose worker does what `program` says. */
function appsWith(program: string): { folder: string; apps: string; processFile: string } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-supervisor-'));
  const dist = path.join(folder, 'apps/worker/dist');
  fs.mkdirSync(dist, { recursive: true });
  fs.writeFileSync(path.join(dist, 'main.js'), program);
  return { folder, apps: path.join(folder, 'apps'), processFile: path.join(folder, 'processes.json') };
}

const serves = `process.send('ready'); setInterval(() => {}, 1000); process.on('disconnect', () => process.exit(0));`;

async function until(check: () => boolean): Promise<void> {
  const deadline = Date.now() + LIMIT_MS;
  while (!check()) {
    if (Date.now() > deadline) throw new Error('it did not happen');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('a supervisor', () => {
  it('starts again what was killed, under the same name', async () => {
    const { folder, apps, processFile } = appsWith(serves);
    const restarts: string[] = [];
    const failures: string[] = [];
    const supervisor = new Supervisor(
      processFile,
      { onRestart: (reason) => restarts.push(reason), onFailure: (reason) => failures.push(reason) },
      apps,
    );
    const pidNoted = () => new ProcessFile(processFile).read().find(({ name }) => name === 'worker')?.pid;
    const { pid } = await supervisor.start('worker', process.env);
    process.kill(pid, 'SIGKILL');
    await until(() => pidNoted() !== pid);
    expect(restarts).toEqual(['worker ended unexpectedly (SIGKILL); starting it again']);
    await supervisor.stop();
    expect(failures).toEqual([]);
    expect(fs.existsSync(processFile)).toBe(false);
    fs.rmSync(folder, { recursive: true });
  }, 30_000);

  it('gives up on what dies again and again', async () => {
    const { folder, apps, processFile } = appsWith(`process.send('ready'); setTimeout(() => process.exit(3), 50);`);
    const restarts: string[] = [];
    const failures: string[] = [];
    const supervisor = new Supervisor(
      processFile,
      { onRestart: (reason) => restarts.push(reason), onFailure: (reason) => failures.push(reason) },
      apps,
    );
    await supervisor.start('worker', process.env);
    await until(() => failures.length > 0);
    expect(restarts).toHaveLength(5);
    expect(failures[0]).toBe('worker ended unexpectedly (3), 6 times in a minute');
    await supervisor.stop();
    fs.rmSync(folder, { recursive: true });
  }, 30_000);
});
