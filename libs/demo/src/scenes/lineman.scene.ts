import { type Canvas } from './canvas.js';
import { mix } from './colour.js';
import { type SceneDefinition } from './definition.js';
import { person, type PersonOptions } from './figures.js';
import { puff } from './scenery.js';
import { round } from './shapes.js';

const CROSSARMS = [
  { y: 120, reach: 200 },
  { y: 240, reach: 250 },
  { y: 360, reach: 200 },
] as const;

const mountains = (c: Canvas, sunX: number) => {
  const p = c.palette;
  c.sky();
  c.add(c.glow(sunX, 470, 640, p.glow, 0.85), c.circle(sunX, 476, 44, mix(p.sun, '#ffffff', 0.3)));
  for (let i = 0; i < 11; i++)
    c.add(puff(c, c.range(0, 1200), c.range(40, 340), c.range(60, 190), mix(p.sun, p.sky[1], 0.35), 0.24, 26));
  for (let i = 0; i < 5; i++) {
    const base = 560 + i * 52;
    const colour = mix(mix(p.far, p.sky[2], 0.55), p.near, i / 4);
    let ridge = `M0 ${base}`;
    for (let x = 0; x <= 1200; x += 60)
      ridge += `L${x} ${round(base - 74 * (1 - i * 0.1) * Math.abs(Math.sin(x / (170 + i * 40) + i * 1.9 + sunX)) - c.range(0, 14))}`;
    c.add(
      c.path(
        `${ridge}V800H0Z`,
        c.linear(
          [
            [0, colour],
            [1, mix(colour, p.sun, 0.34)],
          ],
          0,
          base - 80,
          0,
          base + 70,
        ),
      ),
    );
  }
};

/** A lattice tower from above the picture's edge to below it, with three pairs of arms. */
const pylon = (c: Canvas, x: number, steel: string, rim: string) => {
  const levels = [0, 90, 170, 240, 330, 430, 550, 690, 850];
  const half = (y: number) => 18 + Math.max(0, y - 200) * 0.16;
  let d = '';
  levels.slice(1).forEach((y, i) => {
    const above = levels[i] ?? 0;
    const a = half(above);
    const b = half(y);
    d += `M${round(x - a)} ${above}L${round(x - b)} ${y}M${round(x + a)} ${above}L${round(x + b)} ${y}M${round(x - a)} ${above}L${round(x + b)} ${y}M${round(x + a)} ${above}L${round(x - b)} ${y}M${round(x - b)} ${y}H${round(x + b)}`;
  });
  for (const { y, reach } of CROSSARMS)
    for (const side of [-1, 1]) {
      d += `M${round(x + side * 18)} ${y - 26}L${round(x + side * reach)} ${y}L${round(x + side * 18)} ${y + 12}`;
      for (let k = 1; k < 5; k++)
        d += `M${round(x + side * (18 + ((reach - 18) * k) / 5))} ${round(y - 26 + (26 * k) / 5)}L${round(x + side * (18 + ((reach - 18) * (k + 0.5)) / 5))} ${round(y + 12 - (12 * (k + 0.5)) / 5)}`;
    }
  c.add(
    `<path d="${d}" stroke="${steel}" stroke-width="6" fill="none" stroke-linecap="round"/><path d="${d}" stroke="${rim}" stroke-width="1.4" fill="none" stroke-opacity=".7" transform="translate(-2 -1.5)"/>`,
  );
};

const wires = (c: Canvas, x: number, steel: string, rim: string) => {
  let d = '';
  for (const { y, reach } of CROSSARMS)
    for (const side of [-1, 1]) {
      const end = x + side * reach;
      for (let k = 0; k < 5; k++) c.add(c.ellipse(end, y + 10 + k * 9, 8, 3.6, mix(steel, c.palette.accents[0], 0.3)));
      d +=
        side < 0
          ? `M${round(end)} ${y + 54}Q${round(end * 0.45)} ${y + 170} -20 ${y + 90}`
          : `M${round(end)} ${y + 54}Q1130 ${y + 110} 1230 ${y + 96}`;
    }
  c.add(
    `<path d="${d}" stroke="${steel}" stroke-width="3.4" fill="none"/><path d="${d}" stroke="${rim}" stroke-width="1" fill="none" stroke-opacity=".8" transform="translate(0 -1.6)"/>`,
  );
};

const birds = (c: Canvas, colour: string) => {
  for (let i = 0; i < 7; i++) {
    const x = c.range(40, 620);
    const y = c.range(60, 240);
    const s = c.range(6, 13);
    c.add(
      `<path d="M${round(x - s)} ${round(y - s * 0.3)}Q${round(x - s * 0.4)} ${round(y - s * 0.6)} ${round(x)} ${round(y)}Q${round(x + s * 0.4)} ${round(y - s * 0.6)} ${round(x + s)} ${round(y - s * 0.2)}" stroke="${colour}" stroke-width="2" fill="none" stroke-opacity=".7"/>`,
    );
  }
};

export const lineman: SceneDefinition = {
  title: '银线',
  palette: 'jade',
  draw(c) {
    const p = c.palette;
    const sunX = c.range(200, 420);
    const x = c.range(800, 860);
    c.subject = [x - 110, 330];
    mountains(c, sunX);
    const steel = mix(p.dark, p.near, 0.25);
    const rim = mix(p.sun, p.glow, 0.25);
    pylon(c, x, steel, rim);
    wires(c, x, steel, rim);
    const man = (o: PersonOptions) =>
      c.add(
        person(c, {
          rim,
          rimX: -2.2,
          rimY: -1.2,
          hatColour: p.accents[1],
          skin: mix(p.skin, p.dark, 0.25),
          legs: mix(p.near, p.accents[2], 0.35),
          vest: p.sun,
          ...o,
        }),
      );
    man({ x: x - 36, y: 352, scale: 2.05, pose: 'climb', coat: mix(p.accents[2], p.near, 0.25) });
    man({
      x: x - 150,
      y: 236,
      scale: 1.9,
      pose: 'kneel',
      flip: true,
      coat: mix(p.accents[0], p.near, 0.25),
      hatColour: p.white,
    });
    const onWire = c.range(280, 360);
    c.add(c.line(onWire, 412, onWire, 330, steel, 3));
    man({ x: onWire, y: 406, scale: 1.7, pose: 'reach', coat: mix(p.accents[0], p.near, 0.2) });
    if (c.full) birds(c, steel);
    c.add(c.glow(sunX, 470, 420, p.glow, 0.4));
  },
};
