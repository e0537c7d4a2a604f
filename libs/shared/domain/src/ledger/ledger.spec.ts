import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  canonicalJson,
  chainFault,
  chainGenesis,
  chainHash,
  formatPassCode,
  fromHex,
  inclusionProof,
  leafBytes,
  leafHash,
  leafOf,
  linkRows,
  merkleLeaf,
  merkleRoot,
  normalizePassCode,
  normalizeReceipt,
  PASS_CODE_ALPHABET,
  passCodeFrom,
  receiptFromDigest,
  receiptInput,
  receiptOf,
  sortLeaves,
  toHex,
  utf8,
  verifyInclusion,
  type RecordedAnswer,
} from '../index.js';

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());

describe('the Merkle tree of RFC 9162', () => {
  // The reference inputs and roots of the Certificate Transparency test suites.
  const inputs = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const roots = [
    '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
    '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
    '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  ];
  const leaves = inputs.map((hex) => merkleLeaf(fromHex(hex) as Uint8Array, sha256));

  it.each(roots.map((root, i) => [i + 1, root] as const))('has the known root over %d leaves', (size, root) => {
    expect(toHex(merkleRoot(leaves.slice(0, size), sha256))).toBe(root);
  });

  it('has the hash of nothing as the root over nothing', () => {
    expect(toHex(merkleRoot([], sha256))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  /** The tree as the RFC defines it: split at the largest power of two below the size. */
  const byDefinition = (part: Uint8Array[]): Uint8Array => {
    if (part.length === 1) return part[0] as Uint8Array;
    const k = 2 ** Math.floor(Math.log2(part.length - 1));
    return sha256(new Uint8Array([1, ...byDefinition(part.slice(0, k)), ...byDefinition(part.slice(k))]));
  };

  it('is the recursive definition for every size up to 70, and every leaf can be proved', () => {
    const many = Array.from({ length: 70 }, (_, i) => merkleLeaf(Uint8Array.of(i), sha256));
    for (let size = 1; size <= 70; size += 1) {
      const part = many.slice(0, size);
      const root = merkleRoot(part, sha256);
      expect(toHex(root)).toBe(toHex(byDefinition(part)));
      const index = (size * 7) % size;
      for (const at of new Set([0, size - 1, Math.floor(size / 2), index])) {
        const proof = inclusionProof(part, at, sha256);
        const leaf = part[at] as Uint8Array;
        expect(verifyInclusion(root, size, at, leaf, proof, sha256)).toBe(true);
        expect(verifyInclusion(root, size, at, many[69 - at] as Uint8Array, proof, sha256)).toBe(at === 69 - at);
        if (size > 1) {
          expect(verifyInclusion(root, size, (at + 1) % size, leaf, proof, sha256)).toBe(false);
          expect(verifyInclusion(root, size, at, leaf, proof.slice(1), sha256)).toBe(false);
        }
        expect(verifyInclusion(root, size, at, leaf, [...proof, root], sha256)).toBe(false);
      }
    }
  });

  it('has no leaf outside', () => {
    expect(() => inclusionProof(leaves, 8, sha256)).toThrow(RangeError);
    expect(() => inclusionProof(leaves, 0.5, sha256)).toThrow(RangeError);
    expect(verifyInclusion(leaves[0] as Uint8Array, 1, 1, leaves[0] as Uint8Array, [], sha256)).toBe(false);
    expect(verifyInclusion(leaves[0] as Uint8Array, 1, -1, leaves[0] as Uint8Array, [], sha256)).toBe(false);
  });
});

describe('the hash chain', () => {
  const rows = [{ answerId: 'a', revision: 1 }, { answerId: 'b' }, { answerId: 'c' }];

  it('hashes what came before and the canonical row', () => {
    const [first, second] = linkRows(rows, sha256);
    const expected = createHash('sha256')
      .update(Buffer.alloc(32))
      .update('{"answerId":"a","revision":1}')
      .digest('hex');
    expect(toHex(first?.hash as Uint8Array)).toBe(expected);
    expect(first?.prev).toEqual(chainGenesis());
    expect(second).toMatchObject({ seq: 2, prev: first?.hash, row: rows[1] });
    expect(chainHash(chainGenesis(), { revision: 1, answerId: 'a' }, sha256)).toEqual(first?.hash);
  });

  it('goes on from a tip as if it had been one batch', () => {
    const whole = linkRows(rows, sha256);
    const head = linkRows(rows.slice(0, 1), sha256);
    const tip = head[0];
    expect([...head, ...linkRows(rows.slice(1), sha256, tip)]).toEqual(whole);
  });

  it('names the first link that was tampered with', () => {
    const links = linkRows(rows, sha256);
    const [a, b, c] = links as [(typeof links)[0], (typeof links)[0], (typeof links)[0]];
    expect(chainFault(links, sha256)).toBeUndefined();
    expect(chainFault([], sha256)).toBeUndefined();
    expect(chainFault([a, { ...b, row: { answerId: 'x' } }, c], sha256)).toEqual({
      fault: 'HASH_WRONG',
      at: 1,
      seq: 2,
    });
    expect(chainFault([a, c], sha256)).toEqual({ fault: 'SEQ_BROKEN', at: 1, seq: 3 });
    expect(chainFault([a, { ...c, seq: 2 }], sha256)).toEqual({ fault: 'PREV_BROKEN', at: 1, seq: 2 });
    expect(chainFault([a, a, c], sha256)).toMatchObject({ fault: 'SEQ_BROKEN', at: 1 });
  });
});

describe('a leaf', () => {
  const recorded: RecordedAnswer = {
    answerId: 'secret-id',
    pseudonym: 'p1',
    revision: 4,
    screen: { id: 's1', entries: ['3', '1'] },
    answer: { kind: 'picks', picks: ['1'] },
  };

  it('is hashed from 0x00 and the canonical JSON of who, what and the answer', () => {
    const json = '{"answer":{"kind":"picks","picks":["1"]},"pseudonym":"p1","screen":{"entries":["3","1"],"id":"s1"}}';
    expect(new TextDecoder().decode(leafBytes(recorded))).toBe(`\u0000${json}`);
    expect(toHex(leafHash(recorded, sha256))).toBe(createHash('sha256').update(`\u0000${json}`).digest('hex'));
    expect(leafHash(recorded, sha256)).toEqual(merkleLeaf(utf8(json), sha256));
  });

  it('says nothing that ties it to a time, a device or a revision', () => {
    const more = { ...recorded, seat: 7, at: '2026-11-27T09:00:00Z', screen: { ...recorded.screen, leasedAt: 1 } };
    expect(canonicalJson(leafOf(more))).toBe(canonicalJson(leafOf(recorded)));
    expect(leafOf({ ...recorded, screen: { ...recorded.screen, ordinal: 2 } }).screen.ordinal).toBe(2);
  });

  it('stands where its hash says, whatever came first', () => {
    const answers = Array.from({ length: 20 }, (_, i) => ({ ...recorded, pseudonym: `p${i}` }));
    const sorted = sortLeaves(answers, sha256);
    expect(sortLeaves(answers.toReversed(), sha256)).toEqual(sorted);
    expect(sorted.map(({ hash }) => toHex(hash))).toEqual(sorted.map(({ hash }) => toHex(hash)).toSorted());
  });
});

describe('a receipt', () => {
  const nonce = '000102030405060708090a0b0c0d0e0f';

  it('is the first fifty bits of the hash of round and nonce', () => {
    const digest = createHash('sha256').update('round-1').update(Buffer.from(nonce, 'hex')).digest();
    const bits = [...digest].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const chars = Array.from({ length: 10 }, (_, i) =>
      '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.charAt(parseInt(bits.slice(5 * i, 5 * i + 5), 2)),
    ).join('');
    expect(receiptOf('round-1', nonce, sha256)).toBe(`${chars.slice(0, 4)}-${chars.slice(4, 8)}-${chars.slice(8)}`);
    expect(receiptFromDigest(sha256(receiptInput('round-1', nonce)))).toBe(receiptOf('round-1', nonce, sha256));
    expect(receiptOf('round-2', nonce, sha256)).not.toBe(receiptOf('round-1', nonce, sha256));
  });

  it('wants a nonce of 128 bits', () => {
    for (const bad of ['', '00', `${nonce}00`, 'zz'.repeat(16)])
      expect(() => receiptInput('round-1', bad)).toThrow(RangeError);
  });

  it('is read as a person types it', () => {
    expect(normalizeReceipt(' oil0 abcd ef\n')).toEqual({ ok: true, value: '0110-ABCD-EF' });
    expect(normalizeReceipt('０１２３－4567－8９')).toMatchObject({ ok: true });
    for (const bad of ['', '0110-ABCD-E', '0110-ABCD-EFG', '0110-ABCD-EU'])
      expect(normalizeReceipt(bad)).toEqual({ ok: false, error: { code: 'RECEIPT_MALFORMED', facts: {} } });
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (digest) => {
        const receipt = receiptFromDigest(digest);
        expect(normalizeReceipt(receipt.toLowerCase().replaceAll('-', ' '))).toEqual({ ok: true, value: receipt });
      }),
    );
  });
});

describe('a pass code', () => {
  it('has 26 characters to choose from, none of them a look-alike', () => {
    expect(new Set(PASS_CODE_ALPHABET).size).toBe(26);
    expect([...'0O1I2Z5SBG'].filter((char) => PASS_CODE_ALPHABET.includes(char))).toEqual([]);
  });

  it('comes from random bytes without favour', () => {
    expect(passCodeFrom(Uint8Array.of(0, 25, 26, 233, 234, 255, 1, 2, 3, 4))).toBe('3Y3Y4678');
    expect(passCodeFrom(new Uint8Array(16).fill(255))).toBeUndefined();
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte += 1) {
      const char = passCodeFrom(new Uint8Array(8).fill(byte))?.charAt(0);
      if (char) counts.set(char, (counts.get(char) ?? 0) + 1);
    }
    expect([...counts.values()]).toEqual(new Array(26).fill(9));
  });

  it('is read as a juror types it, and never stands in a refusal', () => {
    expect(normalizePassCode(' acde-fhjk ')).toEqual({ ok: true, value: 'ACDEFHJK' });
    expect(normalizePassCode('ＡＣＤＥ　ＦＨＪＫ')).toEqual({ ok: true, value: 'ACDEFHJK' });
    expect(formatPassCode('ACDEFHJK')).toBe('ACDE-FHJK');
    for (const bad of ['', 'ACDEFHJ', 'ACDEFHJKL', 'ACDEFHJ0', 'ACDEFHJ最']) {
      const result = normalizePassCode(bad);
      expect(result).toEqual({ ok: false, error: { code: 'PASS_CODE_MALFORMED', facts: { length: 8 } } });
    }
  });
});
