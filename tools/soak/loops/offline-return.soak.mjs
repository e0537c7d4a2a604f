// Forty tablets with five jurors each vote without a network and come back at one moment, every outbox delivered twice; then
// the same again on a new database. The spec holds what must be true; this runs it whole, where `npm test` runs a part.
import { spawnSync } from 'node:child_process';

const TIMES = { short: 1, whole: 10 };
const [TABLETS, JURORS] = [40, 5];

export async function soak({ short, say }) {
  const checks = [];
  for (let i = 1; i <= TIMES[short ? 'short' : 'whole']; i += 1) {
    const run = spawnSync(
      'npm',
      ['run', '-s', 'unit', '--', '--selectProjects', 'api', '--testPathPatterns', 'judging/offline-return'],
      {
        encoding: 'utf8',
        env: { ...process.env, OFFLINE_TABLETS: String(TABLETS), OFFLINE_JURORS: String(JURORS) },
      },
    );
    const pass = run.status === 0 && /Tests:\s+1 passed, 1 total/.test(run.stderr);
    if (!pass) say(run.stderr.slice(-2000));
    checks.push({ name: `${TABLETS * JURORS} of ${TABLETS * JURORS} ballots arrive, none twice (${i})`, pass });
  }
  return checks;
}
