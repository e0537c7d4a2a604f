import { type Canvas } from './canvas.js';
import { mix } from './colour.js';
import { type SceneDefinition } from './definition.js';
import { bokeh, city } from './scenery.js';
import { limb, round } from './shapes.js';

const LAMP_X = 470;

const ward = (c: Canvas, lampY: number) => {
  const p = c.palette;
  c.add(
    c.rect(
      0,
      0,
      1200,
      800,
      c.linear([
        [0, p.sky[0]],
        [0.5, p.sky[1]],
        [1, mix(p.sky[1], p.dark, 0.4)],
      ]),
    ),
  );
  c.add(
    c.rect(
      60,
      60,
      560,
      420,
      c.linear(
        [
          [0, p.sky[0]],
          [1, mix(p.sky[2], p.glow, 0.12)],
        ],
        0,
        60,
        0,
        480,
      ),
    ),
    city(c, 480, 60, 220, mix(p.near, p.sky[1], 0.3), 3, true),
  );
  c.add(
    bokeh(
      c,
      44,
      { left: 80, top: 230, right: 610, bottom: 470 },
      [5, 19],
      [p.glow, p.sun, p.accents[2], p.accents[0]],
      0.75,
    ),
  );
  const moonX = c.range(420, 540);
  c.add(
    c.glow(moonX, 140, 160, mix(p.sun, '#ffffff', 0.4), 0.55),
    c.circle(moonX, 140, 30, mix(p.sun, '#ffffff', 0.5)),
  );
  const wall = c.radial(
    [
      [0, mix(p.mid, p.glow, 0.42)],
      [0.45, mix(p.mid, p.glow, 0.12)],
      [1, p.near],
    ],
    620,
    470,
    640,
  );
  const sill = c.radial(
    [
      [0, mix(p.mid, p.glow, 0.4)],
      [1, p.near],
    ],
    LAMP_X,
    lampY + 70,
    420,
  );
  c.add(
    c.rect(0, 0, 60, 800, p.dark),
    c.rect(620, 0, 580, 800, wall),
    c.rect(0, 0, 1200, 60, p.dark, 'fill-opacity=".9"'),
    c.rect(0, 480, 620, 320, sill),
    c.rect(330, 60, 12, 420, p.dark),
    c.rect(60, 260, 560, 9, p.dark),
    c.rect(46, 474, 590, 16, mix(p.mid, p.glow, 0.25)),
  );
  let curtain = '';
  for (let i = 0; i < 6; i++) {
    const x = 1020 + i * 34;
    curtain += c.path(
      `M${x} 0C${x - 12} 260 ${x + 10} 520 ${x - 6} 800H${x + 34}V0Z`,
      c.linear(
        [
          [0, mix(p.accents[2], p.mid, 0.45)],
          [1, mix(p.accents[2], p.dark, 0.72)],
        ],
        x - 4,
        0,
        x + 34,
        0,
      ),
    );
  }
  c.add(`<g opacity=".8"${c.blur(2)}>${curtain}</g>`);
};

/** Lit by the lamp on the desk; the night takes over with distance. */
const lampLight =
  (c: Canvas, lampY: number) =>
  (base: string, strength = 1, reach = 620) => {
    const p = c.palette;
    return c.radial(
      [
        [0, mix(base, p.sun, 0.55 * strength)],
        [0.3, mix(base, p.glow, 0.22 * strength)],
        [0.62, mix(base, p.sky[1], 0.5)],
        [1, mix(base, p.dark, 0.78)],
      ],
      LAMP_X,
      lampY + 30,
      reach,
    );
  };
type Light = ReturnType<typeof lampLight>;

const figure = (c: Canvas, light: Light) => {
  const p = c.palette;
  const lit = (d: string, base: string, strength?: number, reach?: number) => c.path(d, light(base, strength, reach));
  c.add(
    lit('M700 800C688 690 690 590 724 520C752 474 810 452 866 464C934 480 984 540 1000 640L1016 800Z', p.white, 1, 700),
  );
  c.add(
    `<path d="M790 470C776 520 784 560 800 600M800 600L806 800" stroke="${mix(p.sky[2], p.dark, 0.25)}" stroke-width="5" fill="none" stroke-opacity=".55"/>`,
  );
  c.add(lit(limb([800, 470], [776, 408], 42, 38), mix(p.skin, p.dark, 0.15), 1));
  c.add(
    lit(
      'M694 316C686 350 694 384 708 414C724 438 764 442 796 426C830 404 842 360 832 318C818 270 768 250 730 268C706 280 698 296 694 316Z',
      p.skin,
      1,
    ),
  );
  c.add(
    lit(
      'M692 362C700 400 708 424 724 434C752 442 784 432 800 414C786 384 770 362 740 352C722 350 704 354 692 362Z',
      mix(p.white, p.accents[2], 0.22),
      1,
    ),
    `<path d="M798 412C812 390 826 372 836 356" stroke="${mix(p.white, p.dark, 0.3)}" stroke-width="3.5" fill="none"/>`,
  );
  c.add(
    `<path d="M706 334q14 -8 28 -2" stroke="${p.dark}" stroke-width="4.5" fill="none" stroke-linecap="round"/><path d="M704 316q16 -12 34 -5" stroke="${mix(p.dark, p.skin, 0.25)}" stroke-width="4" fill="none" stroke-linecap="round"/>`,
  );
  c.add(
    lit(
      'M696 312C690 250 760 224 812 246C868 272 872 344 846 396C842 420 822 424 812 412C822 372 806 336 780 312C752 292 720 296 696 312Z',
      '#2a2324',
      0.9,
    ),
    c.circle(856, 372, 32, light('#2a2324', 0.5)),
  );
  c.add(
    lit('M690 296C682 236 742 196 800 206C838 214 858 236 856 262C810 244 750 254 690 296Z', p.white, 1),
    `<path d="M700 276C744 246 800 236 850 252" stroke="${mix(p.accents[2], '#ffffff', 0.1)}" stroke-width="7" fill="none" stroke-opacity=".85"/>`,
  );
};

