import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Button, ButtonLink } from './Button.js';

test('does what it says', async () => {
  const act = jest.fn();
  render(<Button onClick={act}>撤回</Button>);
  await userEvent.click(screen.getByRole('button', { name: '撤回' }));
  expect(act).toHaveBeenCalledTimes(1);
});

test('while busy its label says so, it keeps the focus and does nothing', async () => {
  const act = jest.fn();
  render(
    <Button onClick={act} busy="正在提交…">
      提交 3 幅
    </Button>,
  );
  const button = screen.getByRole('button', { name: '正在提交…' });
  await userEvent.click(button);
  expect(act).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(button);
  expect(button.getAttribute('aria-disabled')).toBe('true');
  expect(button.hasAttribute('disabled')).toBe(false);
});

test('when something is missing it names it, and a tap goes there instead of acting', async () => {
  const act = jest.fn();
  render(
    <>
      <input id="title" aria-label="标题" />
      <Button onClick={act} blocked={{ label: '还差标题', focus: 'title' }}>
        提交 3 幅
      </Button>
    </>,
  );
  const button = screen.getByRole('button', { name: '还差标题' });
  expect(button.hasAttribute('aria-disabled')).toBe(false);
  await userEvent.click(button);
  expect(act).not.toHaveBeenCalled();
  expect(document.activeElement).toBe(screen.getByLabelText('标题'));
  expect(screen.getByRole('status').textContent).toContain('还差标题');
});

test('it can lead to something that is no control', async () => {
  render(
    <>
      <section id="tiles">照片</section>
      <Button blocked={{ label: '还差照片', focus: () => document.getElementById('tiles') }}>提交</Button>
    </>,
  );
  await userEvent.click(screen.getByRole('button'));
  expect(document.activeElement?.id).toBe('tiles');
});

test('a blocked submit button does not send its form', async () => {
  const sent = jest.fn((event) => event.preventDefault());
  render(
    <form onSubmit={sent}>
      <Button type="submit" blocked={{ label: '还差标题', focus: () => null }}>
        提交
      </Button>
    </form>,
  );
  await userEvent.click(screen.getByRole('button'));
  expect(sent).not.toHaveBeenCalled();
});

test('does not send the form it stands in by accident', async () => {
  const sent = jest.fn((event) => event.preventDefault());
  render(
    <form onSubmit={sent}>
      <Button>重试</Button>
    </form>,
  );
  await userEvent.click(screen.getByRole('button'));
  expect(sent).not.toHaveBeenCalled();
});

test('going somewhere is a link', () => {
  render(<ButtonLink href="/submit">拍照投稿</ButtonLink>);
  expect(screen.getByRole('link', { name: '拍照投稿' }).getAttribute('href')).toBe('/submit');
});
