/**
 * Copeland's figure of each entry: how many others it beats by a majority minus how many beat it (Copeland 1951).
 * `before` as from `pairwisePreferences`.
 */
export const copelandFigures = (n: number, before: Float64Array): Float64Array => {
  const figures = new Float64Array(n);
  for (let i = 0; i < n; i += 1) {
    let figure = 0;
    for (let j = 0; j < n; j += 1) figure += Math.sign((before[i * n + j] as number) - (before[j * n + i] as number));
    figures[i] = figure;
  }
  return figures;
};
