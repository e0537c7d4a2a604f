import fc from 'fast-check';
import { TextList, TextTable } from '../index.js';

describe('packed texts', () => {
  // Lone surrogates too: an id is any text.
  const anyText = fc.oneof(
    fc.array(fc.nat(0xffff), { maxLength: 6 }).map((units) => String.fromCharCode(...units)),
    fc.string({ unit: fc.constantFrom(...'0123456789abcdefgAF-中'), maxLength: 140 }),
    fc.uuid(),
  );

  it('come back as they were, by their number', () => {
    fc.assert(
      fc.property(fc.array(anyText), (texts) => {
        const list = new TextList();
        expect(texts.map((text) => list.push(text))).toEqual([...texts.keys()]);
        expect(texts.map((_, i) => list.text(i))).toEqual(texts);
      }),
    );
  });

  it('have one number each in a table, as in a map', () => {
    const few = fc.oneof(anyText, fc.constantFrom('', 'a', 'aa', '\u0000', '中', '\ud800'));
    fc.assert(
      fc.property(fc.array(few, { maxLength: 200 }), few, (texts, other) => {
        const table = new TextTable();
        const map = new Map<string, number>();
        for (const text of texts) {
          if (!map.has(text)) map.set(text, map.size);
          expect(table.numberOf(text)).toBe(map.get(text));
        }
        expect(table.size).toBe(map.size);
        for (const text of [...texts, other]) expect(table.find(text)).toBe(map.get(text));
        for (const [text, number] of map) expect(table.text(number)).toBe(text);
      }),
    );
  });

  it('keep their numbers while a table grows', () => {
    const table = new TextTable();
    for (let i = 0; i < 5_000; i += 1) table.numberOf(`text ${i}`);
    for (let i = 0; i < 5_000; i += 1) expect(table.find(`text ${i}`)).toBe(i);
    expect(table.find('text 5000')).toBeUndefined();
  });
});
