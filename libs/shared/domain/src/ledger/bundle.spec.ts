import { createHash, generateKeyPairSync, createPublicKey, sign, verify } from 'node:crypto';
import {
  canonicalJson,
  headBytes,
  keyFingerprint,
  makeBundle,
  readTrustedKey,
  receiptOf,
  seededRandom,
  shuffled,
  signHead,
  verifyBundle,
  verifyBundleFile,
  type BundleInput,
  type RecordedAnswer,
  type ResultBundle,
  type VerifyDeps,
} from '../index.js';

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
const hex = (text: string): string => createHash('sha256').update(text).digest('hex');

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const rawKey = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
const verifySignature: VerifyDeps['verifySignature'] = (key, message, signature) => {
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key]);
  return verify(null, message, createPublicKey({ key: der, format: 'der', type: 'spki' }), signature);
};
const deps: VerifyDeps = { sha256, verifySignature, trustedKey: Buffer.from(rawKey).toString('hex') };
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

const JURORS = 8;
const answers = Array.from({ length: JURORS * 4 }, (_, i): RecordedAnswer => {
  const random = seededRandom(`answer-${i}`);
  const entries = shuffled(
    Array.from({ length: 12 }, (__, e) => String(e + 1)),
    random,
  ).slice(0, 4);
  return {
    answerId: `answer-${i}`,
    pseudonym: hex(`juror-${i % JURORS}`),
    revision: i,
    screen: { id: `screen-${i}`, entries },
    answer: i === 5 ? { kind: 'skip' } : { kind: 'picks', picks: entries.slice(0, 2) },
  };
});

const input: BundleInput = {
  software: '0.1.0',
  round: { id: 'round-1', title: '终评' },
  rules: {
    method: { kind: 'grid', size: 4, picks: 2 },
    ladder: ['primary', 'head-to-head', 'distinct-jurors', 'seeded-hash'],
    winners: 3,
    caps: { perAuthor: 1 },
    exposureTarget: 10,
  },
  seed: 'committed-seed',
  chain: { length: JURORS * 4, head: hex('chain') },
  entries: Array.from({ length: 12 }, (_, i) => ({
    number: i + 1,
    photo: hex(`photo-${i}`),
    state: i === 11 ? ('withdrawn' as const) : ('active' as const),
    author: `author-${i % 5}`,
  })),
  answers,
  receipts: Array.from({ length: JURORS }, (_, i) => receiptOf('round-1', hex(`nonce-${i}`).slice(0, 32), sha256)),
};

const unsigned = makeBundle(input, { sha256 });
const sealed = (of: ResultBundle): ResultBundle =>
  signHead(of, rawKey, (message) => new Uint8Array(sign(null, message, privateKey)));
const bundle = sealed(unsigned);
const failed = (b: ResultBundle, with_: VerifyDeps = deps): string[] =>
  verifyBundle(b, with_)
    .filter(({ passed }) => !passed)
    .map(({ name }) => name);
const copy = (): ResultBundle => JSON.parse(JSON.stringify(bundle)) as ResultBundle;
type Loose = Record<string, unknown>;

describe('a bundle', () => {
  it('verifies from itself alone, also after a trip through JSON', () => {
    expect(failed(bundle)).toEqual([]);
    expect(failed(JSON.parse(canonicalJson(bundle)) as ResultBundle)).toEqual([]);
    expect(verifyBundle(bundle, deps).map(({ number, name }) => `${number} ${name}`)).toEqual([
      '1 file',
      '2 format',
      '3 entries',
      '4 answers',
      '5 leaf-order',
      '6 root',
      '7 contents',
      '8 signature',
      '9 key',
      '10 receipts',
      '11 tally',
    ]);
  });

  it('is the same bytes whatever the order of what it is made from', () => {
    const random = seededRandom('order');
    const again = makeBundle(
      {
        ...input,
        answers: shuffled([...answers, ...answers], random),
        entries: shuffled(input.entries, random),
        receipts: shuffled(input.receipts, random),
        runOffs: [],
      },
      { sha256 },
    );
    expect(canonicalJson(again)).toBe(canonicalJson(unsigned));
  });

  it('counts what stands: an answer and its later revision are one leaf', () => {
    const first = answers[0] as RecordedAnswer;
    const revised = { ...first, answerId: 'later', revision: 99, answer: { kind: 'skip' as const } };
    const made = makeBundle({ ...input, answers: [...answers, revised] }, { sha256 });
    expect(made.head.size).toBe(answers.length);
    expect(made.tally.turnout.skips).toBe(2);
    expect(failed(sealed(made))).toEqual([]);
  });

  it('of an empty round verifies, too', () => {
    expect(failed(sealed(makeBundle({ ...input, answers: [], receipts: [] }, { sha256 })))).toEqual([]);
  });
});

