// Sound pictures of every kind, broken at random two thousand times: each ends in a picture or a code, none takes 10 s, and
// no decoder is left behind.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DerivePool, inspectAndDerive } from '../../../libs/server/imaging/dist/index.js';
import { mutate } from '../../../libs/server/imaging/dist/specimens/mutate.js';
import { acceptedKinds, animatedWebp } from '../../../libs/server/imaging/dist/specimens/index.js';

const PROFILES = { short: 200, whole: 2000 };
const MOST_MS = 10_000;
const CODE = /^[A-Z][A-Z_]+$/;

export async function soak({ short, random, say }) {
  const count = PROFILES[short ? 'short' : 'whole'];
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-soak-mutations-'));
  const pool = new DerivePool({ size: 2, timeoutMs: MOST_MS });
  const endings = new Map();
  const bad = [];
  let slowestMs = 0;
  try {
    const sound = [await animatedWebp(2, 620)];
    for (const { make } of acceptedKinds) sound.push(await make());
    const files = Array.from({ length: count }, (_, i) => mutate(sound[i % sound.length], sound, random));
    let next = 0;
    const work = async () => {
      for (let i = next++; i < count; i = next++) {
        const file = path.join(folder, `${i}.bin`);
        fs.writeFileSync(file, files[i]);
        const began = performance.now();
        const ending = await judge(file, pool, i % 2 ? 'wasm' : 'auto');
        slowestMs = Math.max(slowestMs, performance.now() - began);
        endings.set(ending, (endings.get(ending) ?? 0) + 1);
        if (ending !== 'accepted' && !CODE.test(ending)) bad.push(`${i} ${ending}`);
        fs.rmSync(file);
        if (i % 250 === 249) say(`${i + 1} of ${count}`);
      }
    };
    await Promise.all([work(), work()]);
  } finally {
    await pool.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
  const told = [...endings].map(([ending, times]) => `${times} ${ending}`).join(', ');
  return [
    {
      name: `${count} mutations: ${told}`,
      pass: bad.length === 0 && endings.get('accepted') > 0 && endings.get('CORRUPT') > 0,
    },
    { name: `none without a code ${bad.slice(0, 3).join(' ')}`, pass: bad.length === 0 },
    { name: `the slowest took ${Math.round(slowestMs)} ms < ${MOST_MS}`, pass: slowestMs < MOST_MS },
  ];
}

async function judge(file, pool, heif) {
  try {
    const verdict = await inspectAndDerive(file, pool, { heif });
    return verdict.accepted ? 'accepted' : verdict.code;
  } catch (error) {
    return `threw ${error.message}`;
  }
}
