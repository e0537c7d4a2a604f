import { render } from '@testing-library/react';
import axe from 'axe-core';
import { Gallery } from './Gallery.js';

// The canvas of a page under test draws nothing; the component must not mind.
beforeAll(() => {
  jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
});

test('every component in every state passes axe', async () => {
  const { container } = render(<Gallery />);
  // Colours are measured by the contrast test: there is no layout here to measure them on.
  const { violations } = await axe.run(container, { rules: { 'color-contrast': { enabled: false } } });
  expect(violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((n) => n.html) }))).toEqual([]);
  // Some hundred rules over some hundred elements: seconds on a busy machine.
}, 60_000);