describe('tampering', () => {
  it.each<[string, (b: ResultBundle & Loose) => void, string]>([
    [
      'an answer changed',
      (b) => Object.assign(b.leaves[3]?.answer as object, { picks: b.leaves[3]?.screen.entries.slice(2) }),
      'root',
    ],
    ['an answer removed', (b) => (b.leaves as unknown[]).pop(), 'root'],
    ['an answer doubled', (b) => (b.leaves as unknown[]).push(b.leaves.at(-1)), 'leaf-order'],
    ['two answers swapped', (b) => (b.leaves as unknown[]).reverse(), 'leaf-order'],
    ['a note on an answer', (b) => Object.assign(b.leaves[0] as object, { at: '09:00' }), 'root'],
    [
      'a pick of what was not shown',
      (b) => Object.assign(b.leaves[3]?.answer as object, { picks: ['99', '98'] }),
      'answers',
    ],
    ['an entry that the bundle does not know', (b) => (b.leaves[0]?.screen.entries as string[]).push('99'), 'answers'],
    [
      'an entry twice on a screen',
      (b) => (b.leaves[0]?.screen.entries as string[]).push(b.leaves[0]?.screen.entries[0] as string),
      'answers',
    ],
    ['an edited total', (b) => Object.assign(b.tally.entries[0] as object, { picks: 99 }), 'tally'],
    ['two ranks swapped', (b) => (b.tally.entries as unknown[]).reverse(), 'tally'],
    ['a line left out', (b) => (b.tally.entries as unknown[]).pop(), 'tally'],
    ['another winner', (b) => Object.assign(b.tally.winners[0] as object, { entryId: '7' }), 'tally'],
    ['an edited rule', (b) => Object.assign(b.rules, { winners: 4 }), 'tally'],
    ['another seed', (b) => Object.assign(b, { seed: 'other' }), 'tally'],
    ['a ladder without an end', (b) => Object.assign(b.rules, { ladder: ['primary'] }), 'format'],
    ['an entry brought back', (b) => Object.assign(b.entries[11] as object, { state: 'active' }), 'tally'],
    ['another photo', (b) => Object.assign(b.entries[0] as object, { photo: hex('other') }), 'contents'],
    ['no photo', (b) => Object.assign(b.entries[0] as object, { photo: 'ab' }), 'format'],
    ['an entry number twice', (b) => Object.assign(b.entries[1] as object, { number: 1 }), 'entries'],
    ['an entry without a number', (b) => Object.assign(b.entries[1] as object, { number: 0 }), 'format'],
    ['entries in another order', (b) => (b.entries as unknown[]).reverse(), 'entries'],
    ['another title', (b) => Object.assign(b.round, { title: '初评' }), 'contents'],
    ['another software', (b) => Object.assign(b, { software: '9' }), 'contents'],
    ['another round', (b) => Object.assign(b.round, { id: 'round-2' }), 'format'],
    ['another format', (b) => Object.assign(b, { format: 'x' }), 'format'],
    ['a foreign member', (b) => Object.assign(b, { extra: 1 }), 'format'],
    ['a foreign member of the head', (b) => Object.assign(b.head, { extra: 1 }), 'format'],
    ['a receipt removed', (b) => (b.receipts as unknown[]).pop(), 'receipts'],
    ['a receipt doubled', (b) => (b.receipts as unknown[]).splice(0, 1, b.receipts[1]), 'receipts'],
    ['a receipt that is none', (b) => (b.receipts as unknown[]).splice(0, 1, 'zzz'), 'receipts'],
    ['a foreign root', (b) => Object.assign(b.head, { root: hex('root') }), 'root'],
    ['a wrong size', (b) => Object.assign(b.head, { size: 1 }), 'root'],
    [
      'a bit of the signature',
      (b) => Object.assign(b.head, { signature: `00${b.head.signature?.slice(2)}` }),
      'signature',
    ],
    ['no signature', (b) => Object.assign(b.head, { signature: undefined, publicKey: undefined }), 'signature'],
    ['half a signature', (b) => Object.assign(b.head, { signature: 'abcd' }), 'signature'],
    ['a foreign key', (b) => Object.assign(b.head, { publicKey: hex('key') }), 'key'],
    ['a file cut short', (b) => delete (b as Loose)['leaves'], 'answers'],
    ['rules that are none', (b) => Object.assign(b, { rules: null }), 'tally'],
  ])('%s is found', (_what, tamper, check) => {
    const b = copy() as ResultBundle & Loose;
    tamper(b);
    const checks = verifyBundle(b, deps);
    const names = checks.filter(({ passed }) => !passed).map(({ name }) => name);
    expect(names).toContain(check);
    for (const { passed, faults } of checks) expect(faults.length === 0).toBe(passed);
  });

  it('cannot hide behind a missing signature', () => {
    expect(failed(unsigned)).toEqual(['signature', 'key']);
    const half = copy();
    Object.assign(half.head, { publicKey: undefined });
    expect(failed(half)).toContain('signature');
  });

  it('cannot be resealed by a stranger: everything fits but the key', () => {
    const other = generateKeyPairSync('ed25519');
    const otherKey = new Uint8Array(other.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
    const forged = signHead(
      makeBundle({ ...input, answers: answers.slice(JURORS), receipts: input.receipts }, { sha256 }),
      otherKey,
      (message) => new Uint8Array(sign(null, message, other.privateKey)),
    );
    const named = (key: Uint8Array, trustedKey?: string) =>
      verifyBundle(forged, { sha256, verifySignature, trustedKey })
        .filter(({ passed, note }) => !passed || note !== undefined)
        .map(({ name, passed, faults, note }) => [name, passed, faults.join() || note]);
    const [own, foreign] = [keyFingerprint(rawKey, sha256), keyFingerprint(otherKey, sha256)];
    expect(foreign).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){4}$/);
    expect(named(otherKey)).toEqual([
      ['key', true, `signed by key ${foreign}: compare it with the one that was shown in the hall`],
    ]);
    expect(named(otherKey, readTrustedKey(own.toLowerCase().replaceAll('-', ' ')))).toEqual([
      ['key', false, `signed by a foreign key ${foreign}, not by ${own}`],
    ]);
    expect(failed(forged)).toEqual(['key']);
    expect(named(otherKey, foreign)).toEqual([]);
    expect([readTrustedKey('x'), readTrustedKey('z'.repeat(64)), readTrustedKey(` ${deps.trustedKey} `)]).toEqual([
      undefined,
      undefined,
      deps.trustedKey,
    ]);
  });

  it('names which line was edited, and how', () => {
    const edited = copy();
    const line = edited.tally.entries[2] as { entryId: string; picks: number };
    const was = line.picks;
    Object.assign(line, { picks: 99 });
    const faults = verifyBundle(edited, deps).find(({ name }) => name === 'tally')?.faults;
    expect(faults).toEqual([`entry ${line.entryId}: /picks says 99, the recount ${was}`]);
    const rules = copy();
    Object.assign(rules.rules, { winners: 4 });
    expect(verifyBundle(rules, deps).find(({ name }) => name === 'tally')?.faults).toEqual([
      '/rules/winners says 3, the recount 4',
    ]);
  });

  it('leaves the head saying what it signed', () => {
    expect(new TextDecoder().decode(headBytes(bundle.head))).toBe(
      `{"contents":"${bundle.head.contents}","root":"${bundle.head.root}","roundId":"round-1","size":${answers.length}}`,
    );
  });
});

