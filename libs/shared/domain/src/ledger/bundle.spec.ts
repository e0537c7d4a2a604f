import { createHash, generateKeyPairSync, createPublicKey, sign, verify } from 'node:crypto';
import {
  canonicalJson,
  headBytes,
  makeBundle,
  receiptOf,
  seededRandom,
  shuffled,
  signHead,
  verifyBundle,
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
const deps: VerifyDeps = { sha256, verifySignature, expectedPublicKey: Buffer.from(rawKey).toString('hex') };

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
const bundle = signHead(unsigned, rawKey, (message) => new Uint8Array(sign(null, message, privateKey)));
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
      '1 format',
      '2 entries',
      '3 answers',
      '4 leaf-order',
      '5 root',
      '6 contents',
      '7 signature',
      '8 receipts',
      '9 tally',
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
    expect(failed(made, { sha256 })).toEqual([]);
  });

  it('of an empty round verifies, too', () => {
    expect(failed(makeBundle({ ...input, answers: [], receipts: [] }, { sha256 }), { sha256 })).toEqual([]);
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
    ['no photo', (b) => Object.assign(b.entries[0] as object, { photo: 'ab' }), 'entries'],
    ['an entry number twice', (b) => Object.assign(b.entries[1] as object, { number: 1 }), 'entries'],
    ['an entry without a number', (b) => Object.assign(b.entries[1] as object, { number: 0 }), 'entries'],
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
    ['a foreign key', (b) => Object.assign(b.head, { publicKey: hex('key') }), 'signature'],
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

  it('is found wherever one character of the file changes: 200 seeded bits', () => {
    const text = canonicalJson(bundle);
    const random = seededRandom('mutations');
    const missed: string[] = [];
    for (let i = 0; i < 200; i += 1) {
      const at = random.below(text.length);
      const old = text.charCodeAt(at);
      const mutated = text.slice(0, at) + String.fromCharCode(old ^ (1 << random.below(7))) + text.slice(at + 1);
      let parsed: ResultBundle;
      try {
        parsed = JSON.parse(mutated) as ResultBundle;
      } catch {
        continue;
      }
      if (failed(parsed).length === 0) missed.push(`${at}: ${mutated.slice(at - 20, at + 20)}`);
    }
    expect(missed).toEqual([]);
  });

  it('cannot hide behind a signature that nobody checks', () => {
    expect(failed(bundle, { sha256 })).toEqual(['signature']);
    expect(failed(unsigned, { sha256 })).toEqual([]);
    expect(failed(unsigned)).toEqual(['signature']);
    const half = copy();
    Object.assign(half.head, { publicKey: undefined });
    expect(failed(half, { sha256, verifySignature })).toEqual(['signature']);
  });

  it('cannot be resealed by a stranger: everything fits but the key', () => {
    const other = generateKeyPairSync('ed25519');
    const otherKey = new Uint8Array(other.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
    const forged = signHead(
      makeBundle({ ...input, answers: answers.slice(JURORS) }, { sha256 }),
      otherKey,
      (message) => new Uint8Array(sign(null, message, other.privateKey)),
    );
    expect(failed(forged, { sha256, verifySignature })).toEqual([]);
    expect(failed(forged)).toEqual(['signature']);
  });

  it('leaves the head saying what it signed', () => {
    expect(new TextDecoder().decode(headBytes(bundle.head))).toBe(
      `{"contents":"${bundle.head.contents}","root":"${bundle.head.root}","roundId":"round-1","size":${answers.length}}`,
    );
  });
});
