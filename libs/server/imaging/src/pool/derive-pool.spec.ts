import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspectAndDerive } from '../inspect-and-derive.js';
import { heicOfScene, imageOf, phoneJpeg, scene } from '../specimens/index.js';
import { decoderEntry } from './decoder-entry.js';
import { timedOut } from './decoder-process.js';
import { DerivePool, type DerivePoolOptions } from './derive-pool.js';

jest.setTimeout(60_000);

let folder: string;
const pools: DerivePool[] = [];
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'zuimei-imaging-'));
});
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
  await rm(folder, { recursive: true, force: true });
});

function pool(options?: DerivePoolOptions): DerivePool {
  const made = new DerivePool({ size: 1, ...options });
  pools.push(made);
  return made;
}

async function stored(name: string, bytes: Buffer): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  return file;
}

const photo = async () => stored('photo.jpg', await phoneJpeg({ width: 800, height: 640 }));
const out = () => path.join(folder, 'out');

/** Large enough to be in work for a good while. */
const slow = async () =>
  stored(
    'slow.png',
    await imageOf(scene(6000, 4000, { grain: 0 }))
      .png({ compressionLevel: 1 })
      .toBuffer(),
  );

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

it('derives in a child process, and uses it again', async () => {
  const decoders = pool();
  const input = await photo();
  expect(await decoders.derive(input, out())).toMatchObject({ ok: true, derived: { width: 800, height: 640 } });
  const [pid] = decoders.idlePids;
  expect(pid).not.toBe(process.pid);
  expect(await decoders.derive(await stored('a.heic', heicOfScene), out())).toMatchObject({ ok: true });
  expect(decoders.idlePids).toEqual([pid]);
  await decoders.close();
  expect(isAlive(pid as number)).toBe(false);
});

it('a picture at fault is refused for good, and the process lives on', async () => {
  const decoders = pool();
  const half = await stored('half.jpg', (await phoneJpeg()).subarray(0, 20_000));
  expect(await decoders.derive(half, out())).toMatchObject({ ok: false, code: 'CORRUPT', permanent: true });
  expect(await decoders.derive(await photo(), out())).toMatchObject({ ok: true });
});

it('kills what takes too long and leaves nothing of it', async () => {
  const decoders = pool({ timeoutMs: 120 });
  const refused = await decoders.derive(await slow(), out());
  expect(refused).toMatchObject({ ok: false, code: 'DECODE_TIMEOUT', facts: { timeoutMs: 120 } });
  expect(decoders.idlePids).toEqual([]);
  expect(await readdir(out())).toEqual([]);
});

it('too slow by itself is for good; too slow for want of a core is not', () => {
  expect(timedOut(20_000, 19_000)).toMatchObject({ code: 'DECODE_TIMEOUT', permanent: true });
  expect(timedOut(20_000, 1_000)).toMatchObject({ code: 'DECODE_TIMEOUT', permanent: false });
});

it('a process that was not given a core is killed too, but a retry may mend it', async () => {
  const decoders = pool({ timeoutMs: 5000 });
  const input = await photo();
  await decoders.derive(input, out());
  const [pid] = decoders.idlePids as [number];
  process.kill(pid, 'SIGSTOP');
  expect(await decoders.derive(input, out())).toMatchObject({ ok: false, code: 'DECODE_TIMEOUT', permanent: false });
  expect(isAlive(pid)).toBe(false);
  expect(await decoders.derive(input, out())).toMatchObject({ ok: true });
});

it('kills what takes too much memory', async () => {
  const decoders = pool({ maxRssBytes: 30 * 1024 * 1024 });
  expect(await decoders.derive(await photo(), out())).toMatchObject({
    ok: false,
    code: 'DECODE_MEMORY',
    permanent: true,
    facts: { maxRssBytes: 30 * 1024 * 1024 },
  });
});

it('a process that somebody else kills in mid-job costs a retry', async () => {
  const decoders = pool();
  const input = await photo();
  await decoders.derive(input, out());
  const [pid] = decoders.idlePids as [number];
  const busy = decoders.derive(await slow(), out());
  setTimeout(() => process.kill(pid, 'SIGKILL'), 150);
  expect(await busy).toMatchObject({ ok: false, permanent: false });
  expect(await decoders.derive(input, out())).toMatchObject({ ok: true });
  expect((await readdir(out())).filter((name) => name.startsWith('.'))).toEqual([]);
});

it('replaces a process that was killed while it waited', async () => {
  const decoders = pool();
  const input = await photo();
  await decoders.derive(input, out());
  const [pid] = decoders.idlePids as [number];
  process.kill(pid, 'SIGKILL');
  await sleep(200);
  expect(await decoders.derive(input, out())).toMatchObject({ ok: true });
  expect(decoders.idlePids).not.toContain(pid);
});

it('works on as many pictures at a time as it has room for, and finishes them before it closes', async () => {
  const decoders = pool({ size: 2 });
  const input = await photo();
  const jobs = Array.from({ length: 5 }, (_, i) => decoders.derive(input, path.join(out(), String(i))));
  await decoders.close();
  expect((await Promise.all(jobs)).every((result) => result.ok)).toBe(true);
  expect(decoders.idlePids).toEqual([]);
  await expect(decoders.derive(input, out())).rejects.toThrow('closed');
});

it('ends with its parent, even when that is killed outright', async () => {
  const { execArgv } = decoderEntry();
  const script = await stored(
    'parent.mjs',
    Buffer.from(`
      const { DerivePool } = await import(${JSON.stringify(path.join(import.meta.dirname, 'derive-pool.ts'))});
      const pool = new DerivePool({ size: 1 });
      await pool.derive(${JSON.stringify(await photo())}, ${JSON.stringify(out())});
      console.log(pool.idlePids[0]);
      setInterval(() => {}, 1000);
    `),
  );
  const parent = spawn(process.execPath, [...execArgv, script], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (text) => resolve(Number(text))));
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    for (let waited = 0; isAlive(pid) && waited < 5000; waited += 50) await sleep(50);
    expect(isAlive(pid)).toBe(false);
  } finally {
    parent.kill('SIGKILL');
  }
});

it('throws what is no picture’s fault', async () => {
  const decoders = pool();
  await expect(decoders.derive(path.join(folder, 'absent.jpg'), out())).rejects.toMatchObject({ code: 'ENOENT' });
  const blocked = await stored('blocked', Buffer.from('a file where a folder should be'));
  await expect(decoders.derive(await photo(), blocked)).rejects.toMatchObject({ code: 'EEXIST' });
});

it('judges a file as intake and worker do, and without a folder leaves nothing', async () => {
  const decoders = pool();
  expect(await inspectAndDerive(await photo(), decoders)).toMatchObject({
    accepted: true,
    inspection: { type: 'jpeg', facts: { hasGps: true } },
    derived: { width: 800 },
  });
  expect(await inspectAndDerive(await stored('text.jpg', Buffer.from('text')), decoders)).toMatchObject({
    accepted: false,
    code: 'UNSUPPORTED_TYPE',
    stage: 'inspection',
  });
  const half = await stored('half.jpg', (await phoneJpeg()).subarray(0, 20_000));
  expect(await inspectAndDerive(half, decoders)).toMatchObject({ accepted: false, code: 'CORRUPT', stage: 'decoding' });
  const derived = await inspectAndDerive(await photo(), decoders, { outDir: out() });
  expect(derived).toMatchObject({ accepted: true });
  expect(await readdir(out())).toHaveLength(4);
});