describe('a bundle file', () => {
  const bytes = new TextEncoder().encode(canonicalJson(bundle));
  const check = (file: Uint8Array): string[] =>
    verifyBundleFile(file, decode, deps)
      .checks.filter(({ passed }) => !passed)
      .map(({ name, faults }) => `${name}: ${faults.join('; ')}`);
  const of = (text: string): Uint8Array => new TextEncoder().encode(text);
  const text = canonicalJson(bundle);

  it('verifies from its bytes', () => {
    expect(check(bytes)).toEqual([]);
    const { value, leafCount, result } = verifyBundleFile(bytes, decode, deps);
    expect({ value, leafCount }).toEqual({
      value: { ...(JSON.parse(text) as object), leaves: [] },
      leafCount: answers.length,
    });
    expect(canonicalJson(result)).toBe(canonicalJson(bundle.tally));
  });

  it('hides no bit: 400 seeded flips are all found', () => {
    const random = seededRandom('mutations');
    const missed: number[] = [];
    for (let i = 0; i < 400; i += 1) {
      const at = random.below(bytes.length);
      const mutated = bytes.slice();
      mutated[at] = (mutated[at] as number) ^ (1 << random.below(8));
      if (check(mutated).length === 0) missed.push(at);
    }
    expect(missed).toEqual([]);
  });

  it.each<[string, string | Uint8Array, RegExp]>([
    ['nothing', '', /^file: the file is empty/],
    ['white space at the end', `${text}\n`, /^file: not canonical JSON \(RFC 8785\): byte \d+/],
    ['white space inside', text.replace(',', ', '), /^file: not canonical/],
    ['a byte order mark', `\ufeff${text}`, /^file: not/],
    ['a number written otherwise', text.replace('"version":1', '"version":1.0'), /^file: not canonical/],
    ['a text written otherwise', text.replace('终评', '\\u7ec8评'), /^file: not canonical/],
    ['a member twice', text.replace('"version":1', '"version":2,"version":1'), /^file: not canonical/],
    ['members in another order', JSON.stringify({ z: 1, a: 2 }), /^file: not canonical/],
    ['a lone surrogate', text.replace('终评', '\\ud800'), /^file: no canonical JSON: lone surrogate/],
    ['broken UTF-8', Uint8Array.from([...bytes.slice(0, 20), 0xff, ...bytes.slice(21)]), /^file: not/],
    ['the first half', bytes.slice(0, bytes.length / 2), /^file: not JSON: .*cut short/],
    ['all but the last byte', bytes.slice(0, -1), /^file: not JSON/],
    ['a number that is none', text.replace('"version":1', '"version":NaN'), /^file: not JSON/],
    ['a number too large', text.replace('"version":1', '"version":1e999'), /^file: no canonical JSON/],
    ['very deep lists', '['.repeat(100_000), /^file: the file nests deeper than 32/],
    ['a prototype', text.replace('{', '{"__proto__":{"polluted":1},'), /^format: unknown member \/__proto__/m],
    ['no object', '[]', /^format: \/ is a list/m],
    ['null', 'null', /^format: \/ is null/m],
  ])('of %s is named', (_what, file, fault) => {
    const faults = check(typeof file === 'string' ? of(file) : file);
    expect(faults.join('\n')).toMatch(fault);
    expect(({} as Loose)['polluted']).toBeUndefined();
  });

  it('of rules out of bounds is not recounted', () => {
    const wild = copy();
    Object.assign(wild.rules, { winners: 1e9 });
    expect(verifyBundle(wild, deps).filter(({ passed }) => !passed)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          name: 'format',
          faults: ['/rules/winners is 1000000000, not a whole number from 1 to 1000'],
        }),
        expect.objectContaining({ name: 'tally', faults: ['not recounted: the format is wrong'] }),
      ]),
    );
    for (const method of [{ kind: 'grid', size: 3, picks: 3 }, { kind: 'other' }, 'grid', null]) {
      const other = copy();
      Object.assign(other.rules, { method });
      expect(verifyBundle(other, deps).find(({ name }) => name === 'format')?.passed).toBe(false);
    }
  });

  it('of a correction names what it corrects', () => {
    const correction = { reason: '统计口径更正', previous: hex('file') };
    const second = sealed(makeBundle({ ...input, version: 2, correction }, { sha256 }));
    expect(failed(second)).toEqual([]);
    expect(failed(sealed(makeBundle({ ...input, version: 2 }, { sha256 })))).toEqual(['format', 'tally']);
    expect(failed(sealed(makeBundle({ ...input, correction }, { sha256 })))).toEqual(['format', 'tally']);
  });
});
