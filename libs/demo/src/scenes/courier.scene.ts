import { type Canvas } from './canvas.js';
import { mix } from './colour.js';
import { type SceneDefinition } from './definition.js';
import { person } from './figures.js';
import { bokeh, city } from './scenery.js';
import { round } from './shapes.js';

const HORIZON = 560;
const ROAD = 690;

const wetStreet = (c: Canvas) => {
  const p = c.palette;
  c.sky();
  c.add(
    city(c, HORIZON, 160, 420, mix(p.mid, p.near, 0.3), 6, true),
    bokeh(
      c,
      46,
      { left: 0, top: 120, right: 1200, bottom: HORIZON - 20 },
      [8, 34],
      [p.glow, p.accents[1], p.accents[2], p.sun, '#d84b4b'],
      0.55,
    ),
  );
  let signs = '';
  for (let i = 0; i < 5; i++) {
    const x = c.range(20, 1120);
    const y = c.range(230, 430);
    const colour = c.pick([p.accents[0], p.accents[1], p.accents[2], p.glow]);
    signs += c.rect(x, y, c.range(26, 120), c.range(26, 90), colour, 'fill-opacity=".75"');
  }
  c.add(`<g${c.blur(9)}>${signs}</g>`);
  c.add(
    c.rect(
      0,
      HORIZON,
      1200,
      240,
      c.linear(
        [
          [0, mix(p.mid, p.glow, 0.18)],
          [0.25, p.near],
          [1, p.dark],
        ],
        0,
        HORIZON,
        0,
        800,
      ),
    ),
  );
  let reflections = '';
  for (let i = 0; i < 30; i++) {
    const x = c.range(0, 1200);
    const y = HORIZON + c.range(20, 150);
    const [rx, ry] = [c.range(5, 26), c.range(40, 130)];
    const colour = c.pick([p.glow, p.accents[1], p.accents[0], p.accents[2], p.sun]);
    reflections += c.soft(x, y, rx, ry, colour, c.range(0.12, 0.5), 7);
  }
  c.add(`<g style="mix-blend-mode:screen">${reflections}</g>`);
};

/** Scooter, box and rider, going right; `x` is its middle. */
const rider = (c: Canvas, x: number, coat: string): string => {
  const p = c.palette;
  const y = ROAD;
  const metal = mix(p.far, '#ffffff', 0.3);
  const bars = mix(p.near, '#1a1d22', 0.4);
  const wheel = (at: number) =>
    c.circle(at, y - 44, 44, '#0b0d10') +
    `<circle cx="${round(at)}" cy="${y - 44}" r="33" fill="none" stroke="${metal}" stroke-width="4"/>` +
    c.circle(at, y - 44, 11, mix(p.far, '#ffffff', 0.2));
  const X = (dx: number) => round(x + dx);
  const body = c.path(
    `M${X(-172)} ${y - 78}C${X(-150)} ${y - 118} ${X(-60)} ${y - 124} ${X(-16)} ${y - 116}L${X(6)} ${y - 54}H${X(74)}L${X(98)} ${y - 150}L${X(122)} ${y - 160}L${X(132)} ${y - 132}L${X(112)} ${y - 40}Q${X(108)} ${y - 26} ${X(88)} ${y - 26}H${X(-40)}C${X(-72)} ${y - 26} ${X(-72)} ${y - 84} ${X(-172)} ${y - 78}Z`,
    c.linear(
      [
        [0, mix(coat, p.dark, 0.5)],
        [0.6, mix(coat, p.dark, 0.3)],
        [1, mix(coat, p.sun, 0.2)],
      ],
      x - 170,
      0,
      x + 140,
      0,
    ),
  );
  const fork =
    c.line(x + 118, y - 150, x + 146, y - 44, metal, 9) +
    c.line(x + 110, y - 160, x + 96, y - 208, bars, 9, 'stroke-linecap="round"') +
    c.line(x + 96, y - 208, x + 68, y - 214, bars, 8, 'stroke-linecap="round"');
  const blue = mix(p.accents[2], '#0b6fb0', 0.3);
  const box =
    c.path(
      `M${X(-218)} ${y - 246}h128q12 0 12 12v108q0 12 -12 12h-128q-12 0 -12 -12v-108q0 -12 12 -12Z`,
      c.linear(
        [
          [0, mix(blue, p.dark, 0.45)],
          [1, mix(blue, p.sun, 0.18)],
        ],
        x - 230,
        0,
        x - 70,
        0,
      ),
    ) +
    c.rect(x - 230, y - 196, 152, 9, p.white, 'fill-opacity=".8"') +
    c.rect(x - 230, y - 246, 152, 16, p.white, 'fill-opacity=".18"');
  const figure = person(c, {
    x: x - 2,
    y: y - 62,
    scale: 3.6,
    pose: 'ride',
    coat,
    legs: mix(p.near, p.accents[2], 0.15),
    hat: 'helmet',
    hatColour: mix(coat, p.white, 0.1),
    rim: mix(p.glow, p.sun, 0.4),
    rimX: 1.7,
    rimY: -1.5,
    vest: p.white,
  });
  const cape = c.path(
    `M${X(-76)} ${y - 162}C${X(-90)} ${y - 120} ${X(-110)} ${y - 110} ${X(-150)} ${y - 96}C${X(-90)} ${y - 92} ${X(-30)} ${y - 104} ${X(10)} ${y - 118}L${X(-10)} ${y - 190}Z`,
    c.linear(
      [
        [0, mix(coat, p.dark, 0.5)],
        [1, coat],
      ],
      x - 150,
      0,
      x + 10,
      0,
    ),
  );
  return (
    wheel(x - 128) + wheel(x + 146) + body + fork + box + figure + cape + c.circle(x + 128, y - 146, 13, '#fffbe8')
  );
};

