import { render, screen, within } from '@testing-library/react';
import { LampBoard } from './Lamps.js';
import { SyncChip, type SyncState } from './SyncChip.js';
import { Timeline } from './Timeline.js';

test.each<[SyncState, number | undefined, string]>([
  ['saved', undefined, '已保存在本机'],
  ['pending', 3, '待上传 3'],
  ['synced', undefined, '已同步'],
  ['synced', 30, '已同步 30 屏'],
  ['offline', undefined, '没有网络，可以继续投'],
  ['late', 2, '未计入 2'],
])('%s %s reads 「%s」', (state, count, words) => {
  const { container } = render(<SyncChip state={state} count={count} />);
  expect(container.textContent).toBe(words);
});

test('a timeline says its states in words and where one is now', () => {
  render(
    <Timeline
      label="进度"
      steps={[
        { label: '待审核', note: '10月3日', state: 'done' },
        { label: '已通过', state: 'now' },
        { label: '入围', state: 'future' },
      ]}
    />,
  );
  const items = within(screen.getByRole('list', { name: '进度' })).getAllByRole('listitem');
  expect(items.map((item) => item.textContent)).toEqual([
    '待审核（已完成）10月3日',
    '已通过（现在）',
    '入围（还没到）',
  ]);
  expect(items.map((item) => item.getAttribute('aria-current'))).toEqual([null, 'step', null]);
});

describe('the lamps of the hall', () => {
  const states = (done: number, voting: number, seed = 11) => {
    const { container, unmount } = render(<LampBoard total={200} voting={voting} done={done} seed={seed} />);
    const found = [...container.querySelectorAll<HTMLElement>('i')].map((i) => i.dataset['state']);
    unmount();
    return found;
  };
  test('there are as many of each kind as jurors', () => {
    const all = states(128, 59);
    expect(['done', 'voting', 'absent'].map((s) => all.filter((x) => x === s).length)).toEqual([128, 59, 13]);
  });
  test('one that is lit stays lit while others finish', () => {
    const before = states(60, 100);
    const after = states(61, 99);
    before.forEach((state, i) => {
      if (state === 'done') expect(after[i]).toBe('done');
    });
  });
  test('where they light depends on the seed alone', () => {
    expect(states(60, 0, 11)).toEqual(states(60, 0, 11));
    expect(states(60, 0, 11)).not.toEqual(states(60, 0, 12));
  });
});
