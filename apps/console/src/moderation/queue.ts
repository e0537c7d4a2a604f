import { type ModerationItem } from '@zuimei/contracts';

/** Decisions that may be taken by key. */
export type Verdict = 'approve' | 'reject' | 'request-fix';

interface Decision {
  id: string;
  verdict: Verdict;
  at: number;
  /** What became of it, where that is not what the verdict says. */
  note?: string;
}

export interface Queue {
  items: readonly ModerationItem[];
  /** Which item is on the stage. */
  index: number;
  /** After R or F: the reason is asked for. */
  asking: 'reject' | 'request-fix' | null;
  /** Decisions of this sitting at the desk, newest last, for undo and for the speed. */
  done: readonly Decision[];
}

export const emptyQueue: Queue = { items: [], index: 0, asking: null, done: [] };

export type QueueEvent =
  | { type: 'loaded'; items: readonly ModerationItem[] }
  | { type: 'go'; by: 1 | -1 }
  | { type: 'ask'; verdict: 'reject' | 'request-fix' }
  | { type: 'cancel' }
  | ({ type: 'decided' } & Decision)
  | { type: 'changed'; item: ModerationItem }
  | { type: 'undone'; item: ModerationItem };

/** The desk of a moderator: what is on the stage, what comes next, what can be undone. */
export function queueReducer(queue: Queue, event: QueueEvent): Queue {
  switch (event.type) {
    case 'loaded': {
      const known = new Set(queue.items.map(({ id }) => id));
      const decided = new Set(queue.done.map(({ id }) => id));
      const fresh = event.items.filter(({ id }) => !known.has(id) && !decided.has(id));
      return { ...queue, items: [...queue.items, ...fresh] };
    }
    case 'go':
      return { ...queue, asking: null, index: clamp(queue.index + event.by, queue.items.length) };
    case 'ask':
      return { ...queue, asking: event.verdict };
    case 'cancel':
      return { ...queue, asking: null };
    case 'decided': {
      const items = queue.items.filter(({ id }) => id !== event.id);
      const { id, verdict, at, note } = event;
      return {
        items,
        asking: null,
        index: clamp(queue.index, items.length),
        done: [...queue.done, { id, verdict, at, ...(note === undefined ? {} : { note }) }],
      };
    }
    case 'changed':
      return { ...queue, items: queue.items.map((item) => (item.id === event.item.id ? event.item : item)) };
    case 'undone': {
      const done = queue.done.filter(({ id }) => id !== event.item.id);
      const rest = queue.items.filter(({ id }) => id !== event.item.id);
      return { items: [event.item, ...rest], asking: null, index: 0, done };
    }
  }
}

const clamp = (index: number, length: number) => Math.max(0, Math.min(index, length - 1));

/** Decisions a minute over the last five minutes; null before the third. */
export function decisionsPerMinute(done: Queue['done'], now: number): number | null {
  const recent = done.filter(({ at }) => now - at < 5 * 60_000);
  const first = recent[0];
  if (recent.length < 3 || !first) return null;
  return Math.round((recent.length - 1) / Math.max((now - first.at) / 60_000, 1 / 60));
}
