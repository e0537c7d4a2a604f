import { type Canvas } from './canvas.js';
import { mix } from './colour.js';
import { type SceneDefinition } from './definition.js';
import { limb, round, round2, type Point } from './shapes.js';

const harbour = (c: Canvas, sunX: number) => {
  const p = c.palette;
  c.sky();
  c.add(c.glow(sunX, 400, 560, p.glow, 0.9), c.circle(sunX, 410, 50, mix(p.sun, '#ffffff', 0.2)));
  for (let i = 0; i < 7; i++)
    c.add(
      c.soft(c.range(0, 1200), c.range(120, 360), c.range(120, 300), c.range(5, 14), mix(p.glow, p.sun, 0.4), 0.4, 9),
    );
  c.add(
    `<g opacity=".8">${c.path(`M0 440Q160 ${round(c.range(380, 420))} 340 432T720 420T1200 436V470H0Z`, mix(p.far, p.glow, 0.25))}</g>`,
  );
  c.add(
    c.rect(
      0,
      448,
      1200,
      120,
      c.linear(
        [
          [0, mix(p.glow, p.far, 0.2)],
          [1, mix(p.mid, p.far, 0.5)],
        ],
        0,
        448,
        0,
        568,
      ),
    ),
  );
  let glints = '';
  for (let i = 0; i < 40; i++) {
    const y = c.range(452, 540);
    glints += c.rect(
      sunX + c.range(-1, 1) * (40 + (y - 448) * 1.4),
      y,
      c.range(16, 70),
      2.2,
      p.sun,
      `fill-opacity="${round2(c.range(0.3, 0.9))}"`,
    );
  }
  c.add(glints);
  c.add(
    gantry(700, 0.9, mix(p.mid, p.far, 0.5)),
    gantry(870, 1.1, mix(p.mid, p.near, 0.3)),
    gantry(1090, 1.35, mix(p.near, p.accents[0], 0.25)),
  );
};

const gantry = (x: number, s: number, colour: string): string => {
  const X = (dx: number) => round(x + dx * s);
  const Y = (dy: number) => round(560 - dy * s);
  return `<path d="M${X(0)} 560V${Y(210)}M${X(70)} 560V${Y(210)}M${X(-150)} ${Y(150)}H${X(120)}M${X(36)} ${Y(250)}L${X(-150)} ${Y(150)}M${X(36)} ${Y(250)}L${X(120)} ${Y(150)}M${X(0)} ${Y(210)}L${X(36)} ${Y(250)}L${X(70)} ${Y(210)}Z" fill="none" stroke="${colour}" stroke-width="${round(9 * s)}" stroke-linejoin="round"/>`;
};

/** A ship under its load, and rows of boxes on the quay that grow towards the eye. */
const containers = (c: Canvas) => {
  const p = c.palette;
  const colours = [
    p.accents[0],
    p.accents[1],
    p.accents[2],
    mix(p.accents[2], p.near, 0.5),
    mix(p.accents[0], p.near, 0.4),
    '#8f9aa0',
    '#5b7f5a',
  ];
  c.add(c.path('M60 566H560L530 606H110Z', mix(p.near, p.mid, 0.4)));
  let load = '';
  for (let r = 0; r < 4; r++)
    for (let x = 100 + r * 12; x < 540 - r * 30; x += 42)
      if (c.random() < 0.9 - r * 0.16) load += c.rect(x, 566 - (r + 1) * 18, 40, 17, mix(c.pick(colours), p.mid, 0.35));
  c.add(load);
  for (let row = 0; row < 5; row++) {
    const y = 610 + row * row * 11 + row * 16;
    const height = 20 + row * 9;
    const width = 60 + row * 30;
    let boxes = '';
    let x = -c.range(0, 60);
    while (x < 1200) {
      const stack = Math.floor(c.range(1, 3.6));
      for (let k = 0; k < stack; k++) {
        const top = y - (k + 1) * height;
        boxes +=
          c.rect(x, top, width, height - 1.5, mix(c.pick(colours), p.dark, 0.18 + (4 - row) * 0.06)) +
          c.rect(x, top, width, height * 0.14, p.glow, 'fill-opacity=".55"');
        if (row > 1)
          for (let rib = 8; rib < width; rib += 9)
            boxes += c.rect(x + rib, top + 4, 1.6, height - 8, p.dark, 'fill-opacity=".28"');
      }
      x += width + (c.random() < 0.25 ? c.range(20, 60) : 2);
    }
    c.add(boxes);
  }
  c.add(
    c.rect(
      0,
      560,
      1200,
      240,
      c.linear(
        [
          [0, p.glow, 0.22],
          [1, p.dark, 0.35],
        ],
        0,
        560,
        0,
        800,
      ),
    ),
  );
};

