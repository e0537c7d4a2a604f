import {
  canonicalJson,
  keyFingerprint,
  makeBundle,
  type ResultBundle,
  seededRandom,
  type TallyResult,
  verifyBundleFile,
} from '@zuimei/domain';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { decodeUtf8, sha256, verifySignature } from '../hash.js';
import { drawnBundles, drawnInput, newSigner, signed } from './bundles.fixture.js';
import { damageOf, editsOf, type Mutation } from './mutations.fixture.js';
import { pageVerifier } from './page.fixture.js';

const signer = newSigner();
const stranger = newSigner();
const trustedKey = signer.key.toString('hex');
const bundles = drawnBundles(signer);
const page = pageVerifier();

const ours = (bytes: Uint8Array, key: string | undefined = trustedKey) =>
  verifyBundleFile(bytes, decodeUtf8, { sha256, verifySignature, trustedKey: key }).checks;
const failed = (checks: readonly { name: string; passed: boolean }[]): string[] =>
  checks.filter(({ passed }) => !passed).map(({ name }) => name);

describe('the primitives of the static page', () => {
  it('hash like the platform', () => {
    for (const length of [0, 1, 55, 56, 63, 64, 111, 112, 127, 128, 1_000]) {
      const bytes = Buffer.from(Array.from({ length }, (_, i) => (i * 37 + length) % 256));
      expect(Buffer.from(page.sha256(bytes))).toEqual(createHash('sha256').update(bytes).digest());
      expect(Buffer.from(page.sha512(bytes))).toEqual(createHash('sha512').update(bytes).digest());
    }
  });

  // RFC 8032 §7.1, tests 1 to 3.
  it.each([
    [
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      '',
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    ],
    [
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      '72',
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    ],
    [
      'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
      'af82',
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    ],
  ])('verify the vectors of RFC 8032 (%s)', (key, message, signature) => {
    const [k, m, s] = [key, message, signature].map((text) => Buffer.from(text, 'hex')) as [Buffer, Buffer, Buffer];
    expect(page.ed25519(k, m, s)).toBe(true);
    for (const at of [0, 31, 32, 63]) {
      const bad = Buffer.from(s);
      bad[at] = (bad[at] as number) ^ 1;
      expect(page.ed25519(k, m, bad)).toBe(false);
    }
    expect(page.ed25519(k, Buffer.concat([m, Buffer.from([0])]), s)).toBe(false);
    // A signature with L added to its scalar must not pass as another form of the same.
    const order = 2n ** 252n + 27742317777372353535851937790883648493n;
    const scalar = BigInt(`0x${Buffer.from(s.subarray(32)).reverse().toString('hex')}`) + order;
    const larger = Buffer.concat([
      s.subarray(0, 32),
      Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex').reverse(),
    ]);
    expect(page.ed25519(k, m, larger)).toBe(false);
  });

  it('agree with the platform about fresh signatures', () => {
    for (let i = 0; i < 5; i += 1) {
      const { publicKey, privateKey } = generateKeyPairSync('ed25519');
      const key = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
      const message = Buffer.from(`message ${i}`);
      expect(page.ed25519(key, message, sign(null, message, privateKey))).toBe(true);
      expect(page.ed25519(signer.key, message, sign(null, message, privateKey))).toBe(false);
    }
  });
});

