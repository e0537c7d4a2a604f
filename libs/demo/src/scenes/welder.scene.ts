import { type Canvas } from './canvas.js';
import { mix } from './colour.js';
import { type SceneDefinition } from './definition.js';
import { person } from './figures.js';
import { puff } from './scenery.js';
import { limb, round, round2, type Point } from './shapes.js';

/** The arc is the one light: everything is lit by its distance to it. */
const arcLight =
  (c: Canvas, [x, y]: Point) =>
  (base: string, strength = 1, reach = 640) => {
    const p = c.palette;
    return c.radial(
      [
        [0, mix(base, p.sun, 0.75 * strength)],
        [0.16, mix(base, p.glow, 0.72 * strength)],
        [0.45, mix(base, p.accents[0], 0.36 * strength)],
        [1, mix(base, p.dark, 0.78)],
      ],
      x,
      y,
      reach,
    );
  };
type Light = ReturnType<typeof arcLight>;

const hall = (c: Canvas, [arcX, arcY]: Point) => {
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
        [1, mix(p.sky[2], p.dark, 0.5)],
      ]),
    ),
  );
  let panes = '';
  const left = c.range(20, 120);
  for (let i = 0; i < 6; i++)
    for (let j = 0; j < 3; j++)
      panes += c.rect(
        left + i * 92,
        60 + j * 78,
        80,
        66,
        mix(p.accents[2], p.white, 0.25),
        `fill-opacity="${round2(c.range(0.1, 0.34))}"`,
      );
  c.add(`<g${c.blur(5)}>${panes}</g>`);
  let truss = '';
  for (let i = -1; i < 8; i++)
    truss += c.line(i * 180, 0, i * 180 + 180, 70, p.dark, 9) + c.line(i * 180 + 180, 0, i * 180, 70, p.dark, 9);
  const columns =
    c.rect(690, 60, 34, 560, mix(p.mid, p.dark, 0.5)) + c.rect(1080, 60, 40, 560, mix(p.mid, p.dark, 0.6));
  c.add(`<g opacity=".8"${c.blur(2)}>${truss}${c.rect(0, 66, 1200, 14, p.dark)}${columns}</g>`);
  const mate = person(c, {
    x: c.range(150, 250),
    y: 600,
    scale: 2.6,
    pose: 'kneel',
    coat: mix(p.near, p.accents[2], 0.3),
    hatColour: mix(p.accents[1], p.dark, 0.5),
  });
  c.add(`<g${c.blur(8)}>${mate}</g>`, c.glow(190, 540, 150, p.glow, 0.6));
  c.add(
    c.rect(
      0,
      610,
      1200,
      190,
      c.radial(
        [
          [0, mix(p.glow, p.dark, 0.35)],
          [0.4, mix(p.accents[0], p.dark, 0.72)],
          [1, p.dark],
        ],
        arcX,
        arcY + 90,
        620,
        0.5,
      ),
    ),
  );
  for (let i = 0; i < 5; i++)
    c.add(puff(c, arcX + c.range(-70, 60), arcY - 70 - i * 85, 70 + i * 26, mix(p.glow, p.white, 0.4), 0.16, 26));
  c.add(c.glow(arcX, arcY, 640, p.glow, 0.85));
};

/** Kneeling, facing left, behind the mask. */
const welderFigure = (c: Canvas, [arcX, arcY]: Point, light: Light) => {
  const p = c.palette;
  const coat = mix('#3a4a5c', p.accents[2], 0.35);
  const lit = (d: string, base: string, strength?: number, reach?: number) => c.path(d, light(base, strength, reach));
  c.add(lit(limb([905, 610], [1010, 730], 62, 46), '#20242c'), lit(limb([1010, 735], [1120, 752], 44, 34), '#20242c'));
  c.add(
    lit(limb([880, 620], [735, 640], 66, 52), '#2c313b', 1),
    lit(limb([735, 645], [770, 765], 50, 36), '#2c313b', 0.9),
    lit(limb([770, 765], [712, 778], 34, 24), '#15161a'),
  );
  c.add(
    lit(
      'M742 372C792 318 884 330 934 408C980 482 984 580 962 652C920 690 830 684 800 640C780 590 742 560 728 500C716 450 718 400 742 372Z',
      coat,
      1,
      700,
    ),
  );
  c.add(
    `<path d="M742 372C726 400 716 450 728 500C738 548 764 578 786 612" stroke="${mix(p.glow, p.sun, 0.5)}" stroke-width="7" fill="none" stroke-opacity=".85"${c.blur(1.2)}/>`,
  );
  c.add(
    `<path d="M850 400C880 470 890 540 880 640M800 470C830 520 836 570 838 640" stroke="${p.dark}" stroke-width="5" fill="none" stroke-opacity=".35"/>`,
  );
  c.add(
    lit(limb([770, 420], [690, 520], 44, 34), coat, 1),
    lit(limb([690, 524], [612, 540], 33, 27), mix('#8a5a33', coat, 0.2), 1),
    lit(limb([612, 540], [590, 540], 27, 24), '#9c6436', 1),
  );
  c.add(
    lit(
      'M700 262C694 214 736 186 786 194C836 202 858 244 850 296C846 338 820 372 786 380C752 392 722 398 706 386C694 350 704 306 700 262Z',
      '#2b3138',
      1,
      560,
    ),
  );
  c.add(
    lit('M712 300L772 286L778 326L716 344Z', '#0b0d10', 0.2),
    c.polygon(
      [
        [716, 306],
        [768, 293],
        [771, 305],
        [718, 319],
      ],
      mix(p.glow, p.sun, 0.6),
      'fill-opacity=".9"',
    ),
  );
  c.add(
    `<path d="M700 262C694 306 704 350 706 386C722 398 752 392 770 386" stroke="${p.sun}" stroke-width="5" fill="none" stroke-opacity=".85"${c.blur(1)}/><path d="M702 246C706 214 736 190 780 193" stroke="${mix(p.glow, p.accents[0], 0.2)}" stroke-width="4" fill="none" stroke-opacity=".6"/>`,
  );
  c.add(
    lit(limb([820, 452], [712, 548], 46, 35), mix(coat, '#000000', 0.08), 1),
    lit(limb([712, 550], [632, 558], 34, 28), '#9c6436', 1),
    lit(limb([632, 558], [606, 552], 28, 22), '#a96e3c', 1),
  );
  c.add(
    `<path d="M712 512C690 520 668 530 640 532" stroke="${p.sun}" stroke-width="4" fill="none" stroke-opacity=".7"/>`,
  );
  c.add(
    `<path d="M640 560L${round(arcX + 14)} ${round(arcY + 6)}" stroke="#15161a" stroke-width="11" stroke-linecap="round"/><path d="M650 566C720 640 860 690 1000 780" stroke="#0c0d10" stroke-width="10" fill="none"/>`,
  );
};

