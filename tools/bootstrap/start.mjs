// `npm start`: makes the checkout runnable, then hands over to `zuimei start`, which runs in a process group of its own:
// a terminal's Ctrl-C reaches this process alone, and this process passes it on once.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { ensure, environment, node, root } from './ensure.mjs';

const parent = process.ppid;

await ensure().catch((error) => {
  console.error(error.message);
  process.exit(1);
});

const child = spawn(node, [path.join(root, 'apps/cli/dist/main.js'), 'start', ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD ?? root,
  env: { ...environment(), ZUIMEI_HOME: path.resolve(root, process.env.ZUIMEI_HOME ?? '.zuimei') },
  // The channel tells the child when this process is gone, however it went.
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  detached: true,
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
  process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
// npm may be killed without a word to us.
setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 1000).unref();
child.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
