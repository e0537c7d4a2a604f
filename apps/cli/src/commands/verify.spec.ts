import { canonicalJson, keyFingerprint, makeBundle, receiptOf, type ResultBundle, signHead } from '@zuimei/domain';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sha256 } from '../hash.js';
import { verify } from './verify.js';

const hex = (text: string) => createHash('sha256').update(text).digest('hex');
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const rawKey = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
const unsigned = makeBundle(
  {
    software: 'zuimei/0.1.0',
    round: { id: 'round-1', title: '终\u001b[2J评' },
    rules: { method: { kind: 'pair' }, ladder: ['primary', 'shared'], winners: 1 },
    seed: 'seed',
    entries: [1, 2, 3].map((number) => ({ number, photo: hex(`photo ${number}`), state: 'active' })),
    chain: { length: 2, head: hex('chain') },
    answers: [
      ['1', '2'],
      ['1', '3'],
    ].map((entries, i) => ({
      answerId: `${i}`,
      pseudonym: hex(`juror ${i}`),
      revision: 1,
      screen: { id: `s${i}`, entries },
      answer: { kind: 'picks', picks: ['1'] },
    })),
    receipts: ['0', '1'].map((digit) => receiptOf('round-1', digit.repeat(32), sha256)),
  },
  { sha256 },
);
const bundle = signHead(unsigned, rawKey, (message) => sign(null, message, privateKey));

describe('zuimei verify', () => {
  let folder: string;
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-verify-'));
  });
  afterAll(() => fs.rmSync(folder, { recursive: true }));

  const file = (name: string, content: string | Uint8Array): string => {
    const full = path.join(folder, name);
    fs.writeFileSync(full, content);
    return full;
  };
  const run = async (positionals: string[], values: Record<string, string | boolean> = {}) => {
    const [out, err]: [string[], string[]] = [[], []];
    const code = await verify.run({
      values,
      positionals,
      say: (line) => void out.push(line),
      complain: (line) => void err.push(line),
    });
    return { code, out: out.join('\n'), err: err.join('\n') };
  };

  it('passes what was published, and leaves the key to the reader where none is given', async () => {
    const { code, out } = await run([file('good.json', canonicalJson(bundle))]);
    expect(code).toBe(0);
    expect(out).toContain('ok    11 tally');
    expect(out).toContain(`signed by key ${keyFingerprint(rawKey, sha256)}: compare it`);
    expect(out).toMatch(/All checks passed\.$/);
    // What a bundle says cannot drive the terminal.
    expect(out).not.toContain('\u001b');
  });

  it('takes the key as digits, as a fingerprint, and from a file of either or of PEM', async () => {
    const good = file('good.json', canonicalJson(bundle));
    const pem = publicKey.export({ format: 'pem', type: 'spki' });
    const own = [
      rawKey.toString('hex'),
      keyFingerprint(rawKey, sha256),
      file('key.pem', pem),
      file('key', `${rawKey.toString('hex')}\n`),
    ];
    for (const key of own)
      expect([key, await run([good], { key })]).toEqual([key, expect.objectContaining({ code: 0 })]);
    const other = generateKeyPairSync('ed25519').publicKey.export({ format: 'pem', type: 'spki' });
    const { code, out } = await run([good], { key: file('other.pem', other) });
    expect(code).toBe(1);
    expect(out).toMatch(/WRONG {2}9 key\n\s+signed by a foreign key/);
    for (const key of [
      '',
      'nonsense',
      file('not-a-key', 'x'),
      file('bad.pem', '-----BEGIN x'),
      file('rsa.pem', rsaPem()),
    ])
      await expect(run([good], { key })).rejects.toThrow(/--key|no Ed25519/);
  });

  it('says it in JSON, one line a bundle, and fails as a whole where one fails', async () => {
    const edited = JSON.parse(canonicalJson(bundle)) as ResultBundle;
    Object.assign(edited.tally.entries[0] as object, { picks: 7 });
    const { code, out } = await run(
      [file('good.json', canonicalJson(bundle)), file('bad.json', canonicalJson(edited))],
      {
        json: true,
      },
    );
    const [good, bad] = out
      .split('\n')
      .map((line) => JSON.parse(line) as { passed: boolean; checks: unknown[]; sha256: string });
    expect(code).toBe(1);
    expect(good).toMatchObject({ passed: true, version: 1, keyFingerprint: keyFingerprint(rawKey, sha256) });
    expect(good?.sha256).toBe(hex(canonicalJson(bundle)));
    expect(bad).toMatchObject({ passed: false });
    expect(bad?.checks).toContainEqual({
      number: 11,
      name: 'tally',
      passed: false,
      faults: ['entry 1: /picks says 7, the recount 2'],
    });
  });

  it.each([
    ['empty', ''],
    ['null', 'null'],
    ['a number', '1'],
    ['a prototype', '{"__proto__":{"head":{}}}'],
    ['deep', '['.repeat(1_000_000)],
    ['wide', `[${'1,'.repeat(1_000_000)}1]`],
    [
      'strange members',
      '{"head":{"publicKey":[1]},"round":7,"version":{},"leaves":[null],"entries":{},"rules":{"ladder":0}}',
    ],
    ['bytes', Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7919) % 256)],
    ['half a file', canonicalJson(bundle).slice(0, 900)],
  ])('answers a hostile file (%s) with checks, not with a stack', async (name, content) => {
    const { code, out, err } = await run([file(`${name}.json`, content)]);
    expect(code).toBe(1);
    expect(out).toContain('WRONG  ');
    expect(out + err).not.toMatch(/\n\s+at |TypeError|undefined/);
    expect(out.length).toBeLessThan(20_000);
  });

  it('says so where a file is not there, or none is named', async () => {
    const { code, err } = await run([path.join(folder, 'nowhere.json')]);
    expect([code, err]).toEqual([1, expect.stringContaining('cannot be read (ENOENT)')]);
    await expect(run([])).rejects.toThrow(/at least one bundle/);
    expect((await run([folder])).err).toContain('EISDIR');
  });
});

const rsaPem = () =>
  generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'pem', type: 'spki' }) as string;
