import fc from 'fast-check';
import { type Sized, justify } from './justify.js';

const sizes = fc.array(
  fc.record({ width: fc.integer({ min: 100, max: 12000 }), height: fc.integer({ min: 100, max: 12000 }) }),
  { maxLength: 60 },
);
const rowsOf = (items: Sized[], width: number) => justify(items, (item) => item, width, 160, 4);

describe('justified rows', () => {
  it('keeps every picture, in order, and fills every row but the last', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 300, max: 1400 }), (items, width) => {
        const rows = rowsOf(items, width);
        expect(rows.flatMap((row) => row.items)).toEqual(items);
        for (const row of rows.slice(0, -1)) {
          expect(row.widths.reduce((sum, w) => sum + w, 0) + 4 * (row.items.length - 1)).toBeCloseTo(width, 3);
          expect(row.height).toBeLessThanOrEqual(160 * 1.15 + 1e-6);
        }
        for (const row of rows) for (const w of row.widths) expect(w).toBeLessThanOrEqual(width + 1e-6);
      }),
    );
  });

  it('puts two landscapes of 3 : 2 side by side on a phone', () => {
    const rows = rowsOf(
      [
        { width: 3000, height: 2000 },
        { width: 3000, height: 2000 },
      ],
      390,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.height).toBeCloseTo(128.67, 1);
  });
});
