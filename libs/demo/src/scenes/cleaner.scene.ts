import { type Canvas } from './canvas.js';
import { mix } from './colour.js';
import { type SceneDefinition } from './definition.js';
import { person } from './figures.js';
import { city } from './scenery.js';
import { round, round2, type Point } from './shapes.js';

/** Height of the vanishing point. */
const VANISH_Y = 420;

const avenue = (c: Canvas, x: number) => {
  const p = c.palette;
  const y = VANISH_Y;
  c.sky();
  c.add(
    c.glow(x, y - 20, 620, p.glow, 1),
    c.soft(x, y - 30, 58, 58, mix(p.sun, '#ffffff', 0.4), 1, 5),
    `<g opacity=".6">${city(c, y + 30, 40, 170, mix(p.far, p.sky[2], 0.4), 4)}</g>`,
  );
  c.add(
    c.polygon(
      [
        [x - 26, y + 6],
        [x + 26, y + 6],
        [1420, 800],
        [-220, 800],
      ],
      c.linear(
        [
          [0, mix(p.glow, p.sun, 0.4)],
          [0.3, mix(p.mid, p.glow, 0.28)],
          [1, mix(p.near, p.mid, 0.3)],
        ],
        0,
        y,
        0,
        800,
      ),
    ),
    c.polygon(
      [
        [x - 26, y + 6],
        [-220, 800],
        [-10, 800],
        [-10, y + 40],
        [x - 60, y + 6],
      ],
      mix(p.mid, p.near, 0.3),
    ),
    c.polygon(
      [
        [x + 26, y + 6],
        [1420, 800],
        [1220, 800],
        [1220, y + 40],
        [x + 60, y + 6],
      ],
      mix(p.mid, p.near, 0.4),
    ),
  );
  c.add(
    c.polygon(
      [
        [x - 20, y + 8],
        [x + 20, y + 8],
        [x + 210, 800],
        [x - 210, 800],
      ],
      c.linear(
        [
          [0, p.sun, 0.95],
          [0.5, p.sun, 0.34],
          [1, p.sun, 0.06],
        ],
        0,
        y,
        0,
        800,
      ),
      `style="mix-blend-mode:screen"${c.blur(10)}`,
    ),
  );
  const near = (t: number) => t ** 2.1;
  for (let i = 0; i < 7; i++) {
    const a = near(i / 7);
    const b = near(i / 7 + 0.07);
    c.add(
      c.polygon(
        [
          [x - 3 - a * 160, y + 8 + a * 392],
          [x + 1 - a * 156, y + 8 + a * 392],
          [x + 1 - b * 150, y + 8 + b * 392],
          [x - 3 - b * 158, y + 8 + b * 392],
        ],
        p.white,
        'fill-opacity=".55"',
      ),
    );
  }
};

/** One ginkgo of the row: `s` is its size, `nearness` runs from 0 far to 1 near, `side` is −1 left or 1 right. */
const tree = (
  c: Canvas,
  x: number,
  y: number,
  s: number,
  nearness: number,
  side: number,
  leaves: readonly string[],
): string => {
  const p = c.palette;
  const height = 330 * s;
  const bark = mix(mix(p.far, p.glow, 0.45), mix(p.dark, p.near, 0.4), Math.min(1, 0.12 + nearness * 1.4));
  let drawn = c.path(
    `M${round(x - 10 * s)} ${round(y)}C${round(x - 5 * s)} ${round(y - height * 0.4)} ${round(x - 8 * s)} ${round(y - height * 0.7)} ${round(x - side * 20 * s)} ${round(y - height * 1.15)}L${round(x + 10 * s)} ${round(y - height * 0.9)}C${round(x + 6 * s)} ${round(y - height * 0.5)} ${round(x + 8 * s)} ${round(y - height * 0.2)} ${round(x + 13 * s)} ${round(y)}Z`,
    bark,
  );
  drawn += `<path d="M${round(x)} ${round(y - height * 0.66)}q${round(-side * 50 * s)} ${round(-50 * s)} ${round(-side * 110 * s)} ${round(-110 * s)}M${round(x)} ${round(y - height * 0.8)}q${round(side * 40 * s)} ${round(-40 * s)} ${round(side * 90 * s)} ${round(-70 * s)}" stroke="${bark}" stroke-width="${round(7 * s)}" fill="none"/>`;
  const count = c.full ? 34 + Math.round(nearness * 210) : 14;
  const leaf = c.full ? Math.min(s, 0.42) : s;
  for (let j = 0; j < count; j++) {
    const angle = c.range(0, 6.28);
    const r = Math.sqrt(c.random()) * 165 * s;
    const lx = x - side * 16 * s + Math.cos(angle) * r * 1.15;
    const ly = y - height * 1.2 + Math.sin(angle) * r * 0.66;
    const colour = c.pick(leaves);
    drawn += c.ellipse(
      lx,
      ly,
      c.range(20, 46) * leaf,
      c.range(11, 24) * leaf,
      mix(mix(colour, p.glow, 0.3 * (1 - nearness)), p.dark, Math.min(0.72, nearness * 0.7 * c.range(0.3, 1.25))),
      `transform="rotate(${round(c.range(-50, 50))} ${round(lx)} ${round(ly)})" fill-opacity="${round2(c.range(0.6, 0.95))}"`,
    );
  }
  return drawn;
};

