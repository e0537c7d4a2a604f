// A round of a million answers is counted, certified, published, exported and verified with the observers' package, and no
// process that does it ever holds more than half a gigabyte.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { endpoints } from '@zuimei/contracts';
import { withClient } from '@zuimei/persistence';
import { addStaff } from '../../../apps/cli/dist/add-staff.js';
import { withDatabase } from '../../../apps/cli/dist/database-context.js';
import { ApiSession } from '../../../apps/cli/dist/demo/api-session.js';
import { writeGallery } from '../../bench/system/gallery-rows.mjs';
import { Installation } from '../../bench/system/installation.mjs';
import { writeLedger } from '../ledger-rows.mjs';

const CLI = path.resolve(import.meta.dirname, '../../../apps/cli/dist/main.js');
const PROFILES = {
  short: { answers: 20_000, entries: 300, jurors: 200 },
  whole: { answers: 1_000_000, entries: 3_000, jurors: 2_000 },
};
const MOST_MB = 512;
const KEY = '2026-01';
const SAMPLE_MS = 50;
const RULES = `UPDATE editions SET rules = '{"tieLadder": ["primary", "head-to-head", "distinct-jurors", "shared"]}'`;

export async function soak({ short, random, say }) {
  const profile = PROFILES[short ? 'short' : 'whole'];
  const installation = await Installation.open('soak-million');
  try {
    await writeGallery(installation.ownerUrl, { key: KEY, entries: profile.entries, published: false });
    await withClient(installation.ownerUrl, (client) => client.query(RULES));
    await installation.start('api');
    const { organizer, second, params } = await openRound(installation);
    const entries = await installation.rows('SELECT number FROM round_entries ORDER BY number');
    const numbers = entries.map(({ number }) => number);
    const rows = await withClient(installation.ownerUrl, (client) =>
      writeLedger(client, { ...profile, roundId: params.id, numbers }, random),
    );
    const api = installation.pidOf('api');
    // What starting and signing in took is over: from here on it counts.
    fs.writeFileSync(`/proc/${api}/clear_refs`, '5');
    say(`${rows} answers are in the chain; the api idles at ${peakMb(api).toFixed(0)} MB`);
    const checks = [];
    const within = (what, mb, ms) => {
      const figures = `${what}: ${(ms / 1000).toFixed(0)} s, ${mb.toFixed(0)} MB at most`;
      say(figures);
      checks.push({ name: `${figures} (< ${MOST_MB})`, pass: mb > 0 && mb < MOST_MB });
    };
    for (const [what, step] of [
      ['the api counts', () => organizer.call(endpoints.tallyRound, { params })],
      ['the api certifies', () => second.call(endpoints.certifyRound, { params })],
      ['the api publishes', () => organizer.call(endpoints.publishRound, { params })],
    ]) {
      const began = Date.now();
      await step();
      within(what, peakMb(api), Date.now() - began);
    }
    const [bundle, observers, served] = ['bundle', 'observers', 'served'].map((name) =>
      path.join(installation.home, `${name}.json`),
    );
    const env = { PATH: process.env.PATH, ZUIMEI_HOME: installation.home, LOG_LEVEL: 'warn', MALLOC_ARENA_MAX: '2' };
    const exported = await watched(['export', KEY, '--out', bundle, '--observers', observers], env);
    const [bundleMb, observersMb] = [bundle, observers].map((file) => (fs.statSync(file).size / 2 ** 20).toFixed(0));
    within(`zuimei export (${bundleMb} + ${observersMb} MiB)`, exported.mb, exported.ms);
    const { fingerprint } = await organizer.call(endpoints.getLedgerKey, {});
    const verified = await watched(['verify', bundle, '--observers', observers, '--key', fingerprint, '--json'], env);
    within('zuimei verify', verified.mb, verified.ms);
    const said = JSON.parse(verified.said);
    const wrong = said.checks.filter(({ passed }) => !passed);
    const counted = await watched(['count', bundle, '--json'], env);
    within('zuimei count', counted.mb, counted.ms);
    const reply = await fetch(new URL(`/v1/rounds/${params.id}/bundle.json`, installation.origin));
    const target = fs.createWriteStream(served);
    for await (const piece of reply.body) target.write(piece);
    await new Promise((resolve) => target.end(resolve));
    within('the api serves the bundle', peakMb(api), 0);
    checks.push(
      {
        name: `${said.checks.length} checks passed ${JSON.stringify(wrong).slice(0, 300)}`,
        pass: said.passed && said.checks.length === 17,
      },
      { name: 'what is served is what was exported', pass: sameFiles(bundle, served) },
    );
    return checks;
  } finally {
    await installation.close();
  }
}

async function openRound(installation) {
  const [organizer, second, host] = await Promise.all(
    [
      ['organizer', 'organizer'],
      ['second', 'organizer'],
      ['host', 'host'],
    ].map(async ([login, role]) => {
      const member = { login, displayName: login, role, password: randomUUID() };
      await withDatabase(installation.apiUrl, (context) => addStaff(context, member));
      const session = new ApiSession(installation.origin);
      await session.call(endpoints.createStaffSession, { body: { login, password: member.password } });
      return session;
    }),
  );
  const sitting = await organizer.call(endpoints.createSitting, {
    body: { editionKey: KEY, name: '一月期评审会', venue: '礼堂', heldOn: '2026-01-28' },
  });
  const method = { kind: 'grid', size: 9, picks: 3 };
  const round = await organizer.call(endpoints.createRound, {
    params: { id: sitting.id },
    body: { name: '终评', method, entryIds: null, plannedMinutes: 25, targetExposure: 40 },
  });
  const params = { id: round.id };
  await organizer.call(endpoints.prepareRound, { params });
  await host.call(endpoints.openRound, { params });
  return { organizer, second, params };
}

/** The most memory that a process ever held, in MB; 0 once it is gone. Linux only. */
function peakMb(pid) {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Runs a command to its end; gives what it said and the most memory that it held. */
async function watched(args, env) {
  const began = Date.now();
  const child = spawn(process.execPath, [CLI, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let mb = 0;
  const sampling = setInterval(() => (mb = Math.max(mb, peakMb(child.pid))), SAMPLE_MS);
  let said = '';
  child.stdout.on('data', (piece) => (said += piece));
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearInterval(sampling);
  if (code !== 0) throw new Error(`zuimei ${args[0]} ended with ${code}: ${said.slice(0, 2000)}`);
  return { said, mb, ms: Date.now() - began };
}

function sameFiles(one, other) {
  const [a, b] = [fs.readFileSync(one), fs.readFileSync(other)];
  return a.equals(b);
}
