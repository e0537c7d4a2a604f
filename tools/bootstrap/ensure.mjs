// What `npm start` and `npm test` need before anything else, on a machine that has Node and npm only: the locked
// packages, and a build of what changed. Runs on the machine's own Node with no dependency; everything after it runs on
// the Node that the lock file brings.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../..');
const bin = path.join(root, 'node_modules/.bin');
const stamp = path.join(root, 'node_modules/.zuimei-lock');

/** The pinned Node of the project; there once packages are installed. */
export const node = path.join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

export const environment = () => ({
  ...process.env,
  PATH: `${bin}${path.delimiter}${process.env.PATH}`,
  NX_DAEMON: 'false',
  NX_TUI: 'false',
});

export const say = (line) => process.stdout.write(`${line}\n`);

/** Runs a command to its end; its output is shown where `loud`, else only when it fails. */
export function run(command, args, { loud = false, env = environment(), limitMs = 20 * 60_000 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: loud ? 'inherit' : ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const limit = setTimeout(() => child.kill('SIGKILL'), limitMs);
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearTimeout(limit);
      if (code === 0) resolve(output);
      else reject(new Error(`${path.basename(command)} ${args.join(' ')} ended with ${signal ?? code}\n${output}`));
    });
  });
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(`Node ${process.versions.node} is too old: Node 20.19 or newer is needed`);
}

async function install() {
  const lock = createHash('sha256')
    .update(fs.readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex');
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === lock && fs.existsSync(node)) return;
  say('installing what is locked (a few minutes the first time) …');
  const npm = process.env.npm_execpath;
  await (npm
    ? run(process.execPath, [npm, 'ci', '--no-audit', '--no-fund'], { env: process.env })
    : run('npm', ['ci', '--no-audit', '--no-fund'], { env: process.env }));
  fs.writeFileSync(stamp, lock);
}

async function build() {
  const started = Date.now();
  await run(node, [
    path.join(root, 'node_modules/nx/dist/bin/nx.js'),
    'run-many',
    '-t',
    'build',
    'build-web',
    '--outputStyle=static',
    '--parallel=2',
  ]);
  const seconds = (Date.now() - started) / 1000;
  if (seconds > 5) say(`built what changed in ${seconds.toFixed(0)} s`);
}

/** Installs what is locked if it is not there, and builds what changed. */
export async function ensure() {
  checkNode();
  await install();
  await build();
}