const sunbeams = (c: Canvas, x: number) => {
  const { sun } = c.palette;
  const y = VANISH_Y - 30;
  const fill = c.radial(
    [
      [0, sun, 0.6],
      [1, sun, 0],
    ],
    x,
    y,
    640,
  );
  let beams = '';
  for (let i = 0; i < 9; i++) {
    const angle = c.range(-2.9, -0.25);
    const half = c.range(0.025, 0.07);
    const end = (turn: number): Point => [x + Math.cos(turn) * 900, y + Math.sin(turn) * 900];
    beams += c.polygon([[x, y], end(angle - half), end(angle + half)], fill);
  }
  c.add(`<g style="mix-blend-mode:screen"${c.blur(6)}>${beams}</g>`);
};

const fallenLeaf = (
  c: Canvas,
  x: number,
  y: number,
  rx: number,
  ry: number,
  colour: string,
  turn: number,
  extra = '',
) =>
  c.ellipse(x, y, rx, ry, colour, `transform="rotate(${round(c.range(-turn, turn))} ${round(x)} ${round(y)})"${extra}`);

const sweeper = (c: Canvas, x: number, y: number, leaves: readonly string[]) => {
  const p = c.palette;
  c.add(
    c.polygon(
      [
        [x - 40, y],
        [x + 50, y],
        [x + 330, 810],
        [x + 170, 810],
      ],
      p.dark,
      `fill-opacity=".5"${c.blur(5)}`,
    ),
  );
  c.add(c.line(x - 60, y - 300, x - 175, y - 8, mix('#8a6a3c', p.dark, 0.25), 9, 'stroke-linecap="round"'));
  c.add(
    person(c, {
      x,
      y,
      scale: 4.1,
      pose: 'sweep',
      flip: true,
      coat: p.accents[0],
      legs: mix(p.accents[2], p.near, 0.45),
      hat: 'straw',
      hatColour: mix('#d9b36c', p.glow, 0.2),
      vest: mix(p.sun, '#ffffff', 0.4),
      rim: mix(p.sun, p.glow, 0.25),
      rimX: -2,
      rimY: -1.2,
      skin: mix(p.skin, p.dark, 0.12),
    }),
  );
  let broom = '';
  for (let i = 0; i < 30; i++)
    broom += `M${round(x - 168 + c.range(-4, 4))} ${y - 26}q${round(c.range(-30, 10))} 20 ${round(c.range(-92, 34))} ${round(c.range(34, 48))}`;
  c.add(`<path d="${broom}" stroke="${mix('#b98c46', p.dark, 0.2)}" stroke-width="3.4" fill="none"/>`);
  for (let i = 0; i < 46; i++) {
    const lx = x - 290 + c.range(-90, 90) * c.range(0.3, 1);
    const ly = y + 26 - Math.abs(c.range(-1, 1)) * 26;
    c.add(fallenLeaf(c, lx, ly, c.range(7, 13), c.range(3, 6), c.pick(leaves), 60));
  }
  c.add(c.soft(x - 190, y + 4, 150, 22, mix(p.sun, p.glow, 0.4), 0.32, 7));
};

export const cleaner: SceneDefinition = {
  title: '清晨',
  palette: 'dawn',
  draw(c) {
    const p = c.palette;
    const x = c.range(420, 640);
    avenue(c, x);
    const leaves = [
      p.accents[1],
      p.accents[0],
      mix(p.accents[1], p.glow, 0.5),
      mix('#7c8b3c', p.mid, 0.3),
      mix(p.accents[0], p.dark, 0.35),
    ];
    // Far, middle and near rows, each in its own focus.
    for (const { rows, softness } of [
      { rows: [0, 1, 2], softness: 2 },
      { rows: [3, 4, 5], softness: 0 },
      { rows: [6], softness: 4 },
    ]) {
      let trees = '';
      for (const i of rows)
        for (const side of [-1, 1]) {
          const nearness = (i / 6) ** 1.9;
          const foot = { x: x + side * (66 + nearness * 640), y: VANISH_Y + 14 + nearness * 260 };
          trees += tree(c, foot.x, foot.y, 0.16 + nearness * 1.25, nearness, side, leaves);
        }
      c.add(`<g${softness ? c.blur(softness) : ''}>${trees}</g>`);
    }
    sunbeams(c, x);
    for (let i = 0; i < (c.full ? 120 : 30); i++) {
      const t = c.random() ** 0.6;
      const y = VANISH_Y + 60 + t * 330;
      const lx = c.range(0, 1200);
      const size = 2 + t * 9;
      c.add(
        fallenLeaf(
          c,
          lx,
          y,
          size,
          size * 0.42,
          mix(c.pick(leaves), p.dark, c.range(0, 0.35)),
          40,
          ' fill-opacity=".9"',
        ),
      );
    }
    const sweeperX = x + c.range(210, 260);
    c.subject = [sweeperX - 80, 480];
    sweeper(c, sweeperX, 712, leaves);
    c.add(c.glow(x, VANISH_Y - 20, 470, p.glow, 0.55));
  },
};
