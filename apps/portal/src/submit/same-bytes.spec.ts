import { digestOf } from './same-bytes.js';

const bytes = (...values: number[]) => new Uint8Array(values).buffer;

it('is the same for the same bytes, and another one for any other', () => {
  expect(digestOf(bytes(1, 2, 3, 4, 5))).toBe(digestOf(bytes(1, 2, 3, 4, 5)));
  const some = [
    bytes(),
    bytes(0),
    bytes(0, 0, 0, 0),
    bytes(1, 2, 3, 4, 5),
    bytes(1, 2, 3, 4, 6),
    bytes(1, 2, 3, 5, 5),
    bytes(5, 6, 7, 8, 1, 2, 3, 4),
    bytes(1, 2, 3, 4, 5, 6, 7, 8),
  ];
  expect(new Set(some.map(digestOf)).size).toBe(some.length);
});
