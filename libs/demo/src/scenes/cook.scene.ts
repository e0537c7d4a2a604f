import { type Canvas } from './canvas.js';
import { mix } from './colour.js';
import { type SceneDefinition } from './definition.js';
import { puff } from './scenery.js';
import { limb, round } from './shapes.js';

const LAMP_Y = 90;

const kitchen = (c: Canvas, lampX: number) => {
  const p = c.palette;
  c.add(
    c.rect(
      0,
      0,
      1200,
      800,
      c.radial(
        [
          [0, mix(p.sky[2], p.glow, 0.5)],
          [0.5, mix(p.sky[1], p.sky[2], 0.4)],
          [1, p.dark],
        ],
        lampX,
        240,
        780,
      ),
    ),
  );
  let tiles = '';
  for (let y = 0; y < 560; y += 56)
    for (let x = -((y / 56) % 2) * 40; x < 1200; x += 84)
      tiles += c.rect(x, y, 80, 52, mix(p.mid, p.glow, c.range(0.02, 0.14)), 'fill-opacity=".5"');
  c.add(`<g${c.blur(3)}>${tiles}</g>`);
  let ladles = '';
  for (let i = 0; i < 9; i++) {
    const x = 60 + i * 52 + c.range(-8, 8);
    const length = c.range(70, 130);
    ladles +=
      c.line(x, 60, x, 60 + length, p.dark, 6) +
      c.ellipse(x, 66 + length, c.range(14, 26), c.range(18, 30), mix(p.dark, p.glow, 0.18));
  }
  c.add(`<g${c.blur(2)}>${c.rect(20, 50, 520, 10, p.dark)}${ladles}</g>`);
  c.add(
    c.glow(lampX, LAMP_Y + 20, 620, p.glow, 0.95),
    c.line(lampX, 0, lampX, 52, p.dark, 6),
    c.path(`M${round(lampX - 20)} 48h40l54 52h-148Z`, p.dark),
    c.ellipse(lampX, 102, 72, 12, '#fffbe8'),
  );
};

const lampLight =
  (c: Canvas, lampX: number) =>
  (base: string, strength = 1, reach = 760) => {
    const p = c.palette;
    return c.radial(
      [
        [0, mix(base, p.sun, 0.6 * strength)],
        [0.42, mix(base, p.glow, 0.18 * strength)],
        [0.75, mix(base, p.dark, 0.45)],
        [1, mix(base, p.dark, 0.8)],
      ],
      lampX - 30,
      200,
      reach,
    );
  };
type Light = ReturnType<typeof lampLight>;

const figure = (c: Canvas, light: Light) => {
  const p = c.palette;
  const lit = (d: string, base: string, strength?: number, reach?: number) => c.path(d, light(base, strength, reach));
  c.add(
    lit('M668 800C656 660 676 540 730 476C772 436 850 430 904 462C966 500 996 600 1006 800Z', p.white, 1, 820),
    lit(
      'M690 800C700 720 720 640 760 590L890 600C930 660 950 730 956 800Z',
      mix(p.accents[2], '#22445c', 0.4),
      0.8,
      820,
    ),
  );
  c.add(
    `<path d="M790 452C800 500 806 540 800 590M742 610C770 580 850 584 900 604" stroke="${mix(p.white, p.dark, 0.55)}" stroke-width="5" fill="none" stroke-opacity=".6"/>`,
  );
  c.add(
    lit(limb([806, 450], [784, 388], 42, 40), mix(p.skin, p.dark, 0.2)),
    lit(
      'M704 300C696 336 704 372 720 396C742 422 786 424 816 402C846 378 852 334 842 298C826 256 770 244 734 262C714 272 708 284 704 300Z',
      p.skin,
    ),
  );
  c.add(
    `<path d="M716 322q14 -7 27 -1M712 302q16 -11 34 -4M716 372q18 8 34 0" stroke="${mix(p.dark, p.skin, 0.2)}" stroke-width="4.5" fill="none" stroke-linecap="round"/>`,
    c.path('M700 328C690 346 690 352 702 354Z', light(p.skin)),
  );
  c.add(
    lit('M846 300C852 340 848 372 832 392C822 372 824 330 820 300Z', '#241c1b', 0.6),
    lit(
      'M702 292C684 274 684 236 704 222C690 176 752 150 782 172C812 144 876 164 870 214C892 236 884 276 856 292L850 304C800 286 750 288 704 306Z',
      p.white,
      1,
    ),
    `<path d="M704 300C750 282 806 282 852 300" stroke="${mix(p.white, p.dark, 0.4)}" stroke-width="4" fill="none"/>`,
  );
};

