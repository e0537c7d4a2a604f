import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import {
  canonicalBytes,
  canonicalJson,
  exportedLink,
  linkRows,
  makeBundle,
  observersBytes,
  signHead,
  toHex,
  utf8,
  verifyBundleFile,
  verifyObservers,
  type ObserversPackage,
  type RecordedAnswer,
  type ResultBundle,
} from '../index.js';

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
const hex = (text: string): string => createHash('sha256').update(text).digest('hex');

const row = (i: number, screen: number, revision = 1): RecordedAnswer => ({
  answerId: `answer-${i}`,
  pseudonym: hex(`juror ${screen % 2}`),
  revision,
  screen: { id: `secret-${screen}`, entries: ['1', '2'] },
  answer: { kind: 'picks', picks: [String(1 + (i % 2))] },
});
// The fourth row changes the answer of the first.
const rows = [row(0, 0), row(1, 1), row(2, 2), row(3, 0, 2)];
const screens = { 'secret-0': 'name-0', 'secret-1': 'name-1', 'secret-2': 'name-2' };
const links = linkRows(rows, sha256);
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const rawKey = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
const signed = (message: Uint8Array) => new Uint8Array(sign(null, message, privateKey));
const deps = {
  sha256,
  verifySignature: (key: Uint8Array, message: Uint8Array, signature: Uint8Array) =>
    verify(
      null,
      message,
      createPublicKey({
        key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key).toString('base64url') },
        format: 'jwk',
      }),
      signature,
    ),
};
const unsigned: ResultBundle = makeBundle(
  {
    software: 'x',
    round: { id: 'round', title: '终评' },
    rules: { method: { kind: 'pair' }, ladder: ['primary', 'shared'], winners: 1 },
    seed: 's',
    entries: [1, 2].map((number) => ({ number, photo: hex(`${number}`), state: 'active' })),
    chain: { length: 4, head: toHex(links[3]?.hash ?? new Uint8Array()) },
    answers: rows.map((r) => ({
      ...r,
      screen: { ...r.screen, id: screens[r.screen.id as keyof typeof screens] },
    })),
    receipts: [],
  },
  { sha256 },
);
const bundle = signHead(unsigned, rawKey, signed);
const sealedBy = (pack: Omit<ObserversPackage, 'seal'>): ObserversPackage => {
  const endOf = (chain: readonly { hash: string }[]) => ({
    length: chain.length,
    head: chain.at(-1)?.hash ?? '0'.repeat(64),
  });
  const { roundId, lateAnswers, chain, audit } = pack;
  const ends = { roundId, lateAnswers, chain: endOf(chain), audit: endOf(audit) };
  return { ...pack, seal: { publicKey: toHex(rawKey), signature: toHex(signed(observersBytes(ends))) } };
};
const pack = sealedBy({
  format: 'zuimei-observers-2',
  roundId: 'round',
  screens,
  chain: links.map(exportedLink),
  lateAnswers: 0,
  audit: linkRows([{ action: 'round.opened' }, { action: 'round.closed' }], sha256).map(exportedLink),
  unlinkedActs: 0,
});

