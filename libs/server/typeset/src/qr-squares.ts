import encodeQR from 'qr';

export interface QrSquares {
  /** Modules a side, without a border. */
  side: number;
  /** Dark runs of each row: from which module, in which row, how many. A row's neighbours are joined: no seams in print. */
  runs: { from: number; row: number; length: number }[];
}

/** A QR code of `text`. Readers need a quiet zone of four modules around it. */
export function qrSquares(text: string): QrSquares {
  // The encoder wants a border.
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 1 })
    .slice(1, -1)
    .map((row) => row.slice(1, -1));
  const runs: QrSquares['runs'] = [];
  rows.forEach((row, r) => {
    for (let from = 0; from < row.length; from += 1) {
      if (!row[from]) continue;
      let to = from;
      while (row[to + 1]) to += 1;
      runs.push({ from, row: r, length: to - from + 1 });
      from = to;
    }
  });
  return { side: rows.length, runs };
}
