// `npm run bench [-- --only P8,P12] [--whole]`: builds, then measures on the pinned Node.
import path from 'node:path';
import { ensure, environment, node, root, run } from './ensure.mjs';

await ensure();
await run(node, ['--enable-source-maps', path.join(root, 'tools/bench/run.mjs'), ...process.argv.slice(2)], {
  loud: true,
  env: environment(),
  limitMs: 60 * 60_000,
});
