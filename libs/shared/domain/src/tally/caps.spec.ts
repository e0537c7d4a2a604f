import { createHash } from 'node:crypto';
import { assignPlaces, seededHash, type Caps, type Candidate } from '../index.js';

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
/** `'1a wang x'`: rank 1, entry a, author wang, company x. */
const line = (text: string): Candidate => {
  const [head = '', author, company, district] = text.split(' ');
  return { rank: Number(head.slice(0, 1)), entryId: head.slice(1), author, company, district };
};
const give = (places: number, caps: Caps, ...lines: string[]) =>
  assignPlaces(lines.map(line), places, caps, 'seed', sha256);
const ids = (result: ReturnType<typeof give>): string => result.winners.map(({ entryId }) => entryId).join('');

describe('places', () => {
  it('go by rank', () => {
    expect(give(2, {}, '1a', '2b', '3c')).toEqual({
      winners: [
        { entryId: 'a', rank: 1 },
        { entryId: 'b', rank: 2 },
      ],
      passedOver: [],
    });
    expect(ids(give(5, {}, '1a', '2b'))).toBe('ab');
    expect(ids(give(0, {}, '1a'))).toBe('');
  });

  it('are shared at the end rather than drawn', () => {
    expect(ids(give(2, {}, '1a', '2b', '2c', '4d'))).toBe('abc');
  });

  it('pass over whom a cap forbids, and say why', () => {
    const result = give(
      3,
      { perAuthor: 1, perCompany: 2 },
      '1a wang x',
      '2b wang x',
      '3c li x',
      '4d zhao x',
      '5e sun y',
    );
    expect(ids(result)).toBe('ace');
    expect(result.passedOver).toEqual([
      { entryId: 'b', rank: 2, cap: 'perAuthor', limit: 1, group: 'wang', heldBy: ['a'] },
      { entryId: 'd', rank: 4, cap: 'perCompany', limit: 2, group: 'x', heldBy: ['a', 'c'] },
    ]);
  });

  it('count districts too, and nobody where the group is not known', () => {
    expect(ids(give(3, { perDistrict: 1 }, '1a w x north', '2b l x north', '3c', '4d', '5e'))).toBe('acd');
  });

  it('do not mistake an author for a company of the same name', () => {
    expect(ids(give(2, { perAuthor: 1, perCompany: 1 }, '1a same one', '2b other same'))).toBe('ab');
  });

  it('choose among equals of one author by the committed seed', () => {
    const first = seededHash('seed', 'a', sha256) < seededHash('seed', 'b', sha256) ? 'a' : 'b';
    const result = give(2, { perAuthor: 1 }, '1a wang', '1b wang', '3c li');
    expect(ids(result)).toBe(`${first}c`);
    expect(ids(give(2, { perAuthor: 1 }, '1b wang', '1a wang', '3c li'))).toBe(`${first}c`);
  });

  it('list equals in their own order', () => {
    expect(ids(give(2, { perAuthor: 1 }, '1a w', '1b l', '1c z'))).toBe('abc');
  });
});