describe('both verifiers', () => {
  const more: TallyResult[] = [];

  it.each(bundles.map((bundle) => [bundle.round.title, bundle] as const))(
    'pass %s and count the same',
    (_title, bundle) => {
      const bytes = Buffer.from(canonicalJson(bundle));
      expect(ours(bytes).filter(({ passed }) => !passed)).toEqual([]);
      const verdict = page.verify(bytes, trustedKey);
      expect(verdict.checks.filter(({ passed }) => !passed)).toEqual([]);
      expect(verdict.checks.map(({ number, name }) => [number, name])).toEqual(
        ours(bytes).map(({ number, name }) => [number, name]),
      );
      expect(canonicalJson(JSON.parse(JSON.stringify(verdict.tally)))).toBe(canonicalJson(bundle.tally));
    },
  );

  it('count a hundred more drawn rounds the same', () => {
    const ladders = [
      ['primary', 'head-to-head', 'distinct-jurors', 'seeded-hash'],
      ['primary', 'distinct-jurors', 'head-to-head', 'shared'],
      ['primary', 'head-to-head', 'run-off', 'shared'],
    ] as const;
    for (let i = 0; i < 100; i += 1) {
      const random = seededRandom(`round ${i}`);
      const method = (
        [
          { kind: 'grid', size: 3, picks: 1 },
          { kind: 'approve', max: 4 },
          { kind: 'pair' },
          { kind: 'yes-no' },
          { kind: 'score' },
          { kind: 'rank', max: 4 },
        ] as const
      )[i % 6];
      const ladder = ladders[random.below(3)];
      if (!method || !ladder) throw new Error('nothing drawn');
      const caps = random.below(2) === 0 ? { perAuthor: 1 + random.below(2), perCompany: 2 } : {};
      const input = drawnInput(
        `round ${i}`,
        { method, ladder, winners: 1 + random.below(6), caps, ...(i % 5 === 3 && { heartsWeight: 1 + (i % 40) }) },
        { jurors: 1 + random.below(8), screens: 1 + random.below(8), entryCount: 5 + random.below(6) },
      );
      const runOffs = i % 2 === 0 ? [] : [{ ranking: input.entries.map(({ number }) => [String(number)]).reverse() }];
      const bundle = signed(makeBundle({ ...input, runOffs }, { sha256 }), signer);
      more.push(bundle.tally);
      const bytes = Buffer.from(canonicalJson(bundle));
      expect([i, failed(ours(bytes)), page.verify(bytes, trustedKey).checks.filter(({ passed }) => !passed)]).toEqual([
        i,
        [],
        [],
      ]);
    }
  });

  it('meet every rule among these rounds: each ladder step and outcome, caps, bands, problems', () => {
    const all = [...bundles.map(({ tally }) => tally), ...more];
    const uses = new Set(all.flatMap(({ ladder }) => ladder.map(({ step, outcome }) => `${step} ${outcome}`)));
    for (const use of [
      'head-to-head split',
      'head-to-head not-applicable',
      'distinct-jurors split',
      'run-off pending',
      'run-off split',
      'shared shared',
      'seeded-hash split',
    ])
      expect([...uses]).toContain(use);
    expect(new Set(all.flatMap(({ passedOver }) => passedOver.map(({ cap }) => cap)))).toEqual(
      new Set(['perAuthor', 'perCompany', 'perDistrict']),
    );
    expect(new Set(all.flatMap(({ problems }) => problems.map(({ code }) => code)))).toEqual(
      new Set(['RUN_OFF_PENDING', 'GRAPH_NOT_CONNECTED']),
    );
    expect(all.some(({ entries }) => entries.some(({ band }) => (band ?? 0) > 1))).toBe(true);
    expect(all.every(({ excluded }) => excluded.length === 1)).toBe(true);
  });

  it('leave the key to the reader where none is given, in the same words', () => {
    const [bundle] = bundles as [ResultBundle];
    const bytes = Buffer.from(canonicalJson(bundle));
    const said = page.verify(bytes);
    expect(said.passed).toBe(true);
    expect(said.fingerprint).toBe(keyFingerprint(signer.key, sha256));
    expect(said.checks[8]?.note?.en).toBe(
      ours(bytes, '')[8]?.note ?? verifyBundleFile(bytes, decodeUtf8, { sha256, verifySignature }).checks[8]?.note,
    );
    expect(page.verify(bytes, ` ${keyFingerprint(signer.key, sha256).toLowerCase()} `).passed).toBe(true);
    expect(failed(page.verify(bytes, keyFingerprint(stranger.key, sha256)).checks)).toEqual(['key']);
    const [receipt = ''] = bundle.receipts;
    expect([
      page.findReceipt(bundle, receipt.toLowerCase().replaceAll('-', ' ')),
      page.findReceipt(bundle, '0000-0000-00'),
      page.findReceipt(bundle, 'x'),
    ]).toEqual([true, false, null]);
  });
});

describe('tampering', () => {
  const random = seededRandom('tampering');
  // One of each kind of count is edited in every way; all are damaged.
  const edited = new Set([0, 1, 3, 5, 7]);
  const mutations: (Mutation & { of: string })[] = bundles.flatMap((bundle, i) =>
    [...(edited.has(i) ? editsOf(bundle, stranger, random) : []), ...damageOf(bundle, random, 12)].map((mutation) => ({
      ...mutation,
      of: bundle.round.title,
    })),
  );

  it('is tried in at least 200 ways', () => {
    expect(mutations.length).toBeGreaterThan(340);
    expect(
      new Set(mutations.map(({ bytes }) => createHash('sha256').update(bytes).digest('hex'))).size,
    ).toBeGreaterThan(335);
  });

  it('is found and named by both verifiers, every time', () => {
    const missed: string[] = [];
    for (const { of, what, found, bytes } of mutations) {
      const [one, two] = [ours(bytes), page.verify(bytes, trustedKey).checks];
      for (const [who, checks] of [
        ['zuimei verify', one],
        ['the page', two],
      ] as const) {
        if (!failed(checks).some((name) => found.includes(name)))
          missed.push(`${who}: ${of}, ${what}: ${failed(checks).join() || 'nothing'}`);
        for (const { name, passed, faults } of checks)
          if (passed !== (faults.length === 0) || faults.some((fault) => JSON.stringify(fault).length < 8))
            missed.push(`${who}: ${of}, ${what}: ${name} names nothing`);
      }
    }
    expect(missed).toEqual([]);
  });
});
