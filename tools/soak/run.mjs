// Runs the long loops one after the other: faults again and again under load, then a look at what is left. `--short` is
// the profile for every day; `--seed` repeats a run as far as the machine allows. The last line counts the checks.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { seeded } from './seeded.mjs';

const folder = path.join(import.meta.dirname, 'loops');

const { values } = parseArgs({
  options: {
    short: { type: 'boolean', default: false },
    seed: { type: 'string', default: '365' },
    only: { type: 'string' },
  },
});
const seed = Number(values.seed);
if (!Number.isInteger(seed)) throw new Error('--seed is a whole number');
const names = fs
  .readdirSync(folder)
  .flatMap((file) => /^(.+)\.soak\.mjs$/.exec(file)?.[1] ?? [])
  .filter((name) => !values.only || values.only.split(',').includes(name))
  .sort();
if (names.length === 0) throw new Error(`no loop of that name; there are ${fs.readdirSync(folder).join(', ')}`);

let passed = 0;
let failed = 0;
for (const name of names) {
  const began = Date.now();
  console.log(`== ${name}, ${values.short ? 'short' : 'whole'}, seed ${seed}`);
  const say = (line) => console.log(`   ${((Date.now() - began) / 1000).toFixed(0).padStart(4)} s  ${line}`);
  /** @type {{ soak: (options: { short: boolean, random: () => number, say: (line: string) => void }) => Promise<{ name: string, pass: boolean }[]> }} */
  const { soak } = await import(path.join(folder, `${name}.soak.mjs`));
  let checks;
  try {
    checks = await soak({ short: values.short, random: seeded(seed), say });
  } catch (error) {
    checks = [{ name: error.stack ?? String(error), pass: false }];
  }
  for (const check of checks) {
    if (check.pass) passed += 1;
    else failed += 1;
    console.log(`${check.pass ? 'ok  ' : 'FAIL'} ${check.name}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