describe('an observers’ package', () => {
  const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const faults = (value: unknown, of = bundle): string[] =>
    verifyObservers(canonicalBytes(value), decode, verifyBundleFile(canonicalBytes(of), decode, deps), deps)
      .filter(({ passed }) => !passed)
      .map(({ number, name, faults: said }) => `${number} ${name}: ${said.join('; ')}`);
  const changed = (change: (copy: ObserversPackage) => unknown): unknown => {
    const copy = JSON.parse(JSON.stringify(pack)) as ObserversPackage;
    change(copy);
    return copy;
  };
  const link = (copy: ObserversPackage, i: number) => copy.chain[i] as { row: RecordedAnswer };

  it('verifies with its bundle: chains, end, and every answer that stands', () => {
    expect(faults(pack)).toEqual([]);
  });

  it.each<[string, (copy: ObserversPackage) => unknown, RegExp]>([
    ['an answer changed', (c) => Object.assign(link(c, 1).row.answer, { picks: ['1'] }), /13 chain: row 2: HASH_WRONG/],
    ['an answer removed', (c) => (c.chain as unknown[]).splice(1, 1), /13 chain: row 2: SEQ_BROKEN/],
    [
      'the last answer removed',
      (c) => (c.chain as unknown[]).pop(),
      /14 chain-head: .*4 rows, the chain has 3; .*ends at/,
    ],
    ['two swapped', (c) => (c.chain as unknown[]).reverse(), /13 chain: row 1: SEQ_BROKEN/],
    ['a link bent', (c) => Object.assign(c.chain[2] as object, { prev: hex('x') }), /13 chain: row 3: PREV_BROKEN/],
    ['a time changed', (c) => Object.assign(link(c, 0).row, { receivedAt: 'later' }), /13 chain: row 1: HASH_WRONG/],
    [
      'a screen unnamed',
      (c) => delete (c.screens as Record<string, string>)['secret-2'],
      /15 chain-answers: row 3 is to a screen without a public name/,
    ],
    [
      'a name too many',
      (c) => Object.assign(c.screens, { other: 'name' }),
      /15 chain-answers: screen other has a public/,
    ],
    [
      'a name that is none',
      (c) => Object.assign(c.screens, { 'secret-1': 1 }),
      /12 observers-format: \/screens\/secret-1/,
    ],
    ['a name twice', (c) => Object.assign(c.screens, { 'secret-2': 'name-1' }), /15 chain-answers: two screens/],
    ['an act of staff changed', (c) => Object.assign(c.audit[0] as object, { row: {} }), /16 audit-chain: row 1/],
    ['an act of staff left out', (c) => (c.audit as unknown[]).shift(), /16 audit-chain: row 1: SEQ_BROKEN/],
    ['the last act of staff left out', (c) => (c.audit as unknown[]).pop(), /17 observers-seal: the seal does not fit/],
    ['more late answers', (c) => Object.assign(c, { lateAnswers: 1 }), /17 observers-seal: the seal does not fit/],
    ['a foreign seal', (c) => Object.assign(c.seal, { publicKey: hex('x') }), /17 observers-seal: sealed by/],
    ['acts in no chain', (c) => Object.assign(c, { unlinkedActs: 2 }), /16 audit-chain: 2 acts/],
    ['another round', (c) => Object.assign(c, { roundId: 'other' }), /12 observers-format: \/roundId/],
    ['a foreign member', (c) => Object.assign(c, { note: 1 }), /12 observers-format: unknown member \/note/],
    [
      'a row that is none',
      (c) => Object.assign(c.chain[0] as object, { row: {} }),
      /13 chain: .*\n.*15 chain-answers/s,
    ],
  ])('%s is found', (_what, change, fault) => {
    expect(faults(changed(change)).join('\n')).toMatch(fault);
  });

  it('finds an answer that only the bundle has, and one that only the chain has', () => {
    const [first, ...rest] = bundle.leaves;
    const other = { ...bundle, leaves: [{ ...first, pseudonym: hex('nobody') }, ...rest] } as ResultBundle;
    expect(faults(pack, other).join()).toMatch(
      /leaf 0 is not in the chain; answer answer-\d of the chain is not in the bundle/,
    );
  });

  it('cannot be held against what is no bundle', () => {
    expect(faults(pack, { ...bundle, round: null } as unknown as ResultBundle)).toEqual(
      expect.arrayContaining(['13 chain: cannot be checked: the format is wrong']),
    );
  });

  it('is a fault by its bytes, in items too', () => {
    const text = canonicalJson(pack);
    const verified = verifyBundleFile(canonicalBytes(bundle), decode, deps);
    for (const [changed, fault] of [
      [text.replace('"seq":1', '"seq":1.0'), /not canonical JSON \(RFC 8785\): byte \d+/],
      [text.replace('"name-1"', '"name-\\u0031"'), /not canonical JSON/],
      [text.replace('"name-0",', '"name-0", '), /not canonical JSON/],
      [text.replace('},{"hash"', '},,{"hash"'), /not JSON: .* in what begins at byte \d+/],
      [text.replace('"secret-0":', '"secret-0";'), /not JSON: .*\/screens\/ is no name/],
      [text.replace('"name-2"', '"name-2",'), /\/screens\/ is no name/],
      [text.slice(0, -30), /cut short/],
      ['[]', /\/ is a list/],
    ] as const) {
      const [first] = verifyObservers(utf8(changed), decode, verified, deps);
      expect([first?.number, first?.passed, first?.faults.join()]).toEqual([12, false, expect.stringMatching(fault)]);
    }
  });

  it('is no package where it is anything else', () => {
    for (const value of [null, 1, [], {}]) expect(faults(value)).toHaveLength(6);
    const empty = signHead(
      makeBundle({ ...bundle, answers: [], chain: { length: 0, head: '0'.repeat(64) } }, { sha256 }),
      rawKey,
      signed,
    );
    expect(faults(sealedBy({ ...pack, chain: [], screens: {} }), empty)).toEqual([]);
  });
});
