import { type Canvas } from './canvas.js';
import { mix } from './colour.js';
import { type SceneDefinition } from './definition.js';
import { limb, round, type Point } from './shapes.js';

const workshop = (c: Canvas) => {
  const p = c.palette;
  c.add(
    c.rect(
      0,
      0,
      1200,
      800,
      c.linear([
        [0, mix(p.mid, p.near, 0.3)],
        [0.6, mix(p.mid, p.sky[2], 0.35)],
        [1, p.near],
      ]),
    ),
  );
  let windows = '';
  for (let i = 0; i < 6; i++) {
    const x = -60 + i * 150 * (1 - i * 0.075);
    const width = 118 * (1 - i * 0.13);
    const top = 40 + i * 30;
    const bottom = 430 - i * 18;
    const glass = c.polygon(
      [
        [x, top],
        [x + width, top + 24],
        [x + width, bottom - 10],
        [x, bottom],
      ],
      mix(p.sun, p.sky[1], 0.12 + i * 0.05),
    );
    const bars =
      c.line(x + width / 2, top + 10, x + width / 2, bottom, p.mid, 5) +
      c.line(x, (top + bottom) / 2, x + width, (top + bottom) / 2, p.mid, 5);
    windows += glass + bars;
  }
  c.add(`<g${c.blur(3)}>${windows}</g>`);
  const sunlight = c.linear(
    [
      [0, p.sun, 0.42],
      [1, p.sun, 0],
    ],
    0,
    90,
    0,
    760,
  );
  let shafts = '';
  for (let i = 0; i < 4; i++) {
    const x = -80 + i * 190;
    shafts += c.polygon(
      [
        [x, 80],
        [x + 100, 90],
        [x + 640, 800],
        [x + 380, 800],
      ],
      sunlight,
    );
  }
  c.add(`<g style="mix-blend-mode:screen"${c.blur(10)}>${shafts}</g>`);
  let lamps = '';
  for (let i = 0; i < 6; i++) {
    const x = 1130 - i * 110;
    const y = 50 + i * 40;
    const width = 150 - i * 20;
    lamps += c.rect(x - width / 2, y, width, 12 - i, p.white, 'rx="4"') + c.line(x, 0, x, y, p.dark, 2);
  }
  c.add(`<g${c.blur(1.6)}>${lamps}</g>`, c.glow(1060, 80, 420, p.sun, 0.4));
};

interface Seamstress {
  x: number;
  /** Height of the table. */
  y: number;
  scale: number;
  hair: string;
  coat: string;
  apron: string;
  thread: string;
}

