import fc from 'fast-check';
import { canonicalBytes, canonicalJson, compareBytes, concatBytes, fromHex, sameBytes, toHex, utf8 } from '../index.js';

describe('bytes', () => {
  it('writes UTF-8 as the platform does, lone surrogates included', () => {
    const encoder = new TextEncoder();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect([...utf8(text)]).toEqual([...encoder.encode(text)]);
      }),
    );
    for (const text of ['', '最美瞬间', '𠮷', 'é', '\ud800', 'a\udc00b', '\ud83d\ud83d\ude00', '\udbff\udfff'])
      expect([...utf8(text)]).toEqual([...encoder.encode(text)]);
  });

  it('reads and writes hexadecimal', () => {
    expect(toHex(Uint8Array.of(0, 10, 255))).toBe('000aff');
    expect(fromHex('000AfF')).toEqual(Uint8Array.of(0, 10, 255));
    expect([fromHex('0'), fromHex('zz'), fromHex('0x')]).toEqual([undefined, undefined, undefined]);
  });

  it('compares and joins', () => {
    const [a, b] = [Uint8Array.of(1, 2), Uint8Array.of(1, 3)];
    expect(concatBytes(a, new Uint8Array(0), b)).toEqual(Uint8Array.of(1, 2, 1, 3));
    expect(sameBytes(a, Uint8Array.of(1, 2))).toBe(true);
    expect(sameBytes(a, b) || sameBytes(a, Uint8Array.of(1))).toBe(false);
    expect([
      compareBytes(a, b) < 0,
      compareBytes(b, a) > 0,
      compareBytes(a, a),
      compareBytes(Uint8Array.of(1), a) < 0,
    ]).toEqual([true, true, 0, true]);
  });
});

describe('canonical JSON', () => {
  it('writes the sample of RFC 8785 §3.2.2', () => {
    const sample = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(sample)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts members by UTF-16 code units as in RFC 8785 §3.2.3', () => {
    const sample = {
      '\u20ac': 'Euro',
      '\r': 'CR',
      '\ufb33': 'Dalet',
      '1': 'One',
      '\ud83d\ude00': 'Smiley',
      '\u0080': 'Control',
      '\u00f6': 'o',
    };
    expect(Object.values(JSON.parse(canonicalJson(sample)) as object)).toHaveLength(7);
    expect(canonicalJson(sample)).toBe(
      '{"\\r":"CR","1":"One","\u0080":"Control","ö":"o","€":"Euro","😀":"Smiley","\ufb33":"Dalet"}',
    );
  });

  it.each([
    [0, '0'],
    [-0, '0'],
    [5e-324, '5e-324'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [9007199254740992, '9007199254740992'],
    [295147905179352830000, '295147905179352830000'],
    [1e21, '1e+21'],
    [9.999999999999997e22, '9.999999999999997e+22'],
    [333333333.33333325, '333333333.33333325'],
    [-0.0000033333333333333333, '-0.0000033333333333333333'],
    [1424953923781206.25, '1424953923781206.2'],
  ])('writes %d as in RFC 8785 appendix B', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('reads back as the same value, whatever the order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        // JSON has no negative zero, so one round trip settles it.
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        const turned = (v: unknown): unknown =>
          Array.isArray(v)
            ? v.map(turned)
            : v && typeof v === 'object'
              ? Object.fromEntries(
                  Object.entries(v)
                    .reverse()
                    .map(([k, m]) => [k, turned(m)]),
                )
              : v;
        expect(canonicalJson(turned(value))).toBe(text);
      }),
    );
  });

  it('leaves undefined members out', () => {
    expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}');
    expect(toHex(canonicalBytes('é'))).toBe('22c3a922');
  });

  it.each([
    NaN,
    Infinity,
    undefined,
    1n,
    () => 1,
    Symbol('s'),
    '\ud800',
    'x\udc00',
    { '\udfff': 1 },
    [undefined],
    { a: { b: [NaN] } },
  ])('refuses %p', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it('says where', () => {
    expect(() => canonicalJson({ a: { b: [1, NaN] } })).toThrow('at /a/b/1');
  });
});
