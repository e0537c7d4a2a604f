import type { ProgressView } from '@zuimei/contracts';
import type { TabletRow } from '@zuimei/persistence/judging';

type Tablet = ProgressView['tablets'][number];

/** A tablet that was not heard of for so long counts as offline. */
const OFFLINE_MS = 60_000;
/** How long a tablet is shown as done before it is just idle. */
const DONE_MS = 5 * 60_000;

const ORDER: readonly Tablet['status'][] = ['offline', 'unsynced', 'voting', 'done', 'idle'];

/**
 * Tablets from their seats, given oldest first; those that need a look come first. What still waits on a tablet is the
 * sum over its seats: it may hold answers of a juror who has left.
 */
export function tabletsOf(seats: readonly TabletRow[], now: Date): Tablet[] {
  const devices = new Map<string, TabletRow[]>();
  for (const seat of seats) devices.set(seat.deviceId, [...(devices.get(seat.deviceId) ?? []), seat]);
  const tablets = [...devices.values()].flatMap((own): Tablet[] => {
    const newest = own.at(-1);
    if (!newest) return [];
    const pending = own.reduce((sum, seat) => sum + seat.pending, 0);
    const lastSeen = Math.max(...own.map(({ lastSeenAt, endedAt }) => Math.max(+lastSeenAt, +(endedAt ?? 0))));
    const status = statusOf(newest, pending, now.getTime() - lastSeen);
    return [
      {
        name: newest.deviceName,
        alias: status === 'idle' ? null : newest.alias,
        status,
        pending,
        lastSeenAt: new Date(lastSeen).toISOString(),
      },
    ];
  });
  return tablets.sort(
    (a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
  );
}

function statusOf(newest: TabletRow, pending: number, silentMs: number): Tablet['status'] {
  const atWork = newest.endedAt === null || pending > 0;
  if (atWork && silentMs > OFFLINE_MS) return 'offline';
  if (pending > 0) return 'unsynced';
  if (newest.endedAt === null) return 'voting';
  return newest.endReason === 'completed' && silentMs <= DONE_MS ? 'done' : 'idle';
}
