import fc from 'fast-check';
import { canonicalJson, JsonSplitter, utf8 } from '../index.js';

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Splits a text in pieces of the given sizes; gives what was taken and what is left. */
const split = (text: string, sizes: readonly number[] = []) => {
  const taken: [string, string, number][] = [];
  const splitter = new JsonSplitter(['leaves', 'screens'], (member, bytes, offset) => {
    taken.push([member, decode(bytes), offset]);
  });
  const bytes = utf8(text);
  let at = 0;
  for (const size of sizes) splitter.push(bytes.slice(at, (at += size)));
  splitter.push(bytes.slice(at));
  return { taken, rest: decode(splitter.rest), splitter };
};

describe('a file that is split as it comes', () => {
  it('gives the items of its long members one by one, and keeps the others', () => {
    const { taken, rest, splitter } = split(
      '{"a":["leaves",[1]],"leaves":[1,"]",{"leaves":[2]}],"screens":{"x":"y","z":[]},"zz":{}}',
    );
    expect(rest).toBe('{"a":["leaves",[1]],"leaves":[],"screens":{},"zz":{}}');
    expect(taken).toEqual([
      ['leaves', '1', 30],
      ['leaves', '"]"', 32],
      ['leaves', '{"leaves":[2]}', 36],
      ['screens', '"x":"y"', 63],
      ['screens', '"z":[]', 71],
    ]);
    expect(splitter.placeOf(rest.indexOf('"zz"'))).toBe(79);
    expect(splitter.placeOf(5)).toBe(5);
    expect([splitter.deepest, splitter.length]).toEqual([4, 87]);
  });

  it.each([
    ['an empty list', '{"leaves":[]}', [], '{"leaves":[]}'],
    ['nothing behind a comma', '{"leaves":[1,]}', ['1', ''], '{"leaves":[]}'],
    ['a blank', '{"leaves":[ ]}', [' '], '{"leaves":[]}'],
    ['a list cut short', '{"leaves":[1,2', ['1'], '{"leaves":['],
    ['the wrong bracket', '{"leaves":[1}', ['1'], '{"leaves":[}'],
    ['a number', '{"leaves":1}', [], '{"leaves":1}'],
    ['a name written otherwise', '{"le\\u0061ves":[1]}', [], '{"le\\u0061ves":[1]}'],
    ['a text of that name', '{"a":"leaves","b":[1]}', [], '{"a":"leaves","b":[1]}'],
    ['a long name', `{"${'x'.repeat(99)}":[1]}`, [], `{"${'x'.repeat(99)}":[1]}`],
    ['twice', '{"leaves":[1],"leaves":[2]}', ['1', '2'], '{"leaves":[],"leaves":[]}'],
    ['a list of all', '["leaves",[1]]', [], '["leaves",[1]]'],
  ])('hides nothing of %s', (_what, text, items, left) => {
    const { taken, rest } = split(text);
    expect([taken.map(([, item]) => item), rest]).toEqual([items, left]);
  });

  it('says the same in whatever pieces it comes', () => {
    const value = fc.record({
      a: fc.string(),
      leaves: fc.oneof(fc.array(fc.jsonValue({ maxDepth: 3 })), fc.integer()),
      'le"': fc.array(fc.string()),
      screens: fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })),
    });
    fc.assert(
      fc.property(value, fc.array(fc.nat(9)), (of, sizes) => {
        const text = canonicalJson(of);
        const { taken, rest } = split(text, sizes);
        expect({ taken, rest }).toEqual((({ taken: t, rest: r }) => ({ taken: t, rest: r }))(split(text)));
        for (const [, item, offset] of taken) expect(decode(utf8(text).slice(offset)).startsWith(item)).toBe(true);
        expect(JSON.parse(rest)).toEqual({ ...of, leaves: Array.isArray(of.leaves) ? [] : of.leaves, screens: {} });
        const list = (name: string) => taken.flatMap(([member, item]) => (member === name ? [item] : []));
        if (Array.isArray(of.leaves)) expect(list('leaves')).toEqual(of.leaves.map(canonicalJson));
        expect(JSON.parse(`{${list('screens').join()}}`)).toEqual(of.screens);
      }),
    );
  });
});
