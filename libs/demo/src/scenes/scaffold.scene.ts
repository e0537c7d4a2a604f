import { type Canvas } from './canvas.js';
import { mix } from './colour.js';
import { type SceneDefinition } from './definition.js';
import { person, type PersonOptions } from './figures.js';
import { city, towerCrane } from './scenery.js';
import { round } from './shapes.js';

const morning = (c: Canvas, sunX: number, sunY: number) => {
  const p = c.palette;
  c.sky();
  c.add(c.glow(sunX, sunY, 620, p.glow, 0.9), c.soft(sunX, sunY, 92, 92, mix(p.sun, '#ffffff', 0.3), 1, 1.6));
  for (let i = 0; i < 5; i++) {
    const y = c.range(90, 330);
    c.add(c.soft(c.range(0, 1200), y, c.range(140, 320), c.range(6, 15), mix(p.sun, p.glow, 0.4), 0.35, 9));
  }
  c.add(
    `<g opacity=".75">${city(c, 650, 60, 190, mix(p.far, p.sky[2], 0.45), 2)}</g>`,
    towerCrane(c, c.range(120, 300), 640, 300, 1, mix(p.far, p.mid, 0.4)),
    towerCrane(c, c.range(880, 1010), 640, 240, 0.8, mix(p.far, p.mid, 0.25)),
  );
  c.add(
    c.rect(
      0,
      430,
      1200,
      240,
      c.linear(
        [
          [0, p.glow, 0],
          [1, mix(p.glow, p.sun, 0.3), 0.6],
        ],
        0,
        430,
        0,
        670,
      ),
    ),
  );
  c.add(
    city(c, 760, 60, 150, mix(p.mid, p.far, 0.35), 1),
    c.rect(
      0,
      560,
      1200,
      240,
      c.linear(
        [
          [0, p.glow, 0],
          [1, p.glow, 0.35],
        ],
        0,
        560,
        0,
        800,
      ),
    ),
  );
};

/** The green net that hangs before one end of the scaffold. */
const safetyNet = (c: Canvas, left: number, top: number) => {
  const p = c.palette;
  c.add(
    c.polygon(
      [
        [left, top],
        [1220, top],
        [1220, 820],
        [left, 820],
      ],
      mix(p.accents[2], p.near, 0.25),
      'fill-opacity=".34"',
    ),
  );
  if (!c.full) return;
  let mesh = '';
  for (let x = left; x < 1220; x += 14) mesh += `M${round(x)} 40V800`;
  for (let y = 40; y < 800; y += 14) mesh += `M${round(left)} ${y}H1220`;
  c.add(`<path d="${mesh}" stroke="${p.dark}" stroke-width="1" stroke-opacity=".2"/>`);
};

export const scaffold: SceneDefinition = {
  title: '日出',
  palette: 'dawn',
  draw(c) {
    const p = c.palette;
    const sunX = c.range(380, 760);
    const sunY = c.range(395, 450);
    const side = sunX < 570 ? -1 : 1;
    c.subject = [sunX, 440];
    morning(c, sunX, sunY);

    const steel = mix(p.near, p.dark, 0.35);
    const rim = mix(p.sun, p.glow, 0.35);
    /** A tube with a thin line of light on the side that faces the sun. */
    const tube = (x1: number, y1: number, x2: number, y2: number, width: number) => {
      const upright = x1 === x2;
      const dx = upright ? (x1 < sunX ? 1 : -1) * width * 0.32 : 0;
      const dy = upright ? 0 : -width * 0.32;
      return (
        c.line(x1, y1, x2, y2, steel, width, 'stroke-linecap="round"') +
        c.line(x1 + dx, y1 + dy, x2 + dx, y2 + dy, rim, width * 0.2, 'stroke-opacity=".75"')
      );
    };
    const plank = (y: number) =>
      c.rect(-10, y, 1220, 15, mix(steel, p.mid, 0.25)) +
      c.rect(-10, y, 1220, 2.5, rim, 'fill-opacity=".8"') +
      c.rect(-10, y + 15, 1220, 6, p.dark);
    const worker = (o: PersonOptions) =>
      c.add(
        person(c, {
          rim,
          rimX: o.x < sunX ? 2.2 : -2.2,
          rimY: -1.3,
          legs: mix(p.near, p.accents[2], 0.2),
          skin: mix(p.skin, p.dark, 0.35),
          ...o,
        }),
      );

    const first = c.range(-50, 10);
    const uprights = Array.from({ length: 8 }, (_, i) => first + i * 186);
    const upper = c.range(298, 316);
    const lower = c.range(556, 580);
    safetyNet(c, first + 5 * 186, upper - 250);
    for (const x of uprights.slice(0, 7)) c.add(c.line(x, lower, x + 186, upper + 14, steel, 5, 'stroke-opacity=".8"'));
    c.add(tube(-10, upper - 98, 1210, upper - 98, 8), tube(-10, lower - 104, 1210, lower - 104, 8));

    c.add(plank(upper));
    worker({
      x: sunX + side * 170,
      y: upper - 2,
      scale: 2.05,
      pose: 'point',
      flip: side > 0,
      coat: mix(p.near, p.accents[2], 0.45),
      hatColour: p.accents[1],
    });
    worker({
      x: sunX + side * 310,
      y: upper - 2,
      scale: 1.95,
      pose: 'stand',
      flip: side > 0,
      coat: mix(p.near, p.accents[0], 0.55),
      hatColour: p.accents[0],
      vest: p.sun,
    });
    c.add(plank(lower));
    const carrierX = sunX - side * 210;
    worker({
      x: carrierX,
      y: lower - 2,
      scale: 2.3,
      pose: 'carry',
      flip: side < 0,
      coat: mix(p.near, p.accents[0], 0.5),
      hatColour: p.accents[1],
      vest: p.sun,
    });
    c.add(tube(carrierX - 240, lower - 198, carrierX + 270, lower - 178, 9));
    worker({
      x: sunX + side * 40,
      y: lower - 2,
      scale: 2.35,
      pose: 'kneel',
      flip: side < 0,
      coat: mix(p.near, p.accents[2], 0.55),
      hatColour: p.white,
    });
    worker({
      x: sunX + side * 330,
      y: lower - 2,
      scale: 2.3,
      pose: 'reach',
      flip: side > 0,
      coat: mix(p.near, p.accents[2], 0.3),
      hatColour: p.accents[1],
    });

    for (const x of uprights) {
      c.add(tube(x, -10, x, 810, 13));
      for (const y of [upper - 98, upper + 8, lower - 104, lower + 8])
        c.add(c.rect(x - 10, y - 8, 20, 16, p.dark, 'rx="3"'));
    }
    c.add(
      c.rect(
        0,
        700,
        1200,
        100,
        c.linear(
          [
            [0, p.dark, 0],
            [1, p.dark, 0.7],
          ],
          0,
          660,
          0,
          800,
        ),
      ),
      c.glow(sunX, sunY, 420, p.glow, 0.5),
    );
  },
};