const cab = (c: Canvas) => {
  const p = c.palette;
  const rim = mix(p.glow, p.sun, 0.35);
  const bar = (points: readonly Point[]) => c.polygon(points, p.dark);
  c.add(
    bar([
      [0, 0],
      [1200, 0],
      [1200, 62],
      [0, 44],
    ]),
    bar([
      [0, 0],
      [46, 0],
      [86, 800],
      [0, 800],
    ]),
    bar([
      [606, 50],
      [628, 50],
      [650, 720],
      [622, 720],
    ]),
    bar([
      [0, 700],
      [700, 690],
      [1200, 720],
      [1200, 800],
      [0, 800],
    ]),
    bar([
      [1150, 40],
      [1200, 40],
      [1200, 800],
      [1128, 800],
    ]),
  );
  c.add(
    `<path d="M46 44L82 700M606 52L622 700M84 700L622 690" stroke="${rim}" stroke-width="3" fill="none" stroke-opacity=".7"/>`,
  );
};

/** The operator from behind, looking over the harbour. */
const operator = (c: Canvas) => {
  const p = c.palette;
  const rim = mix(p.glow, p.sun, 0.35);
  const lit = (base: string) =>
    c.linear(
      [
        [0, mix(base, rim, 0.75)],
        [0.2, mix(base, p.accents[0], 0.15)],
        [1, mix(base, p.dark, 0.6)],
      ],
      800,
      0,
      1130,
      0,
    );
  const coat = mix(p.accents[2], p.near, 0.3);
  c.add(c.path('M1010 800V560Q1012 470 1090 470Q1160 470 1170 560V800Z', mix(p.dark, p.near, 0.5)));
  c.add(c.path('M800 800C796 660 812 560 862 520C900 492 962 486 1010 506C1072 530 1112 600 1120 800Z', lit(coat)));
  c.add(
    c.path(limb([872, 580], [792, 690], 50, 38), lit(mix(coat, '#000000', 0.1))),
    c.path(limb([792, 690], [690, 706], 36, 26), lit(coat)),
    c.path(limb([688, 706], [668, 700], 26, 22), lit(p.skin)),
    c.line(664, 706, 658, 640, p.dark, 16, 'stroke-linecap="round"'),
    c.circle(657, 640, 17, p.dark),
  );
  c.add(c.path('M846 548L1100 640L1100 690L842 600Z', mix(p.accents[1], p.sun, 0.2), 'fill-opacity=".85"'));
  c.add(c.path(limb([945, 520], [930, 450], 40, 38), lit(mix(p.skin, p.dark, 0.3))));
  c.add(
    c.path(
      'M872 412C866 366 892 336 942 336C992 338 1014 376 1008 420C1004 462 980 488 940 486C910 486 886 474 880 452L866 440Q864 428 872 412Z',
      lit(p.skin),
    ),
  );
  c.add(
    c.path(
      'M850 396C842 318 900 272 958 276C1018 282 1042 330 1036 392C990 384 930 384 876 396L836 408Q832 400 850 396Z',
      lit(p.accents[1]),
    ),
    `<path d="M852 390C850 326 900 280 950 278" stroke="${p.sun}" stroke-width="5" fill="none" stroke-opacity=".9"/>`,
  );
  c.add(
    `<path d="M992 400C996 440 988 470 964 488" stroke="${p.dark}" stroke-width="8" fill="none"/>`,
    c.ellipse(992, 424, 20, 26, p.dark),
  );
  c.add(
    `<path d="M880 508C850 524 822 560 808 620" stroke="${rim}" stroke-width="5" fill="none" stroke-opacity=".9"/>`,
  );
  c.add(c.path('M180 800L230 706H420L450 800Z', mix(p.dark, p.near, 0.5)));
  const lamps = [p.accents[1], '#5fc08a', p.accents[0]];
  for (let i = 0; i < 6; i++) c.add(c.circle(252 + i * 30, 736, 6, lamps[i % 3] ?? p.sun, 'fill-opacity=".95"'));
};

export const crane: SceneDefinition = {
  title: '塔台',
  palette: 'dusk',
  draw(c) {
    const sunX = c.range(260, 480);
    c.subject = [860, 480];
    harbour(c, sunX);
    containers(c);
    cab(c);
    operator(c);
    c.add(c.glow(sunX, 410, 520, c.palette.glow, 0.35));
  },
};
