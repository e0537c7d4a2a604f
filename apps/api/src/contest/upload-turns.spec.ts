import { UploadTurns } from './upload-turns.js';

const never = new AbortController().signal;
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('turns at one upload', () => {
  it('are asked to end by whoever comes next, and go on in the order of coming', async () => {
    const turns = new UploadTurns();
    const told: string[] = [];
    const come = (name: string) => {
      const lock = turns.newLock('a');
      void lock.lock(never, () => void told.push(`${name} is asked to end`)).then(() => told.push(`${name} begins`));
      return lock;
    };
    const first = come('first');
    const second = come('second');
    const third = come('third');
    await settled();
    expect(told).toEqual(['first is asked to end', 'first is asked to end', 'first begins']);
    told.length = 0;
    await first.unlock();
    await settled();
    // Somebody waits for the second one already.
    expect(told).toEqual(['second is asked to end', 'second begins']);
    told.length = 0;
    await second.unlock();
    await settled();
    expect(told).toEqual(['third begins']);
    await third.unlock();
    come('fourth');
    await settled();
    expect(told).toEqual(['third begins', 'fourth begins']);
  });

  it('of different uploads do not touch', async () => {
    const turns = new UploadTurns();
    const asked = jest.fn();
    await turns.newLock('a').lock(never, asked);
    await turns.newLock('b').lock(never, asked);
    expect(asked).not.toHaveBeenCalled();
  });

  it('are given up by one who leaves', async () => {
    const turns = new UploadTurns();
    const holder = turns.newLock('a');
    await holder.lock(never, () => undefined);
    const leaving = new AbortController();
    const waiting = turns.newLock('a').lock(leaving.signal, () => undefined);
    await settled();
    leaving.abort();
    await expect(waiting).rejects.toMatchObject({ problem: { code: 'UPLOAD_CONFLICT' } });
    await holder.unlock();
    await turns.newLock('a').lock(never, () => undefined);
  });
});
