import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DayGrid } from './DayGrid.js';
import { yearCells } from './days.js';

const PICTURE = { src: '/media/a.webp', thumbhash: 'HBkSHYSIeHiPiHh8eJd4eTN0EEQG' };

function wall(look: 'year' | 'month' = 'year', onReach = jest.fn()) {
  const cells = yearCells(2026, new Set(['2026-11-22']), '2026-11-22');
  const view = render(
    <DayGrid
      label="2026年瞬间墙"
      cells={look === 'year' ? cells : cells.filter(({ month }) => month === 11)}
      look={look}
      nameOf={({ day, kind }) => `${day} ${kind}`}
      pictureOf={({ kind }) => (kind === 'filled' ? PICTURE : undefined)}
      controlOf={(cell, control) => (cell.kind === 'filled' ? <a href={`/entries/${cell.day}`} {...control} /> : null)}
      start="2026-11-22"
      onReach={onReach}
    />,
  );
  return { ...view, onReach };
}

test('is a grid of twelve months whose cells say their day, with one stop for Tab', async () => {
  const { container } = wall();
  const rows = within(screen.getByRole('grid', { name: '2026年瞬间墙' })).getAllByRole('row');
  expect(rows).toHaveLength(13);
  expect(within(rows[2] as HTMLElement).getAllByRole('gridcell')).toHaveLength(28);
  expect(screen.getByRole('link', { name: '2026-11-22 filled' }).getAttribute('href')).toBe('/entries/2026-11-22');
  expect(screen.getByRole('gridcell', { name: '2026-11-21 gap' })).toBeTruthy();
  expect(container.querySelectorAll('[tabindex="0"]')).toHaveLength(1);
  await userEvent.tab();
  expect(document.activeElement).toBe(screen.getByRole('link', { name: '2026-11-22 filled' }));
});

test('arrow keys walk from day to day and stop where the year ends', async () => {
  const { onReach } = wall();
  await userEvent.tab();
  await userEvent.keyboard('{ArrowRight}{ArrowDown}');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('2026-12-23 future');
  await userEvent.keyboard('{ArrowDown}{End}{ArrowRight}');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('2026-12-31 future');
  expect(onReach.mock.calls.map(([day]) => day)).toEqual(['2026-11-22', '2026-11-23', '2026-12-23', '2026-12-31']);
});

test('one month stands in weeks and is not left', async () => {
  wall('month');
  expect(screen.getAllByRole('row')).toHaveLength(7);
  expect(screen.getByRole('columnheader', { name: '星期日' })).toBeTruthy();
  await userEvent.tab();
  await userEvent.keyboard('{PageDown}{End}{ArrowRight}');
  expect(document.activeElement?.getAttribute('aria-label')).toBe('2026-11-30 future');
});

test('a picture stands on its own colour and is fetched when it comes into sight', () => {
  const { container } = wall();
  const [picture] = container.querySelectorAll('img');
  expect(picture?.getAttribute('loading')).toBe('lazy');
  expect((picture?.parentElement as HTMLElement).style.background).toMatch(/^rgb\(/);
});
