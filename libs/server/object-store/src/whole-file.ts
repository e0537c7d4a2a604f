import { randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { type Readable } from 'node:stream';

/** True for the error that says "there is no such file", also when a folder on the way is missing or is a file. */
export function isAbsent(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** Writes a folder's own entry to the disk, so that a rename in it survives a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; its file systems journal the rename.
  if (process.platform === 'win32') return;
  const handle = await fs.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a new file and its bytes to the disk. `source` is a path, bytes or a stream. */
export async function writeSynced(target: string, source: string | Uint8Array | Readable): Promise<void> {
  // A clone where the file system can share blocks, a copy elsewhere.
  if (typeof source === 'string') await fs.copyFile(source, target, fs.constants.COPYFILE_FICLONE);
  const handle = await fs.open(target, typeof source === 'string' ? 'r+' : 'wx');
  try {
    if (typeof source !== 'string') await handle.writeFile(source);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Reads `stream` into the file at `toPath`, which appears only when it is whole. */
export async function receiveFile(stream: Readable, toPath: string): Promise<void> {
  const part = path.join(path.dirname(toPath), `.${path.basename(toPath)}.${randomUUID()}.part`);
  try {
    await writeSynced(part, stream);
    await fs.rename(part, toPath);
  } catch (error) {
    stream.destroy();
    await fs.rm(part, { force: true });
    throw error;
  }
}
