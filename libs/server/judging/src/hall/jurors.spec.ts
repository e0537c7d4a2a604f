import type { TabletRow } from '@zuimei/persistence/judging';
import { jurorsOf } from './jurors.js';

const at = new Date('2026-11-28T08:00:00Z');
const seat = (jurorId: string, device: string, more: Partial<TabletRow> = {}): TabletRow => ({
  seatId: `${jurorId}${device}`,
  deviceId: device,
  deviceName: `T-${device}`,
  jurorId,
  alias: `A00${jurorId}`,
  pending: 0,
  lastSeenAt: at,
  endedAt: null,
  endReason: null,
  ...more,
});
const ended = (endReason: TabletRow['endReason']) => ({ endedAt: at, endReason });

describe('jurors in the hall', () => {
  it('are told apart by what they have still to do', () => {
    const seats = [
      seat('2', '1', ended('moved')),
      seat('1', '1', ended('completed')),
      seat('2', '3', { alias: 'A009' }),
      seat('3', '2', ended('left')),
    ];
    expect(jurorsOf(seats, new Set(['1']))).toEqual({
      seated: 1,
      unfinished: ['A003', 'A009'],
      moved: [{ alias: 'A009', tablets: ['T-1', 'T-3'] }],
    });
  });

  it('who come back to the same tablet have used the badge once', () => {
    const seats = [seat('1', '1', ended('left')), seat('1', '1')];
    expect(jurorsOf(seats, new Set())).toEqual({ seated: 1, unfinished: ['A001'], moved: [] });
  });

  it('are nobody before the first check-in', () => {
    expect(jurorsOf([], new Set())).toEqual({ seated: 0, unfinished: [], moved: [] });
  });
});
