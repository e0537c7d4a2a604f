/** Between two `#rrggbb` colours: 0 gives the first, 1 the second. */
export const mix = (a: string, b: string, share: number): string => {
  const channel = (hex: string, at: number) => parseInt(hex.slice(at, at + 2), 16);
  return `#${[1, 3, 5]
    .map((at) => {
      const from = channel(a, at);
      return Math.round(from + (channel(b, at) - from) * share)
        .toString(16)
        .padStart(2, '0');
    })
    .join('')}`;
};
