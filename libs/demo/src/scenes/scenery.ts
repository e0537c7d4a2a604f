import { type Canvas } from './canvas.js';
import { round, round2 } from './shapes.js';

/** A skyline from edge to edge that stands on `base`; with `windows` some are lit. */
export const city = (
  c: Canvas,
  base: number,
  lowest: number,
  highest: number,
  colour: string,
  blur: number,
  windows = false,
): string => {
  let outline = '';
  let lit = '';
  let x = -20;
  while (x < 1220) {
    const width = c.range(34, 100);
    const height = c.range(lowest, highest);
    outline += `M${round(x)} ${base}V${round(base - height)}H${round(x + width)}V${base}Z`;
    if (c.random() < 0.25) {
      const mast = x + width * 0.4;
      outline += `M${round(mast)} ${round(base - height)}V${round(base - height - 30)}H${round(mast + 4)}V${round(base - height)}Z`;
    }
    if (windows)
      for (let i = 0; i < 7; i++)
        if (c.random() < 0.5)
          lit += c.rect(
            x + 6 + c.range(0, width - 16),
            base - height + 10 + c.range(0, height - 20),
            5,
            7,
            c.palette.glow,
            `fill-opacity="${round(c.range(0.2, 0.8))}"`,
          );
    x += width + c.range(-4, 22);
  }
  return `<g${blur ? c.blur(blur) : ''}>${c.path(outline, colour)}${lit}</g>`;
};

/** A tower crane as a lattice of lines; `s` scales its jib and its lines, not its height. */
export const towerCrane = (c: Canvas, x: number, base: number, height: number, s: number, colour: string): string => {
  const top = base - height;
  const jib = 210 * s;
  const tail = 70 * s;
  const half = 9 * s;
  const hook = x + jib * 0.6;
  let d = '';
  for (let y = base; y > top; y -= 18 * s)
    d += `M${round(x - half)} ${round(y)}L${round(x + half)} ${round(y - 18 * s)}L${round(x - half)} ${round(y - 18 * s)}`;
  for (let i = 0; i < jib; i += 16 * s)
    d += `M${round(x + i)} ${round(top)}L${round(x + i + 8 * s)} ${round(top - 11 * s)}L${round(x + i + 16 * s)} ${round(top)}`;
  d += `M${round(x - half)} ${round(base)}V${round(top)}M${round(x + half)} ${round(base)}V${round(top)}`;
  d += `M${round(x - tail)} ${round(top)}H${round(x + jib)}M${round(x)} ${round(top - 11 * s)}H${round(x + jib * 0.96)}`;
  d += `M${round(x)} ${round(top - 46 * s)}L${round(x + jib * 0.7)} ${round(top - 11 * s)}`;
  d += `M${round(x)} ${round(top - 46 * s)}L${round(x - tail)} ${round(top)}M${round(x)} ${round(top - 46 * s)}V${round(top)}`;
  d += `M${round(hook)} ${round(top)}V${round(top + 120 * s)}`;
  return (
    `<path d="${d}" stroke="${colour}" stroke-width="${round(2.4 * s)}" fill="none"/>` +
    c.rect(x - tail, top, 26 * s, 22 * s, colour) +
    c.rect(x + 2, top + 2, 16 * s, 22 * s, colour) +
    c.rect(hook - 10 * s, top + 120 * s, 20 * s, 9 * s, colour)
  );
};

/** A soft cloud: of steam, smoke, dust or weather. */
export const puff = (c: Canvas, x: number, y: number, r: number, colour: string, opacity: number, blur = 18): string =>
  c.soft(x, y, r, r * c.range(0.6, 0.9), colour, opacity, blur);

export interface BokehArea {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Far lamps out of focus. */
export const bokeh = (
  c: Canvas,
  count: number,
  area: BokehArea,
  [smallest, largest]: readonly [number, number],
  colours: readonly string[],
  opacity = 0.5,
): string => {
  let lamps = '';
  for (let i = 0; i < count; i++) {
    const colour = c.pick(colours);
    const r = c.range(smallest, largest);
    const x = c.range(area.left, area.right);
    const y = c.range(area.top, area.bottom);
    const strength = round2(c.range(opacity * 0.35, opacity));
    lamps +=
      c.soft(x, y, r, r, colour, strength, 1.6) +
      c.circle(x, y, r, 'none', `stroke="${colour}" stroke-opacity="${round2(strength / 2)}" stroke-width="1.5"`);
  }
  return `<g style="mix-blend-mode:screen">${lamps}</g>`;
};