const desk = (c: Canvas, lampY: number, light: Light) => {
  const p = c.palette;
  const lit = (d: string, base: string, strength?: number) => c.path(d, light(base, strength));
  c.add(
    c.polygon(
      [
        [140, 690],
        [880, 690],
        [960, 800],
        [60, 800],
      ],
      c.radial(
        [
          [0, mix('#a8794e', p.sun, 0.55)],
          [0.5, mix('#6d4a32', p.glow, 0.12)],
          [1, mix('#3b2a22', p.dark, 0.5)],
        ],
        LAMP_X,
        710,
        520,
        0.5,
      ),
    ),
  );
  c.add(
    c.polygon(
      [
        [400, 708],
        [590, 702],
        [640, 764],
        [390, 772],
      ],
      light('#fffdf4', 1, 640),
    ),
    c.polygon(
      [
        [250, 716],
        [370, 712],
        [356, 764],
        [216, 768],
      ],
      light('#dfe6e6', 1),
    ),
  );
  let writing = '';
  for (let i = 0; i < 5; i++)
    writing += `M${420 - i * 2} ${718 + i * 10}L${round(590 + i * 8 - c.range(0, 60))} ${714 + i * 10}`;
  c.add(`<path d="${writing}" stroke="${mix(p.sky[1], '#666666', 0.3)}" stroke-width="2" stroke-opacity=".6"/>`);
  c.add(
    lit(limb([760, 540], [690, 676], 50, 38), p.white, 1),
    lit(limb([690, 682], [612, 716], 36, 24), p.white, 1),
    lit(limb([606, 718], [580, 722], 22, 15), p.skin, 1),
    c.line(584, 722, 562, 694, p.accents[2], 6, 'stroke-linecap="round"'),
  );
  c.add(
    lit(limb([890, 560], [860, 700], 56, 42), mix(p.white, p.sky[1], 0.2), 0.8),
    lit(limb([858, 704], [720, 742], 40, 24), mix(p.white, p.sky[1], 0.08), 0.9),
    lit(limb([716, 742], [690, 744], 22, 16), p.skin, 1),
  );
  c.add(
    `<path d="M300 704V560Q300 ${round(lampY - 30)} 410 ${round(lampY - 42)}" stroke="${p.dark}" stroke-width="10" fill="none"/>`,
    c.ellipse(300, 706, 62, 13, p.dark),
    c.path(
      `M386 ${round(lampY - 66)}L476 ${round(lampY - 50)}L524 ${round(lampY + 26)}L392 ${round(lampY + 6)}Z`,
      mix(p.accents[2], p.dark, 0.35),
    ),
    c.ellipse(458, lampY + 16, 68, 11, '#fffbe6', `transform="rotate(8 458 ${round(lampY + 16)})"`),
  );
  c.add(
    c.polygon(
      [
        [392, lampY + 8],
        [524, lampY + 28],
        [720, 790],
        [180, 790],
      ],
      c.linear(
        [
          [0, p.sun, 0.5],
          [1, p.sun, 0],
        ],
        0,
        lampY,
        0,
        790,
      ),
      `style="mix-blend-mode:screen"${c.blur(10)}`,
    ),
    c.glow(458, lampY + 20, 190, p.sun, 0.9),
  );
};

/** A drip stand, out of focus in front. */
const dripStand = (c: Canvas) => {
  const p = c.palette;
  const metal = mix(p.far, '#ffffff', 0.25);
  const bags =
    c.path(
      'M1042 90h64q10 0 10 12v120q0 26 -30 36h-22q-32 -10 -32 -36v-120q0 -12 10 -12Z',
      mix(p.white, p.accents[2], 0.35),
    ) + c.path('M1032 170h84v52q0 26 -30 36h-22q-32 -10 -32 -36Z', mix(p.accents[1], p.white, 0.35));
  c.add(
    `<g opacity=".72"${c.blur(5)}>${c.rect(1090, 60, 12, 740, metal)}${c.rect(1040, 66, 112, 8, metal)}${bags}<path d="M1074 258C1074 420 1040 520 1060 800" stroke="${p.white}" stroke-width="5" fill="none"/></g>`,
  );
};

export const nurse: SceneDefinition = {
  title: '夜班',
  palette: 'night',
  draw(c) {
    const p = c.palette;
    const lampY = c.range(430, 450);
    c.subject = [650, 460];
    ward(c, lampY);
    const light = lampLight(c, lampY);
    c.add(c.glow(LAMP_X, lampY + 40, 520, p.glow, 0.8));
    figure(c, light);
    desk(c, lampY, light);
    dripStand(c);
  },
};
