import { gridShape } from './grid-shape.js';

describe('the shape of a screen', () => {
  it('is three by three on the usual tablets, photos as high as the rows allow', () => {
    const small = gridShape(9, 1008, 624);
    expect(small).toMatchObject({ columns: 3, fits: true });
    expect(small.cell.height).toBe(201);
    expect(small.cell.width).toBe(329);
    expect(gridShape(9, 1264, 656)).toMatchObject({ columns: 3, fits: true });
  });

  it('sets a pair side by side, and one above the other on a phone', () => {
    expect(gridShape(2, 1008, 624).columns).toBe(2);
    expect(gridShape(2, 374, 620)).toMatchObject({ columns: 1, fits: true });
  });

  it('keeps every size of a grid in sight on a tablet', () => {
    for (let count = 2; count <= 12; count++) {
      const { columns, cell, fits } = gridShape(count, 1008, 624);
      const rows = Math.ceil(count / columns);
      expect(fits).toBe(true);
      expect(columns * cell.width + (columns - 1) * 10).toBeLessThanOrEqual(1008);
      expect(rows * cell.height + (rows - 1) * 10).toBeLessThanOrEqual(624);
    }
  });

  it('shows a part of the next row where the wall scrolls, so that nobody takes it for the end', () => {
    for (const [count, width, height] of [
      [40, 1008, 624],
      [60, 1264, 656],
      [30, 1008, 560],
      [9, 374, 620],
    ] as const) {
      const { cell } = gridShape(count, width, height);
      const peek = ((height + 10) / (cell.height + 10)) % 1;
      expect(peek).toBeGreaterThan(0.2);
      expect(peek).toBeLessThan(0.85);
    }
  });

  it('scrolls where photos would be too small to judge', () => {
    expect(gridShape(40, 1008, 624)).toMatchObject({ columns: 3, fits: false });
    expect(gridShape(60, 1264, 656)).toMatchObject({ columns: 4, fits: false });
    expect(gridShape(9, 374, 620)).toMatchObject({ columns: 1, fits: false });
  });
});
