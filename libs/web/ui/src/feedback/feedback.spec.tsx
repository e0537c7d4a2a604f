import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { announce } from './announce.js';
import { Dialog } from './Dialog.js';
import { EmptyState, ErrorState } from './EmptyState.js';
import { SlowNote } from './SlowNote.js';
import { ToastHost } from './ToastHost.js';
import { toast } from './toasts.js';

afterEach(() => {
  jest.useRealTimers();
  document.querySelectorAll('[aria-live]').forEach((region) => region.remove());
});

test('the same sentence twice is another text, so that it is read twice', () => {
  announce('已选 3');
  const region = screen.getByRole('status');
  const first = region.textContent;
  announce('已选 3');
  expect(region.textContent).not.toBe(first);
  expect(region.textContent?.trim()).toBe('已选 3');
});

test('a page emptied of its live region gets a new one', () => {
  announce('一');
  document.querySelectorAll('[aria-live]').forEach((region) => region.remove());
  announce('二');
  expect(screen.getByRole('status').textContent).toBe('二');
});

test('an error says what is safe before the code', () => {
  render(<ErrorState title="这一页没打开" safe="投稿没有丢。" code="K7M-4Q9" action={<button>再试一次</button>} />);
  const words = screen.getByRole('alert').textContent ?? '';
  expect(words.indexOf('投稿没有丢')).toBeLessThan(words.indexOf('K7M-4Q9'));
  expect(screen.getByRole('button', { name: '再试一次' })).toBeTruthy();
});

test('an empty place lights the cells it is told to', () => {
  const { container } = render(<EmptyState title="网络断了，照片都在" lit={[0, 1]} level={3} />);
  expect([...container.querySelectorAll('i')].map((i) => i.hasAttribute('data-lit'))).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
  expect(screen.getByRole('heading', { level: 3 })).toBeTruthy();
});

test('a dialog has its title as name, and closes by its cross, by a tap beside it and by Escape', async () => {
  const close = jest.fn();
  render(
    <Dialog open title="结束初评？" onClose={close}>
      <p>38 幅没有达到 40 次展示</p>
    </Dialog>,
  );
  const dialog = screen.getByRole('dialog', { name: '结束初评？' });
  await userEvent.click(screen.getByRole('button', { name: '关闭' }));
  await userEvent.click(dialog);
  await userEvent.click(screen.getByText('38 幅没有达到 40 次展示'));
  expect(close).toHaveBeenCalledTimes(2);
  act(() => void dialog.dispatchEvent(new Event('cancel', { cancelable: true })));
  expect(close).toHaveBeenCalledTimes(3);
});

test('a dialog that must be answered has no way around it', () => {
  render(
    <Dialog open title="主持人按了暂停">
      您选的都在。
    </Dialog>,
  );
  expect(screen.queryByRole('button')).toBeNull();
  const cancel = new Event('cancel', { cancelable: true });
  act(() => void screen.getByRole('dialog').dispatchEvent(cancel));
  expect(cancel.defaultPrevented).toBe(true);
});

test('a closed dialog is not there', () => {
  const { rerender } = render(
    <Dialog open title="结束初评？">
      想好了吗
    </Dialog>,
  );
  rerender(
    <Dialog open={false} title="结束初评？">
      想好了吗
    </Dialog>,
  );
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(screen.queryByText('想好了吗')).toBeNull();
});

test('a toast is seen, is said, offers its action, and goes', () => {
  jest.useFakeTimers();
  render(<ToastHost />);
  const undo = jest.fn();
  act(() => void toast('已通过 0583', { action: { label: '撤销', onClick: undo } }));
  expect(screen.getByRole('status').textContent).toBe('已通过 0583');
  act(() => screen.getByRole('button', { name: '撤销' }).click());
  expect(undo).toHaveBeenCalledTimes(1);
  expect(screen.queryByRole('button')).toBeNull();
  act(() => void toast('已保存'));
  expect(document.querySelectorAll('.zm-toast')).toHaveLength(1);
  act(() => void jest.advanceTimersByTime(4000));
  expect(document.querySelectorAll('.zm-toast')).toHaveLength(0);
});

test('at most three toasts stand at once, the newest last', () => {
  render(<ToastHost />);
  const taken = ['一', '二', '三', '四'].map((text) => {
    let dismiss = () => {};
    act(() => void (dismiss = toast(text)));
    return dismiss;
  });
  expect([...document.querySelectorAll('.zm-toast')].map((t) => t.textContent)).toEqual(['二', '三', '四']);
  act(() => taken.forEach((dismiss) => dismiss()));
});

test('a wait is silent for three seconds', () => {
  jest.useFakeTimers();
  render(<SlowNote>还在打开，网络有点慢。</SlowNote>);
  act(() => void jest.advanceTimersByTime(2999));
  expect(screen.getByRole('status').textContent).toBe('');
  act(() => void jest.advanceTimersByTime(1));
  expect(screen.getByRole('status').textContent).toBe('还在打开，网络有点慢。');
});
