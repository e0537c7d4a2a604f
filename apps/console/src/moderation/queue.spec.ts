import { type ModerationItem } from '@zuimei/contracts';
import { type Queue, decisionsPerMinute, emptyQueue, queueReducer } from './queue.js';

const item = (id: string) => ({ id }) as ModerationItem;
const with3 = queueReducer(emptyQueue, { type: 'loaded', items: ['a', 'b', 'c'].map(item) });
const ids = (queue: Queue) => queue.items.map(({ id }) => id);

describe('the moderator’s desk', () => {
  it('puts the next photo on the stage when one is decided, and stays inside at the end', () => {
    const decided = queueReducer(with3, { type: 'decided', id: 'a', verdict: 'approve', at: 0 });
    expect([ids(decided), decided.index]).toEqual([['b', 'c'], 0]);
    const atEnd = queueReducer({ ...with3, index: 2 }, { type: 'decided', id: 'c', verdict: 'reject', at: 0 });
    expect(atEnd.index).toBe(1);
  });

  it('brings an undone photo back to the front and forgets its decision', () => {
    const decided = queueReducer(with3, { type: 'decided', id: 'a', verdict: 'approve', at: 0 });
    const undone = queueReducer(decided, { type: 'undone', item: item('a') });
    expect([ids(undone), undone.index, undone.done]).toEqual([['a', 'b', 'c'], 0, []]);
  });

  it('puts what the server says of a photo in its place', () => {
    const changed = { ...item('b'), title: '改过' };
    const queue = queueReducer({ ...with3, index: 1 }, { type: 'changed', item: changed });
    expect([ids(queue), queue.index, queue.items[1]]).toEqual([['a', 'b', 'c'], 1, changed]);
  });

  it('keeps what became of a decision until it is undone', () => {
    const decided = queueReducer(with3, { type: 'decided', id: 'a', verdict: 'approve', at: 0, note: '没有进入评审' });
    expect(decided.done.at(-1)?.note).toBe('没有进入评审');
    expect(queueReducer(decided, { type: 'undone', item: item('a') }).done).toEqual([]);
  });

  it('adds what is loaded once, and nothing that was just decided', () => {
    const decided = queueReducer(with3, { type: 'decided', id: 'a', verdict: 'approve', at: 0 });
    expect(ids(queueReducer(decided, { type: 'loaded', items: ['a', 'b', 'd'].map(item) }))).toEqual(['b', 'c', 'd']);
  });

  it('drops a half-asked reason when one moves on', () => {
    const asking = queueReducer(with3, { type: 'ask', verdict: 'reject' });
    expect(queueReducer(asking, { type: 'go', by: 1 })).toMatchObject({ asking: null, index: 1 });
    expect(queueReducer(with3, { type: 'go', by: -1 }).index).toBe(0);
  });

  it('counts decisions a minute from the third on', () => {
    const done = [0, 2000, 4000, 6000].map((at) => ({ id: String(at), verdict: 'approve' as const, at }));
    expect(decisionsPerMinute(done.slice(0, 2), 4000)).toBeNull();
    expect(decisionsPerMinute(done, 6000)).toBe(30);
  });
});
