import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { transformFile } from '@swc/core';
import { type QueueConfig } from './queue-backend.js';

/** Waits until `condition` holds, for at most `ms` milliseconds. */
export async function eventually(condition: () => boolean | Promise<boolean>, ms = 30_000): Promise<void> {
  const until = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > until) throw new Error(`still not so after ${ms} ms: ${condition.toString()}`);
    await pause(20);
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** This room's sources as plain ES modules, in a folder of their own, for child processes to run. */
export async function buildForChildren(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const root = path.resolve(import.meta.dirname, '../../../..');
  const folder = path.join(root, 'node_modules/.cache', `zuimei-queue-spec-${randomUUID()}`);
  await fs.mkdir(folder, { recursive: true });
  await fs.writeFile(path.join(folder, 'package.json'), '{"type":"module"}');
  const sources = (await fs.readdir(import.meta.dirname)).filter((f) => !/\.(spec|contract)\.ts$|^spec-/.test(f));
  for (const file of sources) {
    const { code } = await transformFile(path.join(import.meta.dirname, file), {
      swcrc: false,
      module: { type: 'es6' },
      jsc: { target: 'es2023', parser: { syntax: 'typescript' } },
    });
    await fs.writeFile(path.join(folder, file.replace(/\.ts$/, '.js')), code);
  }
  return { folder, remove: () => fs.rm(folder, { recursive: true, force: true }) };
}

export interface ChildWorker {
  /** What the child has printed. */
  lines: string[];
  /** SIGKILL, and waits until it is gone. */
  kill: () => Promise<void>;
}

/** Starts a worker process that never ends a job; see child-worker.fixture.ts. */
export function startChildWorker(
  folder: string,
  args: [config: QueueConfig, name: string, attempts: number, lockMs: number],
): ChildWorker {
  const script = path.join(folder, 'child-worker.fixture.js');
  const child: ChildProcess = spawn(process.execPath, [script, JSON.stringify(args)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  if (child.stdout) createInterface(child.stdout).on('line', (line) => lines.push(line));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    lines,
    kill: () => {
      child.kill('SIGKILL');
      return gone;
    },
  };
}
