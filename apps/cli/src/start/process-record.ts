import fs from 'node:fs';
import path from 'node:path';

/** A process that we started, told apart from a later one with the same id by when it began. */
export interface ProcessRecord {
  name: string;
  pid: number;
  /** Field 22 of /proc/PID/stat where there is one: clock ticks since boot at which the process began. */
  began: string | null;
}

export function recordOf(name: string, pid: number): ProcessRecord {
  return { name, pid, began: beganAt(pid) };
}

/** Whether the very process of the record still runs. */
export function isRunning(record: ProcessRecord): boolean {
  try {
    process.kill(record.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const began = beganAt(record.pid);
  return began === record.began && began !== 'zombie';
}

function beganAt(pid: number): string | null {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command in parentheses may hold spaces: fields are counted after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? 'zombie' : (fields[19] ?? null);
  } catch {
    return null; // no /proc on this system, or no such process
  }
}

/** The processes of one home, in a file, so that the next start can end what a killed one left. */
export class ProcessFile {
  constructor(private readonly file: string) {}

  read(): ProcessRecord[] {
    try {
      return JSON.parse(fs.readFileSync(this.file, 'utf8')) as ProcessRecord[];
    } catch {
      return []; // never started, or cut off while writing the first time
    }
  }

  add(record: ProcessRecord): void {
    this.write([...this.read().filter((other) => other.name !== record.name), record]);
  }

  clear(): void {
    fs.rmSync(this.file, { force: true });
  }

  private write(records: ProcessRecord[]): void {
    fs.mkdirSync(path.dirname(this.file), { recursive: true });
    const draft = `${this.file}.draft`;
    fs.writeFileSync(draft, JSON.stringify(records));
    fs.renameSync(draft, this.file);
  }
}

/** Asks a process to end, waits, and ends it by force when it does not. */
export async function endProcess(record: ProcessRecord, graceMs: number): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    if (!isRunning(record)) return;
    process.kill(record.pid, signal);
    const deadline = Date.now() + graceMs;
    while (Date.now() < deadline && isRunning(record)) await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
