import { act, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Photo, type PhotoState } from './Photo.js';

const box = (container: HTMLElement) => container.querySelector('.zm-photo') as HTMLElement;
const settled = () => act(async () => undefined);

const withDecode = (decode: () => Promise<void>) => {
  Object.defineProperty(HTMLImageElement.prototype, 'decode', { configurable: true, value: decode });
};
afterEach(() => {
  delete (HTMLImageElement.prototype as Partial<HTMLImageElement>).decode;
  jest.useRealTimers();
});

test('keeps the shape of the photo from before the first byte to after a failure', async () => {
  const { container } = render(<Photo src="/a.webp" width={4032} height={3024} alt="焊花" />);
  expect(box(container).style.aspectRatio).toBe('4032 / 3024');
  fireEvent.error(screen.getByRole('img', { name: '焊花' }));
  expect(box(container).style.aspectRatio).toBe('4032 / 3024');
  expect(box(container).dataset['state']).toBe('failed');
});

test('waits, develops and is sharp, and says so in that order', async () => {
  jest.useFakeTimers();
  const seen: PhotoState[] = [];
  render(<Photo src="/a.webp" width={3} height={2} alt="焊花" onState={(s) => seen.push(s)} />);
  fireEvent.load(screen.getByRole('img'));
  await settled();
  expect(seen).toEqual(['waiting', 'developing']);
  act(() => void jest.advanceTimersByTime(900));
  expect(seen).toEqual(['waiting', 'developing', 'sharp']);
});

test('is not shown as there while its pixels are not decoded', async () => {
  let decoded = () => {};
  withDecode(() => new Promise((resolve) => (decoded = resolve)));
  const { container } = render(<Photo src="/a.webp" width={3} height={2} alt="焊花" />);
  fireEvent.load(screen.getByRole('img'));
  await settled();
  expect(box(container).dataset['state']).toBe('waiting');
  decoded();
  await settled();
  expect(box(container).dataset['state']).toBe('developing');
});

test('bytes that arrive but are no picture count as a failure', async () => {
  withDecode(() => Promise.reject(new Error('EncodingError')));
  const { container } = render(<Photo src="/a.webp" width={3} height={2} alt="焊花" />);
  fireEvent.load(screen.getByRole('img'));
  await settled();
  expect(box(container).dataset['state']).toBe('failed');
});

test('after a failure one tap in the same box asks for the picture again', async () => {
  const { container } = render(<Photo src="/a.webp" width={3} height={2} alt="焊花" />);
  const first = screen.getByRole('img');
  fireEvent.error(first);
  await userEvent.click(screen.getByRole('button', { name: '焊花没加载出来，点一下重试' }));
  const second = screen.getByRole('img');
  expect(second).not.toBe(first);
  expect(second.getAttribute('src')).toBe('/a.webp');
  expect(box(container).dataset['state']).toBe('waiting');
});

test('a failed one tries again by itself when the network comes back', () => {
  const { container } = render(<Photo src="/a.webp" width={3} height={2} alt="焊花" />);
  fireEvent.error(screen.getByRole('img'));
  act(() => void window.dispatchEvent(new Event('online')));
  expect(box(container).dataset['state']).toBe('waiting');
});

test('inside another control it has no button of its own, and the parent retries', () => {
  const photo = (attempt: number) => (
    <Photo src="/a.webp" width={3} height={2} alt="作品 0417" retry="parent" attempt={attempt} />
  );
  const { container, rerender } = render(photo(0));
  fireEvent.error(screen.getByRole('img'));
  expect(screen.queryByRole('button')).toBeNull();
  expect(container).toHaveProperty('textContent', expect.stringContaining('没加载出来'));
  rerender(photo(1));
  expect(box(container).dataset['state']).toBe('waiting');
});

test('another source starts from the beginning', async () => {
  const { container, rerender } = render(<Photo src="/a.webp" width={3} height={2} alt="焊花" />);
  fireEvent.error(screen.getByRole('img'));
  rerender(<Photo src="/b.webp" width={3} height={2} alt="焊花" />);
  expect(box(container).dataset['state']).toBe('waiting');
});

test('what stands over the picture stays there when the picture fails', () => {
  render(
    <Photo src="/a.webp" width={3} height={2} alt="">
      <a className="zm-cover" href="/entries/0417" aria-label="扫出一条天亮的路">
        {' '}
      </a>
    </Photo>,
  );
  fireEvent.error(screen.getByRole('presentation'));
  expect(screen.getByRole('link', { name: '扫出一条天亮的路' }).getAttribute('href')).toBe('/entries/0417');
  expect(screen.getByRole('button', { name: '照片没加载出来，点一下重试' })).toBeTruthy();
});
