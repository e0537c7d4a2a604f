import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** A file system of its own that a test can fill. */
export interface TinyDisk {
  folder: string;
  /** Fills it to the last byte. */
  fill(): void;
  /** Makes room again. */
  empty(): void;
  close(): void;
}

/** A disk of so many KiB in memory; null, with a printed reason, where this user may not mount one. */
export function openTinyDisk(kib: number): TinyDisk | null {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kib}k`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch (error) {
    fs.rmSync(folder, { recursive: true });
    console.warn(
      `left out: a full disk, for which a file system has to be mounted (${(error as Error).message.trim()})`,
    );
    return null;
  }
  const ballast = path.join(folder, '.ballast');
  return {
    folder,
    fill: () => {
      const file = fs.openSync(ballast, 'a');
      try {
        for (;;) fs.writeSync(file, Buffer.alloc(4096));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        fs.closeSync(file);
      }
    },
    empty: () => fs.rmSync(ballast, { force: true }),
    close: () => {
      execFileSync('umount', [folder]);
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