/** A stack of bamboo steamers, the top one open. */
const steamers = (c: Canvas, x: number, y: number, radius: number, count: number, s: number): string => {
  const p = c.palette;
  const flat = round(radius * 0.22);
  const left = round(x - radius);
  const right = round(x + radius);
  let stack = '';
  for (let i = 0; i < count; i++) {
    const bottom = y - i * 62 * s;
    const top = bottom - 50 * s;
    const bamboo = c.linear(
      [
        [0, mix('#8a5f30', p.dark, 0.5)],
        [0.55, mix('#d6a35c', p.glow, 0.2)],
        [0.8, mix('#efc885', p.sun, 0.3)],
        [1, mix('#9a6b38', p.dark, 0.25)],
      ],
      x - radius,
      0,
      x + radius,
      0,
    );
    const band = (up: number) =>
      `M${left} ${round(bottom - up * s)}A${round(radius)} ${flat} 0 0 0 ${right} ${round(bottom - up * s)}`;
    stack +=
      c.path(
        `M${left} ${round(top)}V${round(bottom)}A${round(radius)} ${flat} 0 0 0 ${right} ${round(bottom)}V${round(top)}Z`,
        bamboo,
      ) + c.ellipse(x, top, radius, radius * 0.22, mix('#c99550', p.glow, 0.15));
    stack += `<path d="${band(16)}${band(38)}" stroke="${mix('#5e3d1c', p.dark, 0.2)}" stroke-width="${round(4 * s)}" fill="none" stroke-opacity=".65"/>`;
  }
  const rim = y - (count - 1) * 62 * s - 50 * s;
  stack += c.ellipse(x, rim, radius * 0.9, radius * 0.18, mix('#7a4f26', p.dark, 0.2));
  for (let j = 0; j < 7; j++) {
    const angle = (j / 7) * 6.28;
    const bx = x + Math.cos(angle) * radius * 0.52 * (j ? 1 : 0);
    const by = rim - 4 * s + Math.sin(angle) * radius * 0.1;
    stack +=
      c.ellipse(bx, by - 6, radius * 0.2, radius * 0.13, mix(p.white, p.glow, 0.08)) +
      c.ellipse(bx - radius * 0.04, by - 12, radius * 0.1, radius * 0.05, '#fffdf5');
  }
  return stack;
};

const armsAndLid = (c: Canvas, light: Light) => {
  const p = c.palette;
  const lit = (d: string, base: string) => c.path(d, light(base));
  c.add(
    lit(limb([880, 520], [800, 620], 50, 38), mix(p.white, p.mid, 0.1)),
    lit(limb([800, 622], [650, 560], 36, 24), mix(p.white, p.mid, 0.06)),
    lit(limb([648, 558], [624, 548], 22, 17), p.skin),
  );
  const bamboo = c.linear(
    [
      [0, mix('#a87740', p.dark, 0.35)],
      [0.6, mix('#e8bd78', p.sun, 0.3)],
      [1, mix('#a87740', p.dark, 0.2)],
    ],
    356,
    0,
    678,
    0,
  );
  c.add(
    `<g transform="rotate(-24 520 400)">${c.path('M356 430C370 356 660 356 678 430A162 30 0 0 1 356 430Z', bamboo)}<path d="M380 402C440 372 600 372 656 402M420 384L470 448M520 374V458M610 382L566 450" stroke="${mix('#5e3d1c', p.dark, 0.2)}" stroke-width="4" fill="none" stroke-opacity=".55"/>${c.rect(494, 352, 46, 14, '#6b4522', 'rx="6"')}</g>`,
  );
  c.add(
    lit(limb([740, 500], [680, 420], 48, 36), p.white),
    lit(limb([678, 418], [606, 356], 34, 24), p.white),
    lit(limb([604, 354], [566, 340], 22, 18), p.skin),
  );
};

export const cook: SceneDefinition = {
  title: '蒸汽',
  palette: 'ember',
  draw(c) {
    const p = c.palette;
    const lampX = c.range(560, 640);
    c.subject = [630, 460];
    kitchen(c, lampX);
    const light = lampLight(c, lampX);
    for (let i = 0; i < (c.full ? 15 : 7); i++)
      c.add(
        puff(
          c,
          c.range(160, 640),
          c.range(180, 560),
          c.range(70, 150),
          mix(p.sun, p.white, 0.5),
          Math.round(c.range(0.1, 0.26) * 100) / 100,
          28,
        ),
      );
    figure(c, light);
    c.add(c.rect(0, 720, 1200, 80, light('#3a2b22', 0.8)), c.rect(0, 718, 1200, 4, p.glow, 'fill-opacity=".5"'));
    c.add(`<g${c.blur(2)}>${steamers(c, 130, 720, 110, 4, 0.9)}</g>`, steamers(c, 440, 716, 176, 3, 1.12));
    armsAndLid(c, light);
    for (let i = 0; i < (c.full ? 18 : 8); i++) {
      const t = c.random();
      c.add(
        puff(
          c,
          430 + c.range(-150, 190) * (1 - t * 0.3) + t * c.range(-60, 160),
          590 - t * 470,
          34 + t * 100,
          '#fff6e6',
          Math.round((0.44 - t * 0.3) * 100) / 100,
          22,
        ),
      );
    }
    c.add(c.glow(430, 520, 340, p.sun, 0.5), c.glow(lampX, LAMP_Y, 330, p.sun, 0.7));
  },
};