const beam = (c: Canvas, y: number, light: Light) => {
  c.add(
    c.polygon(
      [
        [-20, y + 22],
        [760, y + 8],
        [800, y + 42],
        [-20, y + 66],
      ],
      light('#4b4a4c', 1, 520),
    ),
    c.polygon(
      [
        [-20, y + 66],
        [800, y + 42],
        [800, y + 68],
        [-20, y + 96],
      ],
      light('#2a2a2e', 0.9, 420),
    ),
    c.polygon(
      [
        [-20, y + 96],
        [770, y + 66],
        [770, y + 140],
        [-20, y + 190],
      ],
      light('#1b1b20', 0.8, 420),
    ),
    c.polygon(
      [
        [-20, y + 190],
        [800, y + 140],
        [800, y + 172],
        [-20, y + 232],
      ],
      light('#34343a', 0.7, 420),
    ),
  );
  c.add(
    `<path d="M-20 ${round(y + 66)}L800 ${round(y + 42)}" stroke="${c.palette.sun}" stroke-width="2.5" stroke-opacity=".55"/>`,
  );
};

/** Sparks fly off in every direction and fall; each is a short piece of its own trajectory. */
const sparks = (c: Canvas, [arcX, arcY]: Point) => {
  const p = c.palette;
  let white = '';
  let orange = '';
  let ends = '';
  for (let i = 0; i < (c.full ? 170 : 46); i++) {
    const angle = c.range(-Math.PI * 1.06, 0.1) + (c.random() < 0.25 ? c.range(0.2, 0.9) : 0);
    const speed = c.random() ** 1.5 * 430 + 40;
    const from = c.range(0.1, 0.55);
    const gravity = c.range(90, 300);
    const at = (t: number): Point => [
      arcX + Math.cos(angle) * speed * t,
      arcY + Math.sin(angle) * speed * t * 0.85 + gravity * t * t,
    ];
    const start = at(from);
    const end = at(from + c.range(0.14, 0.4));
    const bend = at(from + 0.16);
    const d = `M${round(start[0])} ${round(start[1])}Q${round(bend[0])} ${round(bend[1])} ${round(end[0])} ${round(end[1])}`;
    if (c.random() < 0.4) white += d;
    else orange += d;
    if (c.random() < 0.28) ends += c.circle(end[0], end[1], c.range(1.4, 3.6), p.sun);
  }
  c.add(
    `<g fill="none" stroke-linecap="round"><path d="${orange}" stroke="${p.glow}" stroke-width="5" stroke-opacity=".35"${c.blur(3)}/><path d="${orange}" stroke="${mix(p.glow, p.accents[0], 0.3)}" stroke-width="2.2"/><path d="${white}" stroke="${p.sun}" stroke-width="2.6"/></g>${ends}`,
  );
  c.add(
    c.glow(arcX, arcY, 230, p.sun, 1),
    c.soft(arcX, arcY, 15, 15, '#ffffff', 1, 3),
    c.rect(arcX - 190, arcY - 1, 380, 2, p.sun, 'fill-opacity=".5"'),
  );
};

export const welder: SceneDefinition = {
  title: '焊花',
  palette: 'ember',
  draw(c) {
    const arc: Point = [c.range(500, 560), c.range(520, 545)];
    c.subject = [arc[0] + 150, 430];
    const light = arcLight(c, arc);
    hall(c, arc);
    welderFigure(c, arc, light);
    beam(c, arc[1], light);
    sparks(c, arc);
  },
};
