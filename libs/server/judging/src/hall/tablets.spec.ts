import type { TabletRow } from '@zuimei/persistence/judging';
import { tabletsOf } from './tablets.js';

const now = new Date('2026-11-28T07:00:00Z');
const ago = (seconds: number) => new Date(now.getTime() - seconds * 1_000);
const seat = (deviceId: string, alias: string, rest: Partial<TabletRow> = {}): TabletRow => ({
  seatId: `${deviceId}-${alias}`,
  deviceId,
  deviceName: deviceId,
  jurorId: alias,
  alias,
  pending: 0,
  lastSeenAt: ago(5),
  endedAt: null,
  endReason: null,
  ...rest,
});
const statuses = (...seats: TabletRow[]) =>
  tabletsOf(seats, now).map(({ name, alias, status, pending }) => [name, alias, status, pending]);

describe('tabletsOf', () => {
  it('puts first what the host must look at', () => {
    expect(
      statuses(
        seat('T-01', 'A001'),
        seat('T-02', 'A002', { pending: 4 }),
        seat('T-03', 'A003', { lastSeenAt: ago(61) }),
        seat('T-04', 'A004', { endedAt: ago(10), endReason: 'completed' }),
        seat('T-05', 'A005', { endedAt: ago(301), lastSeenAt: ago(400), endReason: 'completed' }),
        seat('T-06', 'A006', { endedAt: ago(10), endReason: 'moved' }),
      ),
    ).toEqual([
      ['T-03', 'A003', 'offline', 0],
      ['T-02', 'A002', 'unsynced', 4],
      ['T-01', 'A001', 'voting', 0],
      ['T-04', 'A004', 'done', 0],
      ['T-05', null, 'idle', 0],
      ['T-06', null, 'idle', 0],
    ]);
  });

  it('counts what a tablet still holds of a juror who has left', () => {
    const left = seat('T-01', 'A001', { pending: 3, endedAt: ago(50), endReason: 'moved' });
    expect(statuses(left, seat('T-01', 'A002', { pending: 1 }))).toEqual([['T-01', 'A002', 'unsynced', 4]]);
    expect(statuses({ ...left, lastSeenAt: ago(120), endedAt: ago(120) })).toEqual([['T-01', 'A001', 'offline', 3]]);
  });

  it('takes a minute of silence for a slow network, not for being offline', () => {
    expect(statuses(seat('T-01', 'A001', { lastSeenAt: ago(60) }))).toEqual([['T-01', 'A001', 'voting', 0]]);
  });
});
