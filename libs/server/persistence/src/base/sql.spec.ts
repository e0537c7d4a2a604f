import { decodeCursor, encodeCursor, pageOf } from './keyset.js';
import { isDatabaseAway, isUniqueViolation, raw, sql, sqlState } from './sql.js';
import { oneOf } from './checks.js';

describe('sql', () => {
  it('turns every value into a parameter, and places only what is marked raw', () => {
    const evil = `x'; DROP TABLE staff; --`;
    expect(sql`SELECT ${raw('id, login')} FROM staff WHERE login = ${evil} AND role = ${'host'}`).toEqual([
      'SELECT id, login FROM staff WHERE login = $1 AND role = $2',
      [evil, 'host'],
    ]);
    expect(sql`SELECT 1`).toEqual(['SELECT 1', []]);
  });

  it('reads the state of an error, however it is wrapped, and of nothing else', () => {
    expect(sqlState({ code: '23505' })).toBe('23505');
    expect(sqlState({ driverError: { code: '42501' } })).toBe('42501');
    expect(sqlState({ code: 'ECONNREFUSED' })).toBeUndefined();
    expect(sqlState(null)).toBeUndefined();
    expect(
      isUniqueViolation({ driverError: { code: '23505', constraint: 'staff_login_key' } }, 'staff_login_key'),
    ).toBe(true);
    expect(isUniqueViolation({ code: '23505', constraint: 'other_key' }, 'staff_login_key')).toBe(false);
    expect(isUniqueViolation({ code: '23503' })).toBe(false);
  });

  it('tells a database that is away from one that refuses', () => {
    for (const code of ['08006', '57P01', '57P03', '53300', 'ECONNREFUSED', 'ECONNRESET']) {
      expect([code, isDatabaseAway({ code }), isDatabaseAway({ driverError: { code } })]).toEqual([code, true, true]);
    }
    expect(isDatabaseAway({ errors: [{ code: 'ECONNREFUSED' }, { code: 'ECONNREFUSED' }] })).toBe(true);
    expect(isDatabaseAway(new Error('Connection terminated unexpectedly'))).toBe(true);
    for (const code of ['23505', '40001', '57014', '53100', 'ENOSPC']) expect(isDatabaseAway({ code })).toBe(false);
    for (const other of [new Error('a connection'), 'ECONNREFUSED', null, undefined]) {
      expect(isDatabaseAway(other)).toBe(false);
    }
  });
});

describe('oneOf', () => {
  it('holds a column to plain words', () => {
    expect(oneOf('role', ['host', 'fix-requested'])).toBe(`role IN ('host', 'fix-requested')`);
    expect(() => oneOf('role', [])).toThrow();
    expect(() => oneOf('role', [`a'b`])).toThrow();
  });
});

describe('keyset pages', () => {
  it('give back the key they were given', () => {
    const key = ['2026-11-23T00:00:00.000Z', 17, '王㐱'];
    expect(decodeCursor(encodeCursor(key), ['string', 'number', 'string'])).toEqual(key);
    expect(encodeCursor(key)).toMatch(/^[\w-]+$/);
  });

  it.each(['', 'x', '!!', encodeCursor([1]), encodeCursor(['a', 'b']), Buffer.from('{"0":"a"}').toString('base64url')])(
    'refuse the cursor %p',
    (cursor) => expect(decodeCursor(cursor, ['string'])).toBeNull(),
  );

  it('have a next one only when a row more was read', () => {
    const rows = [{ n: 1 }, { n: 2 }, { n: 3 }];
    expect(pageOf(rows, 2, ({ n }) => [n])).toEqual({ items: [{ n: 1 }, { n: 2 }], nextCursor: encodeCursor([2]) });
    expect(pageOf(rows, 3, ({ n }) => [n])).toEqual({ items: rows, nextCursor: null });
    expect(pageOf([], 3, () => [0])).toEqual({ items: [], nextCursor: null });
  });
});
