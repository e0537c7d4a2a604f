import { type Canvas } from './canvas.js';
import { mix } from './colour.js';
import { type SceneDefinition } from './definition.js';
import { person, type PersonOptions } from './figures.js';
import { puff } from './scenery.js';
import { round } from './shapes.js';

const VANISH_Y = 430;
const RINGS = 13;

/** Rings of concrete segments that close towards the light. */
const lining = (c: Canvas, x: number) => {
  const p = c.palette;
  const radius = (i: number) => 70 + (i / RINGS) ** 1.9 * 830;
  c.add(c.rect(0, 0, 1200, 800, p.dark));
  for (let i = RINGS; i >= 0; i--) {
    const nearness = (i / RINGS) ** 1.9;
    const r = radius(i);
    const colour = mix(mix(p.near, p.mid, 0.4), mix(p.glow, p.sun, 0.35), (1 - i / RINGS) ** 1.5 * 0.9);
    c.add(c.circle(x, VANISH_Y, r, i % 2 ? colour : mix(colour, p.dark, 0.22)));
    let joints = '';
    if (i > 1)
      for (let j = 0; j < 10; j++) {
        const angle = (j / 10) * 6.283 + (i % 2) * 0.31;
        const inner = radius(i - 1);
        joints += `M${round(x + Math.cos(angle) * inner)} ${round(VANISH_Y + Math.sin(angle) * inner)}L${round(x + Math.cos(angle) * r)} ${round(VANISH_Y + Math.sin(angle) * r)}`;
      }
    c.add(
      `<path d="${joints}" stroke="${p.dark}" stroke-width="${round(1 + nearness * 4)}" stroke-opacity=".45"/><circle cx="${round(x)}" cy="${VANISH_Y}" r="${round(r)}" fill="none" stroke="${mix(colour, p.sun, 0.35)}" stroke-width="${round(1 + nearness * 3)}" stroke-opacity=".5"/>`,
    );
  }
  c.add(c.soft(x, VANISH_Y, 74, 74, mix(p.sun, '#ffffff', 0.4), 1, 6), c.glow(x, VANISH_Y, 520, p.glow, 0.95));
  for (let i = 0; i < 7; i++)
    for (const side of [-1, 1]) {
      const nearness = ((i + 1) / 8) ** 1.9;
      const lampX = x + side * nearness * 560;
      const lampY = VANISH_Y - nearness * 420;
      const size = 4 + nearness * 26;
      c.add(c.ellipse(lampX, lampY, size, size * 0.42, '#fffbe8'), c.glow(lampX, lampY, size * 7, p.sun, 0.4));
    }
};

const track = (c: Canvas, x: number) => {
  const p = c.palette;
  const y = VANISH_Y;
  c.add(
    c.polygon(
      [
        [x - 50, y + 54],
        [x + 50, y + 54],
        [1000, 810],
        [180, 810],
      ],
      c.linear(
        [
          [0, mix(p.glow, p.sun, 0.5)],
          [0.3, mix(p.mid, p.glow, 0.45)],
          [1, mix(p.near, p.dark, 0.4)],
        ],
        0,
        y + 50,
        0,
        800,
      ),
    ),
  );
  for (let i = 0; i < 16; i++) {
    const nearness = (i / 15) ** 2.1;
    const width = 40 + nearness * 380;
    c.add(
      c.rect(
        x - width / 2 - 8 + (590 - x) * nearness,
        y + 60 + nearness * 350,
        width + 16,
        3 + nearness * 20,
        p.dark,
        'fill-opacity=".62"',
      ),
    );
  }
  for (const side of [-1, 1])
    c.add(
      c.polygon(
        [
          [x + side * 12, y + 56],
          [x + side * 15, y + 56],
          [590 + side * 196, 810],
          [590 + side * 172, 810],
        ],
        c.linear(
          [
            [0, p.sun],
            [1, mix(p.glow, p.dark, 0.35)],
          ],
          0,
          y,
          0,
          800,
        ),
      ),
    );
};

export const tunnel: SceneDefinition = {
  title: '掘进',
  palette: 'night',
  draw(c) {
    const p = c.palette;
    const x = c.range(560, 650);
    c.subject = [x, 500];
    lining(c, x);
    track(c, x);
    const rim = mix(p.sun, p.glow, 0.25);
    const worker = (o: Partial<PersonOptions> & Pick<PersonOptions, 'x' | 'y' | 'scale'>) =>
      person(c, {
        rim,
        rimX: -1.4,
        rimY: -1.8,
        hatColour: p.accents[1],
        coat: mix(p.accents[0], p.near, 0.3),
        legs: mix(p.near, p.accents[2], 0.3),
        vest: p.sun,
        skin: mix(p.skin, p.dark, 0.35),
        ...o,
      });
    const far =
      person(c, {
        x: x - 70,
        y: 560,
        scale: 1.05,
        pose: 'walk',
        coat: mix(p.near, p.glow, 0.2),
        hatColour: p.accents[1],
        rim,
      }) +
      person(c, {
        x: x + 60,
        y: 570,
        scale: 1.15,
        pose: 'stand',
        coat: mix(p.near, p.glow, 0.15),
        hatColour: p.accents[1],
        rim,
      });
    c.add(`<g${c.blur(2)}>${far}</g>`);
    const left = { x: x - c.range(170, 215), y: 735, scale: 3.5 };
    const right = { x: x + c.range(140, 190), y: 762, scale: 3.9 };
    for (const { x: feet, y } of [left, right]) {
      const away = feet < x;
      c.add(
        c.polygon(
          [
            [feet - 26, y],
            [feet + 40, y],
            [feet + (away ? -90 : 190), 812],
            [feet + (away ? -200 : 90), 812],
          ],
          p.dark,
          `fill-opacity=".6"${c.blur(4)}`,
        ),
      );
    }
    c.add(
      worker({ ...left, pose: 'walk', rimX: 1.8 }),
      worker({ ...right, pose: 'point', flip: true, coat: mix(p.accents[2], p.near, 0.3), hatColour: p.white }),
    );
    for (const [lampX, lampY] of [
      [left.x + 22, left.y - left.scale * 97],
      [right.x - 22, right.y - right.scale * 97],
    ] as const)
      c.add(c.circle(lampX, lampY, 6, '#ffffff'), c.glow(lampX, lampY, 110, p.sun, 0.85));
    for (let i = 0; i < 5; i++)
      c.add(puff(c, c.range(200, 1000), c.range(500, 760), c.range(100, 200), mix(p.glow, p.sun, 0.4), 0.08, 28));
  },
};
