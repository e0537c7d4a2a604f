import {
  type Answer,
  type BundleEntry,
  type BundleInput,
  makeBundle,
  type Method,
  type Random,
  receiptOf,
  type RecordedAnswer,
  type ResultBundle,
  seededRandom,
  shuffled,
  signHead,
  type TallyRules,
} from '@zuimei/domain';
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { sha256 } from '../hash.js';

export const hex = (text: string): string => createHash('sha256').update(text).digest('hex');

export interface Signer {
  key: Buffer;
  privateKey: KeyObject;
}

export function newSigner(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return { key: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32), privateKey };
}

export const signed = (bundle: ResultBundle, { key, privateKey }: Signer): ResultBundle =>
  signHead(bundle, key, (message) => sign(null, message, privateKey));

const answerOf = (method: Method, shown: readonly string[], random: Random): Answer => {
  if (random.below(12) === 0) return { kind: 'skip' };
  // Small numbers are liked better, so that there are winners as well as ties.
  const order = [...shown].sort((a, b) => Number(a) + random.below(9) - (Number(b) + random.below(9)));
  switch (method.kind) {
    case 'approve':
      return { kind: 'picks', picks: order.slice(0, 1 + random.below(method.max)) };
    case 'grid':
      return { kind: 'picks', picks: order.slice(0, Math.max(1, Math.min(method.picks, shown.length - 1))) };
    case 'pair':
      return { kind: 'picks', picks: order.slice(0, 1) };
    case 'yes-no':
      return { kind: 'verdict', verdict: random.below(Number(shown[0]) + 4) < 5 ? 'in' : 'out' };
    case 'score':
      return { kind: 'grade', grade: 1 + ((random.below(3) + Number(shown[0])) % 5) };
    case 'rank':
      return { kind: 'order', order: order.slice(0, Math.min(method.max, 1 + random.below(shown.length))) };
  }
};

const sizeOf = (method: Method, entries: number): number =>
  method.kind === 'grid'
    ? method.size
    : method.kind === 'pair'
      ? 2
      : method.kind === 'approve'
        ? entries
        : method.kind === 'rank'
          ? Math.min(10, entries)
          : 1;

/** What a bundle of one method is made from: drawn from a seed, with a withdrawn entry, groups and ties. */
export function drawnInput(
  name: string,
  rules: TallyRules,
  options: Partial<BundleInput> & { jurors?: number; entryCount?: number; screens?: number } = {},
): BundleInput {
  const { jurors = 7, entryCount = 9, screens = 6, ...rest } = options;
  const random = seededRandom(name);
  const entries = Array.from({ length: entryCount }, (_, i): BundleEntry => ({
    number: i * 3 + 1,
    photo: hex(`${name} photo ${i}`),
    state: i === 4 ? 'withdrawn' : 'active',
    ...(rules.caps?.perAuthor === undefined ? {} : { author: hex(`author ${i % 4}`).slice(0, 16) }),
    ...(rules.caps?.perCompany === undefined || i === 2 ? {} : { company: hex(`company ${i % 2}`).slice(0, 16) }),
    ...(rules.caps?.perDistrict === undefined ? {} : { district: '城东' }),
    ...(rules.heartsWeight === undefined ? {} : { hearts: (i * 7) % 5 }),
  }));
  const ids = entries.map(({ number }) => String(number));
  const size = sizeOf(rules.method, entryCount);
  const answers = Array.from({ length: jurors * screens }, (_, i): RecordedAnswer => {
    const shown = shuffled(ids, random).slice(0, size);
    const ordinal = Math.floor(i / jurors) + 1;
    return {
      answerId: `${name} ${i}`,
      pseudonym: hex(`${name} juror ${i % jurors}`).slice(0, 32),
      revision: 1,
      screen: {
        id: hex(`${name} screen ${i}`).slice(0, 32),
        entries: shown,
        ...(rules.method.kind === 'score' ? { ordinal } : {}),
      },
      answer: answerOf(rules.method, shown, random),
    };
  });
  return {
    software: 'zuimei/0.1.0',
    round: { id: `round ${name}`, title: `2026-11 第一场 ${name}` },
    rules,
    seed: `seed of ${name}`,
    entries,
    chain: { length: answers.length, head: hex(`${name} chain`) },
    answers,
    receipts: Array.from({ length: jurors }, (_, i) => receiptOf(name, hex(`${name} ${i}`).slice(0, 32), sha256)),
    ...rest,
  };
}

const hashes = ['primary', 'head-to-head', 'distinct-jurors', 'seeded-hash'] as const;
const runOffs = ['primary', 'head-to-head', 'run-off', 'shared'] as const;

/** Bundles of every method: ties of each kind, run-offs held and pending, caps, withdrawn entries, a correction. */
export function drawnInputs(): BundleInput[] {
  return [
    drawnInput('grid', {
      method: { kind: 'grid', size: 4, picks: 2 },
      ladder: hashes,
      winners: 4,
      caps: { perAuthor: 1, perCompany: 2, perDistrict: 3 },
      exposureTarget: 40,
    }),
    drawnInput(
      'approve',
      { method: { kind: 'approve', max: 3 }, ladder: runOffs, winners: 5, caps: {} },
      {
        screens: 1,
        jurors: 9,
        runOffs: [
          {
            ranking: [
              ['4', '1'],
              ['7', '10'],
              ['16', '19', '22', '25'],
            ],
          },
        ],
      },
    ),
    drawnInput(
      'pending',
      { method: { kind: 'approve', max: 2 }, ladder: ['primary', 'distinct-jurors', 'run-off', 'shared'], winners: 6 },
      { screens: 1, jurors: 3, entryCount: 12 },
    ),
    drawnInput(
      'pair',
      { method: { kind: 'pair' }, ladder: ['primary', 'head-to-head', 'shared'], winners: 3, exposureTarget: 8 },
      { version: 2, correction: { reason: '补交说明', previous: hex('before') } },
    ),
    drawnInput('hearts', {
      method: { kind: 'grid', size: 4, picks: 2 },
      ladder: hashes,
      winners: 3,
      caps: { perAuthor: 1 },
      heartsWeight: 40,
    }),
    drawnInput(
      'hearts and orders',
      {
        method: { kind: 'rank', max: 5 },
        ladder: ['primary', 'distinct-jurors', 'shared'],
        winners: 3,
        heartsWeight: 15,
      },
      { screens: 1, jurors: 6 },
    ),
    drawnInput('yes-no', { method: { kind: 'yes-no' }, ladder: ['primary', 'shared'], winners: 3 }, { screens: 8 }),
    drawnInput(
      'score',
      { method: { kind: 'score' }, ladder: ['primary', 'distinct-jurors', 'seeded-hash'], winners: 2 },
      { screens: 9 },
    ),
    drawnInput(
      'two parts',
      { method: { kind: 'score' }, ladder: ['primary', 'shared'], winners: 2 },
      { screens: 1, jurors: 4 },
    ),
    drawnInput(
      'rank',
      { method: { kind: 'rank', max: 5 }, ladder: hashes, winners: 3, caps: { perAuthor: 1 } },
      { screens: 1, jurors: 12 },
    ),
    drawnInput(
      'nobody',
      { method: { kind: 'grid', size: 3, picks: 1 }, ladder: ['primary', 'shared'], winners: 2, exposureTarget: 3 },
      { jurors: 0 },
    ),
  ];
}

export const drawnBundles = (signer: Signer): ResultBundle[] =>
  drawnInputs().map((input) => signed(makeBundle(input, { sha256 }), signer));
