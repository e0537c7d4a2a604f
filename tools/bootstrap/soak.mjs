// `npm run soak [-- --short] [--seed N] [--only NAME]`: builds, then runs the long loops on the pinned Node.
import path from 'node:path';
import { ensure, environment, node, root, run } from './ensure.mjs';

await ensure();
await run(node, ['--enable-source-maps', path.join(root, 'tools/soak/run.mjs'), ...process.argv.slice(2)], {
  loud: true,
  env: environment(),
  limitMs: 3 * 60 * 60_000,
});
