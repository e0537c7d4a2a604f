import { fromLocal, toLocal } from './local-time.js';

it('reads and shows Shanghai’s wall clock whatever the machine’s own zone', () => {
  expect(fromLocal('2026-11-01T00:00')).toBe('2026-10-31T16:00:00.000Z');
  expect(toLocal('2026-10-31T16:00:00.000Z')).toBe('2026-11-01T00:00');
});
