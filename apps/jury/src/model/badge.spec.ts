import { readBadge } from './badge.js';

const ID = '0198c0de-0000-7000-8000-000000000001';
const SECRET = '0123456789abcdef0123456789abcdef';

describe('a badge', () => {
  it.each([
    `https://hall.example/jury/#${ID}.${SECRET}`,
    `#${ID}.${SECRET}`,
    `http://10.0.0.5:3000/jury/#${ID.toUpperCase()}.${SECRET}\n`,
  ])('is read from %s', (text) => {
    expect(readBadge(text)).toEqual({ passId: ID, secret: SECRET });
  });

  it.each(['', '#', 'https://example.com/', `#${ID}`, `#${ID}.${SECRET}00`, `#${ID}.xyz`, 'WIFI:S:hall;;'])(
    'is not read from %j',
    (text) => {
      expect(readBadge(text)).toBeNull();
    },
  );
});