/** A woman at her machine, seated, facing left, in the light of the windows. */
const seamstress = (c: Canvas, { x, y, scale: s, hair, coat, apron, thread }: Seamstress): string => {
  const p = c.palette;
  const lit = (base: string) =>
    c.linear(
      [
        [0, mix(base, p.sun, 0.5)],
        [0.35, base],
        [1, mix(base, p.dark, 0.62)],
      ],
      x - 110 * s,
      0,
      x + 120 * s,
      0,
    );
  const q = (dx: number, dy: number) => `${round(x + dx * s)} ${round(y + dy * s)}`;
  const part = (a: Point, b: Point, ra: number, rb: number, fill: string) =>
    c.path(limb([x + a[0] * s, y + a[1] * s], [x + b[0] * s, y + b[1] * s], ra * s, rb * s), fill);
  const trousers = mix(p.near, p.dark, 0.25);
  const shin = (share: number, from: number, to: number) =>
    c.linear(
      [
        [0, mix(p.near, p.sun, share)],
        [1, trousers],
      ],
      x + from * s,
      0,
      x + to * s,
      0,
    );
  const legs =
    c.rect(x + 16 * s, y + 92 * s, 104 * s, 13 * s, trousers) +
    c.rect(x + 28 * s, y + 100 * s, 9 * s, 130 * s, trousers) +
    c.rect(x + 98 * s, y + 100 * s, 9 * s, 130 * s, trousers) +
    part([72, 66], [-34, 84], 34, 27, shin(0.22, -60, 110)) +
    part([-34, 86], [-46, 216], 25, 17, shin(0.25, -70, -10)) +
    part([-46, 218], [-74, 222], 15, 10, p.dark);
  const body =
    c.path(
      `M${q(2, -118)}C${q(60, -132)} ${q(100, -90)} ${q(108, -20)}L${q(112, 90)}L${q(6, 90)}C${q(10, 30)} ${q(-14, -20)} ${q(-20, -60)}C${q(-22, -92)} ${q(-14, -112)} ${q(2, -118)}Z`,
      lit(coat),
    ) +
    c.path(
      `M${q(-18, -78)}C${q(4, -40)} ${q(18, 20)} ${q(12, 90)}L${q(50, 90)}C${q(52, 20)} ${q(30, -70)} ${q(10, -110)}Z`,
      lit(apron),
    );
  const head =
    part([10, -130], [-6, -150], 19, 18, lit(mix(p.skin, p.dark, 0.1))) +
    c.path(
      `M${q(-44, -196)}C${q(-46, -168)} ${q(-42, -150)} ${q(-26, -142)}C${q(-6, -134)} ${q(18, -146)} ${q(22, -178)}C${q(22, -206)} ${q(-10, -226)} ${q(-32, -214)}Z`,
      lit(p.skin),
    ) +
    c.path(
      `M${q(-46, -196)}C${q(-50, -238)} ${q(34, -250)} ${q(44, -196)}C${q(50, -170)} ${q(46, -150)} ${q(34, -138)}C${q(14, -146)} ${q(16, -170)} ${q(2, -190)}C${q(-12, -200)} ${q(-30, -200)} ${q(-46, -196)}Z`,
      lit(hair),
    ) +
    c.path(
      `M${q(-50, -200)}C${q(-44, -252)} ${q(40, -250)} ${q(44, -204)}C${q(10, -224)} ${q(-26, -216)} ${q(-50, -200)}Z`,
      lit(p.white),
    );
  const u = (v: number) => round(v * s);
  const face =
    `<path d="M${q(-39, -183)}q${u(8)} ${u(5)} ${u(15)} ${u(1)}M${q(-41, -194)}q${u(9)} ${u(-5)} ${u(18)} 0M${q(-37, -157)}q${u(7)} ${u(3)} ${u(12)} ${u(-1)}" stroke="${mix(p.dark, p.skin, 0.3)}" stroke-width="${u(3)}" fill="none" stroke-linecap="round"/>` +
    c.path(`M${q(-44, -188)}L${q(-52, -170)}L${q(-43, -166)}Z`, lit(p.skin));
  const arm =
    part([40, -92], [8, -30], 26, 21, lit(coat)) +
    part([8, -30], [-84, -16], 20, 13, lit(coat)) +
    part([-84, -16], [-104, -10], 13, 10, lit(p.skin));
  return legs + body + head + face + arm + machine(c, x, y, s, thread);
};

const machine = (c: Canvas, x: number, y: number, s: number, thread: string): string => {
  const p = c.palette;
  const q = (dx: number, dy: number) => `${round(x + dx * s)} ${round(y + dy * s)}`;
  const metal = mix('#e7e4da', p.mid, 0.12);
  const lit = c.linear(
    [
      [0, mix(metal, p.sun, 0.5)],
      [1, mix(metal, p.dark, 0.55)],
    ],
    x - 240 * s,
    0,
    x - 60 * s,
    0,
  );
  const outline = `M${q(-232, 6)}V${round(y - 86 * s)}Q${q(-232, -104)} ${q(-214, -104)}H${round(x - 92 * s)}Q${q(-70, -104)} ${q(-70, -82)}V${round(y + 6 * s)}H${round(x - 108 * s)}V${round(y - 62 * s)}H${round(x - 196 * s)}V${round(y - 30 * s)}L${q(-202, -2)}L${q(-212, -2)}L${q(-218, -30)}V${round(y + 6 * s)}Z`;
  return (
    c.path(outline, lit) +
    c.circle(x - 64 * s, y - 80 * s, 17 * s, mix(metal, p.dark, 0.6)) +
    c.rect(x - 176 * s, y - 128 * s, 12 * s, 24 * s, thread) +
    c.line(x - 170 * s, y - 128 * s, x - 208 * s, y - 100 * s, p.dark, 1.2 * s) +
    c.soft(x - 206 * s, y - 8 * s, 26 * s, 26 * s, p.sun, 0.35, 6)
  );
};

