// `npm test`: everything, in one go, on a machine that has Node and npm only. Unit, database and HTTP tests by Jest, then
// the browser journeys by Playwright over the whole running system. Writes test-results/summary.json.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ensure, environment, node, root, say } from './ensure.mjs';

const RESULTS = path.join(root, 'test-results');
const JEST_LIMIT_MINUTES = 25;
const PLAYWRIGHT_LIMIT_MINUTES = 25;

/** Runs a test runner in a process group of its own; at the limit the whole group is ended. */
function runTests(args, env, limitMinutes) {
  return new Promise((resolve) => {
    const child = spawn(node, args, { cwd: root, env: { ...environment(), ...env }, stdio: 'inherit', detached: true });
    const endGroup = (signal) => {
      try {
        process.kill(-child.pid, signal);
      } catch {
        // already gone
      }
    };
    const limit = setTimeout(() => {
      say(`stopped: the tests took longer than ${limitMinutes} minutes`);
      endGroup('SIGTERM');
      setTimeout(() => endGroup('SIGKILL'), 10_000).unref();
    }, limitMinutes * 60_000);
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => endGroup('SIGTERM'));
    child.once('exit', (code) => {
      clearTimeout(limit);
      resolve(code ?? 1);
    });
  });
}

const readJson = (name) => {
  try {
    return JSON.parse(fs.readFileSync(path.join(RESULTS, name), 'utf8'));
  } catch {
    return undefined; // the runner did not get so far
  }
};

async function main() {
  fs.rmSync(RESULTS, { recursive: true, force: true });
  fs.mkdirSync(RESULTS, { recursive: true });
  await ensure();
  const chromium = await ensureBrowser();

  const jestCode = await runTests(
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
      '--ci',
      '--coverage',
      '--coverageReporters=text-summary',
      '--json',
      `--outputFile=${path.join(RESULTS, 'jest.json')}`,
      ...process.argv.slice(2),
    ],
    {},
    JEST_LIMIT_MINUTES,
  );
  const playwrightCode = await runTests(
    ['node_modules/@playwright/test/cli.js', 'test', '--config=apps/e2e/playwright.config.ts'],
    { CHROMIUM_PATH: chromium },
    PLAYWRIGHT_LIMIT_MINUTES,
  );

  const jest = readJson('jest.json');
  const playwright = readJson('playwright.json');
  const passed = (jest?.numPassedTests ?? 0) + (playwright?.stats?.expected ?? 0) + (playwright?.stats?.flaky ?? 0);
  let failed =
    (jest?.numFailedTests ?? 0) + (jest?.numRuntimeErrorTestSuites ?? 0) + (playwright?.stats?.unexpected ?? 0);
  const skipped = (jest?.numPendingTests ?? 0) + (playwright?.stats?.skipped ?? 0);
  // A runner that died, or a threshold that was missed, is a failure even where every single test passed.
  if ((jestCode !== 0 || playwrightCode !== 0) && failed === 0) failed = 1;
  fs.writeFileSync(path.join(RESULTS, 'summary.json'), `${JSON.stringify({ passed, failed, skipped })}\n`);
  say(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  process.exit(failed ? 1 : 0);
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
