import { parseRange } from './range-header.js';

describe('the Range header of a file of 100 bytes', () => {
  it.each([
    ['bytes=0-0', 0, 0],
    ['bytes=2-8', 2, 8],
    ['BYTES=2-8', 2, 8],
    [' bytes=98- ', 98, 99],
    ['bytes=0-99999999999999999999999', 0, 99],
    ['bytes=-3', 97, 99],
    ['bytes=-100', 0, 99],
    ['bytes=-99999999999999999999999', 0, 99],
  ])('%s is a part', (header, start, end) => expect(parseRange(header, 100)).toEqual({ start, end }));

  it.each(['bytes=100-', 'bytes=100-200', 'bytes=-0', 'bytes=99999999999999999999999-'])('%s holds no byte', (header) =>
    expect(parseRange(header, 100)).toBe('unsatisfiable'),
  );

  it.each([undefined, '', 'bytes=', 'bytes=-', 'bytes=8-2', 'lines=1-2', 'bytes=0-1,3-4', 'bytes=a-b', 'bytes=1.5-2'])(
    '%s means the whole',
    (header) => expect(parseRange(header, 100)).toBeNull(),
  );
});

it('gives an empty file whole, and no part of it that has a first byte', () => {
  expect(parseRange('bytes=-5', 0)).toBeNull();
  expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable');
  expect(parseRange('bytes=-0', 0)).toBe('unsatisfiable');
});
