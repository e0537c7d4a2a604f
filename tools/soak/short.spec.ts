import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The loops that `npm test` runs in their short form, each in a process of its own, on what was built. */
describe('a system that breaks', () => {
  it.each(['voting', 'sitting'])(
    '%s, short',
    async (loop) => {
      const args = [path.join(import.meta.dirname, 'run.mjs'), '--short', '--seed', '365', '--only', loop];
      const { stdout } = await run(process.execPath, ['--enable-source-maps', ...args], {
        maxBuffer: 2 ** 26,
        timeout: 240_000,
      }).catch((error: { stdout: string; stderr: string }) => {
        throw new Error(`${error.stdout}\n${error.stderr.slice(-4000)}`);
      });
      expect(stdout).toMatch(/[1-9]\d* passed, 0 failed\n$/);
    },
    260_000,
  );
});
