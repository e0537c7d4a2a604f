import fs from 'node:fs';
import { FileFault } from './fault.js';

/** The largest file that is read: V8 holds no longer string. */
const MOST_BYTES = 500 * 1024 * 1024;

/** The JSON value in a file. A byte order mark is skipped; anything but UTF-8 is refused. */
export function readJson(file: string): unknown {
  const text = decode(readBytes(file));
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new FileFault('NOT_JSON', '', `not JSON: ${(error as Error).message}`);
  }
}

function readBytes(file: string): Buffer {
  let size: number;
  try {
    size = fs.statSync(file).size;
    if (size <= MOST_BYTES) return fs.readFileSync(file);
  } catch (error) {
    throw new FileFault('UNREADABLE', '', `cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  throw new FileFault('TOO_LARGE', '', `${size} bytes; at most ${MOST_BYTES} can be read`);
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FileFault('NOT_UTF8', '', 'not UTF-8 text');
  }
}
