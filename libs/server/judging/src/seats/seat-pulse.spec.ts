import type { UnitOfWork } from '@zuimei/persistence';
import type { SeatRepository } from '@zuimei/persistence/judging';
import { Clock } from '@zuimei/platform';
import { SeatPulse } from './seat-pulse.js';

class HandClock extends Clock {
  at = new Date('2026-01-28T09:00:00Z');
  now(): Date {
    return this.at;
  }
  pass(seconds: number): void {
    this.at = new Date(this.at.getTime() + seconds * 1000);
  }
}

describe('SeatPulse', () => {
  const clock = new HandClock();
  const written: { id: string; pending: number }[][] = [];
  const unit = { run: (work: (tx: unknown) => Promise<void>) => work(undefined) } as unknown as UnitOfWork;
  const seats = {
    seen: (_tx: unknown, news: { id: string; pending: number }[]) => Promise.resolve(void written.push(news)),
  } as unknown as SeatRepository;
  const pulse = new SeatPulse(unit, seats, clock, { warn: () => undefined } as never);
  const heard = async (...news: [seat: string, pending: number][]) => {
    written.length = 0;
    for (const [seat, pending] of news) pulse.note(seat, pending);
    await pulse.flush();
    return written.map((batch) => batch.map(({ id, pending }) => `${id} ${pending}`));
  };

  it('writes the news of many tablets at once, the newest of each', async () => {
    expect(await heard(['a', 2], ['b', 1], ['a', 1])).toEqual([['a 1', 'b 1']]);
  });

  it('writes every number of answers that wait, and that nothing waits any more', async () => {
    expect(await heard(['a', 1])).toEqual([['a 1']]);
    expect(await heard(['a', 0])).toEqual([['a 0']]);
    expect(await heard(['a', 1])).toEqual([['a 1']]);
    expect(await heard(['a', 0])).toEqual([['a 0']]);
  });

  it('writes every three seconds at most that a tablet with nothing to deliver was heard of', async () => {
    clock.pass(1);
    expect(await heard(['a', 0])).toEqual([]);
    clock.pass(2);
    expect(await heard(['a', 0])).toEqual([['a 0']]);
  });
});
