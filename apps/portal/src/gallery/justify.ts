/** What a row needs of a picture. */
export interface Sized {
  width: number;
  height: number;
}

export interface Row<T> {
  items: T[];
  /** Pixels. */
  height: number;
  /** Widths of the items in pixels; with the gaps they fill the row. */
  widths: number[];
}

/**
 * Rows of whole pictures, each as wide as the page: fills a row until it would be lower than `target`, then scales it to
 * fit. The last row keeps the target height. Panoramas count as at most 3 : 1 and towers as at least 1 : 2.
 */
export function justify<T>(
  items: readonly T[],
  sizeOf: (item: T) => Sized,
  width: number,
  target: number,
  gap: number,
): Row<T>[] {
  const rows: Row<T>[] = [];
  let row: T[] = [];
  let aspect = 0;
  const close = (height: number) => {
    const widths = row.map((item) => aspectOf(sizeOf(item)) * height);
    rows.push({ items: row, height, widths });
    row = [];
    aspect = 0;
  };
  for (const item of items) {
    row.push(item);
    aspect += aspectOf(sizeOf(item));
    const height = (width - gap * (row.length - 1)) / aspect;
    if (height <= target * 1.15) close(height);
  }
  if (row.length > 0) close(Math.min(target, (width - gap * (row.length - 1)) / aspect));
  return rows;
}

const aspectOf = ({ width, height }: Sized): number => Math.min(3, Math.max(0.5, width / height));
