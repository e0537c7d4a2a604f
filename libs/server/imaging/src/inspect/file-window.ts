import { open, type FileHandle } from 'node:fs/promises';

const WINDOW_BYTES = 256 * 1024;

/**
 * Reads a file through one window of 256 KiB, so that looking at the headers of a 30 MiB upload costs neither 30 MiB of
 * memory nor a system call a field. Reads past the end come back shorter; nothing throws for being out of range.
 */
export class FileWindow {
  readonly size: number;
  private readonly handle: FileHandle;
  private buffer: Buffer = Buffer.alloc(0);
  private start = 0;

  private constructor(handle: FileHandle, size: number) {
    this.handle = handle;
    this.size = size;
  }

  /** @throws the file system's error when the file is not there or not readable. */
  static async open(path: string): Promise<FileWindow> {
    const handle = await open(path, 'r');
    try {
      return new FileWindow(handle, (await handle.stat()).size);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Up to `length` bytes at `position`; a view that stays right only until the next read. */
  async read(position: number, length: number): Promise<Buffer> {
    const from = position - this.start;
    if (from >= 0 && from + length <= this.buffer.length) return this.buffer.subarray(from, from + length);
    const wanted = Math.max(0, Math.min(length, this.size - position));
    if (wanted === 0) return Buffer.alloc(0);
    if (wanted > WINDOW_BYTES) return this.fill(Buffer.allocUnsafe(wanted), position);
    await this.load(position);
    return this.buffer.subarray(0, wanted);
  }

  /** Everything that one window holds from `position` on: empty at the end of the file. */
  async rest(position: number): Promise<Buffer> {
    const from = position - this.start;
    if (from < 0 || from >= this.buffer.length) {
      if (position >= this.size) return Buffer.alloc(0);
      await this.load(position);
      return this.buffer;
    }
    return this.buffer.subarray(from);
  }

  async close(): Promise<void> {
    await this.handle.close();
  }

  private async load(position: number): Promise<void> {
    this.buffer = await this.fill(Buffer.allocUnsafe(Math.min(WINDOW_BYTES, this.size - position)), position);
    this.start = position;
  }

  private async fill(into: Buffer, position: number): Promise<Buffer> {
    let filled = 0;
    while (filled < into.length) {
      const { bytesRead } = await this.handle.read(into, filled, into.length - filled, position + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return into.subarray(0, filled);
  }
}
