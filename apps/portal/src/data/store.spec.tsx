import { act, render, screen } from '@testing-library/react';
import { forget, put, useResource } from './store.js';

function Show({ name, load }: { name: string; load: () => Promise<string> }) {
  const { data, error } = useResource(name, load);
  return <p>{error ?? data ?? 'nothing yet'}</p>;
}

it('shows what was loaded before at once and loads it again behind', async () => {
  const load = jest.fn().mockResolvedValueOnce('first').mockResolvedValueOnce('second');
  const { unmount } = render(<Show name="a" load={load} />);
  expect(await screen.findByText('first')).toBeTruthy();
  unmount();
  render(<Show name="a" load={load} />);
  expect(screen.getByText('first')).toBeTruthy();
  expect(await screen.findByText('second')).toBeTruthy();
});

it('is changed by what an act returned, and forgets by prefix', async () => {
  render(<Show name="mine" load={async () => 'loaded'} />);
  await screen.findByText('loaded');
  act(() => put('mine', 'changed'));
  expect(screen.getByText('changed')).toBeTruthy();
  act(() => forget('mine'));
  expect(screen.getByText('nothing yet')).toBeTruthy();
});