const table = (c: Canvas, x: number, y: number, s: number): string => {
  const p = c.palette;
  const top = c.polygon(
    [
      [x - 330 * s, y + 2 * s],
      [x + 70 * s, y + 2 * s],
      [x + 120 * s, y + 30 * s],
      [x - 320 * s, y + 30 * s],
    ],
    mix(p.white, p.mid, 0.28),
  );
  return (
    top +
    c.rect(x - 320 * s, y + 30 * s, 440 * s, 16 * s, mix(p.mid, p.near, 0.3)) +
    c.rect(x - 290 * s, y + 46 * s, 14 * s, 200 * s, p.near) +
    c.rect(x + 80 * s, y + 46 * s, 14 * s, 200 * s, p.near)
  );
};

/** The bright cloth that falls over the edge of the nearest table. */
const drapery = (c: Canvas, x: number, y: number, cloth: string) => {
  const p = c.palette;
  const fill = c.linear(
    [
      [0, mix(cloth, p.sun, 0.45)],
      [0.45, cloth],
      [1, mix(cloth, p.dark, 0.55)],
    ],
    330,
    0,
    1010,
    0,
  );
  c.add(
    c.path(
      `M${round(x - 330)} ${y + 10}C${round(x - 260)} ${y - 40} ${round(x - 150)} ${y - 34} ${round(x - 70)} ${y - 4}C${round(x - 90)} ${y + 50} ${round(x - 60)} ${y + 130} ${round(x - 130)} 810L${round(x - 640)} 810C${round(x - 560)} ${y + 120} ${round(x - 420)} ${y + 90} ${round(x - 330)} ${y + 10}Z`,
      fill,
    ),
  );
  let folds = '';
  for (let i = 0; i < 7; i++) {
    const from = x - 300 + i * 32;
    const to = x - 590 + i * 66;
    folds += `M${round(from)} ${round(y + c.range(0, 14))}C${round(from - 30)} ${y + 80} ${round(to + 60)} ${y + 120} ${round(to)} 810`;
  }
  c.add(
    `<path d="${folds}" stroke="${mix(cloth, p.dark, 0.55)}" stroke-width="9" fill="none" stroke-opacity=".34"${c.blur(4)}/><path d="${folds}" stroke="${p.sun}" stroke-width="4" fill="none" stroke-opacity=".25" transform="translate(-12 0)"${c.blur(2)}/>`,
  );
};

export const sewing: SceneDefinition = {
  title: '针脚',
  palette: 'day',
  draw(c) {
    const p = c.palette;
    const cloth = c.pick([p.accents[0], p.accents[2], p.accents[1], '#a6353f']);
    workshop(c);
    const row = [
      [430, 330, 0.3, 4],
      [560, 372, 0.44, 3],
      [716, 430, 0.64, 1.8],
    ] as const;
    row.forEach(([x, y, s, softness], i) => {
      const figure = seamstress(c, {
        x,
        y,
        scale: s,
        hair: '#2a2323',
        coat: mix(p.accents[2], p.white, 0.25 + i * 0.05),
        apron: mix(p.white, p.mid, 0.2),
        thread: cloth,
      });
      const piece = c.path(
        `M${round(x - 300 * s)} ${round(y + 4 * s)}Q${round(x - 180 * s)} ${round(y - 26 * s)} ${round(x - 60 * s)} ${round(y + 4 * s)}L${round(x - 80 * s)} ${round(y + 60 * s)}Q${round(x - 200 * s)} ${round(y + 90 * s)} ${round(x - 310 * s)} ${round(y + 60 * s)}Z`,
        mix(cloth, p.mid, 0.3),
      );
      c.add(`<g${c.blur(softness)}>${figure}${table(c, x, y, s)}${piece}</g>`);
    });
    const x = c.range(905, 960);
    const y = 560;
    c.subject = [x - 110, 470];
    c.add(
      seamstress(c, {
        x,
        y,
        scale: 1.18,
        hair: '#1f1a1c',
        coat: mix(p.accents[2], p.white, 0.12),
        apron: mix(p.white, cloth, 0.12),
        thread: cloth,
      }),
      table(c, x, y, 1.18),
    );
    drapery(c, x, y, cloth);
    c.add(c.glow(-40, 140, 900, p.sun, 0.42));
  },
};
