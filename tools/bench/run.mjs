// Runs the benchmarks, prints one table, and writes bench/results.json. Machines are noisy, so every figure is a ratio
// against a reference that ran beside it in the same run; nothing here is a test.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.resolve(import.meta.dirname, '../..');
const folder = path.join(import.meta.dirname, 'cases');

/**
 * @typedef {object} Result
 * @property {string} id
 * @property {string} name
 * @property {number} ratio      median over the runs, our figure ÷ the reference's
 * @property {string} definition what is divided by what
 * @property {object[]} runs     the raw figures of each run, with their units in the names
 * @property {{name: string, pass: boolean}[]} checks
 */

const { values } = parseArgs({ options: { only: { type: 'string' }, whole: { type: 'boolean', default: false } } });
const only = values.only?.split(',').map((id) => id.trim().toUpperCase());

const cases = [];
for (const file of fs
  .readdirSync(folder)
  .filter((name) => name.endsWith('.bench.mjs'))
  .sort()) {
  const { id, measure } = await import(path.join(folder, file));
  if (!only || only.includes(id)) cases.push({ id, measure });
}
if (cases.length === 0) throw new Error(`no benchmark of that name; there are ${fs.readdirSync(folder).join(', ')}`);

/** @type {Result[]} */
const results = [];
for (const { id, measure } of cases) {
  process.stdout.write(`${id} …\n`);
  results.push({ id, ...(await measure({ whole: values.whole })) });
}

const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
const machine = `${os.cpus().length} × ${os.cpus()[0]?.model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GiB, ${os.type()} ${os.release()}, Node ${process.versions.node}`;
const target = path.join(root, 'bench/results.json');
const before = fs.existsSync(target) ? JSON.parse(fs.readFileSync(target, 'utf8')).results : [];
const kept = before.filter((old) => !results.some((result) => result.id === old.id));
const ordered = [...kept, ...results].sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
fs.mkdirSync(path.dirname(target), { recursive: true });
fs.writeFileSync(
  target,
  `${JSON.stringify({ machine, commit, ranAt: new Date().toISOString(), results: ordered }, null, 2)}\n`,
);

for (const { id, name, ratio, definition, checks } of results) {
  console.log(
    `${id.padEnd(7)} ${(Number.isFinite(ratio) ? ratio.toFixed(2) : '–').padStart(7)}  ${name}\n${' '.repeat(17)}${definition}`,
  );
  for (const check of checks) console.log(`${' '.repeat(17)}${check.pass ? 'ok  ' : 'MISS'} ${check.name}`);
}
console.log(`${machine}, commit ${commit}; written to bench/results.json`);
