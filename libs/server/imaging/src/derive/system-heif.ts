import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Where systems put libheif's tool: fixed places, so that nobody's PATH decides what decodes uploads. */
const FOLDERS = ['/usr/local/bin', '/usr/bin', '/opt/homebrew/bin', '/opt/local/bin'];
/** Its newer name first. */
const NAMES = ['heif-dec', 'heif-convert'];

/**
 * The kernel's own limits on the tool: it ends even where everyone who could end it was killed. 20 s of CPU; 3 GiB of
 * address space, which is no measure of memory (the pool keeps that) but stops the absurd.
 */
const LIMITED = 'ulimit -t 20; ulimit -v 3145728 2>/dev/null; exec "$@"';

/** The full path of `heif-dec` or `heif-convert`, if this system has one. */
export function findSystemHeif(): string | undefined {
  return NAMES.flatMap((name) => FOLDERS.map((folder) => path.join(folder, name))).find((file) => existsSync(file));
}

/**
 * Decodes a HEIC file to JPEG at quality 95 in `folder`, pixels already turned by `irot` and `imir`.
 *
 * @returns the pictures that the tool wrote, in its order: one, unless the file holds several; none when it refused
 */
export async function decodeBySystem(tool: string, input: string, folder: string): Promise<string[]> {
  const target = path.join(folder, 'heif.jpg');
  const done = await new Promise<boolean>((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', LIMITED, 'sh', tool, '-q', '95', path.resolve(input), target], {
      stdio: 'ignore',
    });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
  if (!done) return [];
  if (existsSync(target)) return [target];
  return readdirSync(folder)
    .filter((name) => /^heif-\d+\.jpg$/.test(name))
    .sort((a, b) => Number.parseInt(a.slice(5), 10) - Number.parseInt(b.slice(5), 10))
    .map((name) => path.join(folder, name));
}
