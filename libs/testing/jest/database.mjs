// What a room's jest.config.mjs adds when its specs want a database:
//   export default withDatabase(nodeProject('contest', import.meta.dirname));
import path from 'node:path';

/** @template T @param {T} project */
export const withDatabase = (project) => ({
  ...project,
  globalSetup: path.join(import.meta.dirname, 'global-setup.mjs'),
  setupFilesAfterEnv: [path.join(import.meta.dirname, 'patience.cjs')],
  globalTeardown: path.join(import.meta.dirname, 'global-teardown.mjs'),
});
