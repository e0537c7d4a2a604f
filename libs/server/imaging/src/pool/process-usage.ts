import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Linux counts CPU time in hundredths of a second, on every architecture that Node runs on. */
const TICK_MS = 10;

export interface Usage {
  /** Resident memory of the process and its children. */
  rssBytes: number;
  /** CPU time that they have used so far; undefined where it cannot be told. */
  cpuMs?: number;
}

/**
 * What a process and the processes that it started take, seen from outside: /proc on Linux, `ps` elsewhere.
 *
 * @returns undefined when the process is gone or nothing can be said
 */
export async function usageOf(pid: number): Promise<Usage | undefined> {
  return process.platform === 'linux' ? usageFromProc(pid) : usageFromPs(pid);
}

function usageFromProc(pid: number): Usage | undefined {
  const own = oneFromProc(pid);
  if (!own) return undefined;
  for (const child of childrenOf(pid)) {
    const more = usageFromProc(child);
    own.rssBytes += more?.rssBytes ?? 0;
    own.cpuMs = (own.cpuMs ?? 0) + (more?.cpuMs ?? 0);
  }
  return own;
}

function oneFromProc(pid: number): Usage | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const rss = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The name in brackets may hold anything, so fields are counted from its end. Waited-for children are included.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field] ?? 0), 0);
    return { rssBytes: Number(rss ?? 0) * 1024, cpuMs: ticks * TICK_MS };
  } catch {
    return undefined;
  }
}

function childrenOf(pid: number): number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ').map(Number).filter(Boolean);
  } catch {
    return [];
  }
}

async function usageFromPs(pid: number): Promise<Usage | undefined> {
  try {
    const { stdout } = await run('ps', ['-o', 'rss=', '-p', String(pid)]);
    return { rssBytes: Number(stdout.trim()) * 1024 };
  } catch {
    return undefined;
  }
}