const spray = (c: Canvas, x: number) => {
  let drops = '';
  for (let i = 0; i < 46; i++) {
    const wheel = c.pick([x - 150, x + 130]);
    drops += `M${round(wheel + c.range(-20, 10))} ${ROAD - 2}q${round(c.range(-60, -10))} ${round(c.range(-46, -8))} ${round(c.range(-110, -24))} ${round(c.range(-14, 4))}`;
  }
  c.add(`<path d="${drops}" stroke="${c.palette.white}" stroke-width="1.6" stroke-opacity=".5" fill="none"/>`);
};

const rain = (c: Canvas) => {
  const { white } = c.palette;
  let thin = '';
  let near = '';
  for (let i = 0; i < (c.full ? 230 : 60); i++) {
    const x = c.range(-60, 1200);
    const y = c.range(-40, 780);
    const length = c.range(18, 62);
    if (i % 3) thin += `M${round(x)} ${round(y)}l${round(length * 0.2)} ${round(length)}`;
    else near += `M${round(x)} ${round(y)}l${round(length * 0.34)} ${round(length * 1.7)}`;
  }
  c.add(
    `<path d="${thin}" stroke="${white}" stroke-width="1.3" stroke-opacity=".36"/><path d="${near}" stroke="${white}" stroke-width="2.4" stroke-opacity=".2"/>`,
  );
  if (!c.full) return;
  for (let i = 0; i < 60; i++)
    c.add(
      c.ellipse(
        c.range(0, 1200),
        c.range(ROAD - 10, 800),
        c.range(6, 18),
        c.range(1.4, 3.4),
        'none',
        `stroke="${white}" stroke-width="1.2" stroke-opacity=".3"`,
      ),
    );
};

export const courier: SceneDefinition = {
  title: '雨路',
  palette: 'rain',
  draw(c) {
    const p = c.palette;
    wetStreet(c);
    const x = c.range(520, 600);
    c.subject = [x + 20, 520];
    const coat = p.accents[0] === '#f2b632' ? p.accents[0] : mix(p.accents[1], p.accents[0], 0.1);
    const scooter = rider(c, x, coat);
    c.add(
      `<g transform="translate(0 ${ROAD * 2}) scale(1 -1)" opacity=".38"${c.blur(5)}>${scooter}</g>`,
      c.rect(
        0,
        ROAD,
        1200,
        110,
        c.linear(
          [
            [0, p.dark, 0.1],
            [1, p.dark, 0.75],
          ],
          0,
          ROAD,
          0,
          800,
        ),
      ),
    );
    const beam = c.linear(
      [
        [0, p.sun, 0.62],
        [1, p.sun, 0],
      ],
      x + 130,
      0,
      1200,
      0,
    );
    c.add(
      c.polygon(
        [
          [x + 130, ROAD - 150],
          [1220, ROAD - 230],
          [1220, ROAD + 110],
          [x + 138, ROAD - 136],
        ],
        beam,
        `style="mix-blend-mode:screen"${c.blur(9)}`,
      ),
      scooter,
    );
    c.add(c.glow(x + 130, ROAD - 146, 190, p.sun, 0.9), c.glow(x - 176, ROAD - 90, 90, '#ff4d3a', 0.9));
    spray(c, x);
    rain(c);
  },
};
