import { Gathered } from './gathered.js';

const later = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('gathered look-ups', () => {
  it('travel together while one is in flight, each answered by a look that began after it was asked', async () => {
    const batches: string[][] = [];
    let version = 0;
    const seats = new Gathered(async (keys) => {
      batches.push(keys);
      const seen = version;
      await later();
      return new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, `${key}${seen}`]));
    });
    const first = [seats.find('a'), seats.find('b'), seats.find('a')];
    await Promise.resolve().then(() => undefined);
    version = 1;
    const second = [seats.find('a'), seats.find('nobody')];
    expect(await Promise.all(first)).toEqual(['a0', 'b0', 'a0']);
    expect(await Promise.all(second)).toEqual(['a1', undefined]);
    expect(await seats.find('c')).toBe('c1');
    expect(batches).toEqual([['a', 'b'], ['a', 'nobody'], ['c']]);
  });

  it('fail with the look that they travelled with, and no other', async () => {
    let failing = true;
    const seats = new Gathered<string>(async (keys) => {
      await later();
      if (failing) throw new Error('no database');
      return new Map(keys.map((key) => [key, key]));
    });
    await expect(Promise.all([seats.find('a'), seats.find('b')])).rejects.toThrow('no database');
    failing = false;
    expect(await seats.find('a')).toBe('a');
  });
});
