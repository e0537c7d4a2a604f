import { round } from './shapes.js';

/**
 * 示例 as strokes on a grid of 24 × 24 a character: the machine that turns a picture into pixels may have no Chinese
 * font, and a drawn picture must never pass for a photograph.
 */
const STROKES = [
  'M6.5 4.5H17.5M3 9.5H21M12 9.5V20Q12 21.8 9.2 20.8M7.6 13Q6.2 16.2 3.2 18.6M16.4 13Q18.6 15.4 20.8 18.6',
  'M6.6 2.8Q5.2 7.2 2.4 10.8M4.9 7.5V21.6M8.6 5H16M11.8 5Q10.9 10 8.2 13.2M10.6 9H15.2Q14.4 15.8 9.2 20.8M10.6 12.6L12.6 14.8M18.2 6.2V16M21.6 3.4V19.6Q21.6 21.6 18.9 20.9',
];

export interface LabelPlace {
  /** Lower left corner of the picture. */
  x: number;
  y: number;
  /** Height of the characters. */
  size: number;
}

/** A dark tab with 示例 in white, standing in the lower left corner. */
export const sampleLabel = ({ x, y, size }: LabelPlace): string => {
  const unit = size / 24;
  const pad = size * 0.34;
  const width = size * 2 + pad * 2.4;
  const height = size + pad * 2;
  const left = x + size * 0.6;
  const top = y - height - size * 0.6;
  const characters = STROKES.map(
    (d, i) =>
      `<path d="${d}" transform="translate(${round(left + pad + i * (size + pad * 0.4))} ${round(top + pad)}) scale(${round(unit * 1000) / 1000})"/>`,
  ).join('');
  return (
    `<g><rect x="${round(left)}" y="${round(top)}" width="${round(width)}" height="${round(height)}" fill="#0a0e14" fill-opacity=".62"/>` +
    `<g fill="none" stroke="#ffffff" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${characters}</g></g>`
  );
};
