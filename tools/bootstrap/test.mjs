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

/** A runner that died, or missed a threshold, is a failure even where every single test passed. */
function add(sum, code, passed, failed, skipped) {
  sum.passed += passed;
  sum.failed += code !== 0 && failed === 0 ? 1 : failed;
  sum.skipped += skipped;
}

async function main() {
  fs.rmSync(RESULTS, { recursive: true, force: true });
  fs.mkdirSync(RESULTS, { recursive: true });
  await ensure();
  const chromium = await ensureBrowser();

  const jest = [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    '--ci',
    '--json',
    // A library’s forgotten socket must not hold the run up once every result and every teardown is in.
    '--forceExit',
  ];
  // The rules have a floor for their coverage, and so a run of their own.
  const rulesCode = await runTests(
    [
      ...jest,
      '--config=libs/shared/domain/jest.coverage.mjs',
      `--outputFile=${path.join(RESULTS, 'jest-domain.json')}`,
    ],
    {},
    JEST_LIMIT_MINUTES,
  );
  const jestCode = await runTests(
    [...jest, '--ignoreProjects=domain', `--outputFile=${path.join(RESULTS, 'jest.json')}`],
    {},
    JEST_LIMIT_MINUTES,
  );
  const playwrightCode = await runTests(
    ['node_modules/@playwright/test/cli.js', 'test', '--config=apps/e2e/playwright.config.ts'],
    { CHROMIUM_PATH: chromium },
    PLAYWRIGHT_LIMIT_MINUTES,
  );

  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const [code, name] of [
    [rulesCode, 'jest-domain.json'],
    [jestCode, 'jest.json'],
  ]) {
    const result = readJson(name);
    const failed = (result?.numFailedTests ?? 0) + (result?.numRuntimeErrorTestSuites ?? 0);
    add(sum, code, result?.numPassedTests ?? 0, failed, result?.numPendingTests ?? 0);
  }
  const stats = readJson('playwright.json')?.stats;
  add(sum, playwrightCode, stats?.expected ?? 0, (stats?.unexpected ?? 0) + (stats?.flaky ?? 0), stats?.skipped ?? 0);
  const { passed, failed, skipped } = sum;
  fs.writeFileSync(path.join(RESULTS, 'summary.json'), `${JSON.stringify({ passed, failed, skipped })}\n`);
  say(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`);
  process.exit(failed ? 1 : 0);
}

main().catch((error) => {
  console.error(error.message);
  process.exit(1);
});
