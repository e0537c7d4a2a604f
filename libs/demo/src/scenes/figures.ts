import { type Canvas } from './canvas.js';
import { mix } from './colour.js';
import { limb, round, type Point } from './shapes.js';

/** Joints of a figure some 100 units tall that stands on the origin and looks to the right; y grows downwards. */
interface Pose {
  head: Point;
  shoulder: Point;
  hip: Point;
  farKnee: Point;
  farFoot: Point;
  knee: Point;
  foot: Point;
  farElbow: Point;
  farHand: Point;
  elbow: Point;
  hand: Point;
}

const pose = (
  head: Point,
  shoulder: Point,
  hip: Point,
  [farKnee, farFoot, knee, foot]: readonly [Point, Point, Point, Point],
  [farElbow, farHand, elbow, hand]: readonly [Point, Point, Point, Point],
): Pose => ({ head, shoulder, hip, farKnee, farFoot, knee, foot, farElbow, farHand, elbow, hand });

// prettier-ignore
const POSES = {
  stand: pose([1, -92], [0, -79], [0, -50], [[-4, -26], [-6, -2], [5, -26], [7, -2]], [[-10, -64], [-9, -50], [10, -64], [13, -51]]),
  point: pose([2, -92], [0, -79], [-1, -50], [[-6, -26], [-9, -2], [5, -26], [8, -2]], [[-9, -65], [-4, -53], [13, -77], [27, -83]]),
  carry: pose([5, -90], [1, -78], [-2, -49], [[-10, -27], [-19, -4], [7, -27], [11, -2]], [[11, -66], [12, -82], [-3, -62], [8, -55]]),
  kneel: pose([10, -63], [3, -52], [-5, -25], [[-2, -4], [-20, -3], [13, -23], [13, -2]], [[13, -42], [25, -36], [9, -39], [23, -31]]),
  reach: pose([3, -91], [1, -79], [-1, -50], [[-6, -26], [-9, -2], [5, -26], [7, -2]], [[-6, -64], [5, -56], [11, -91], [16, -108]]),
  sweep: pose([13, -85], [5, -75], [-5, -49], [[-11, -26], [-19, -2], [5, -27], [9, -2]], [[15, -63], [24, -58], [11, -58], [17, -46]]),
  walk: pose([3, -91], [1, -79], [-1, -49], [[-9, -27], [-18, -5], [8, -27], [13, -2]], [[-8, -65], [-5, -52], [8, -64], [15, -53]]),
  ride: pose([9, -66], [0, -53], [-12, -24], [[7, -17], [4, 2], [9, -16], [7, 3]], [[10, -40], [25, -39], [8, -38], [25, -36]]),
  climb: pose([4, -90], [2, -78], [-3, -49], [[8, -36], [6, -13], [-2, -26], [0, -2]], [[12, -84], [14, -98], [12, -68], [18, -75]]),
} satisfies Record<string, Pose>;

export type PoseName = keyof typeof POSES;
export type Hat = 'helmet' | 'straw' | 'cap' | 'hood' | 'none';

export interface PersonOptions {
  /** Where the feet stand. */
  x: number;
  y: number;
  /** Pixels of the field for one unit of the pose. */
  scale: number;
  pose?: PoseName;
  /** Looks to the left. */
  flip?: boolean;
  coat: string;
  legs?: string;
  skin?: string;
  hat?: Hat;
  hatColour?: string;
  /** Colour of two reflecting bands. */
  vest?: string;
  /** Colour of the light from behind, and where it comes from. */
  rim?: string;
  rimX?: number;
  rimY?: number;
}

type Part = [outline: string, fill: string];

/** A whole person in a flat, lit-from-behind hand. */
export const person = (c: Canvas, o: PersonOptions): string => {
  const j = POSES[o.pose ?? 'stand'];
  const s = o.scale;
  const side = o.flip ? -1 : 1;
  const place = ([x, y]: Point): Point => [o.x + x * s * side, o.y + y * s];
  const shape = (a: Point, b: Point, ra: number, rb: number, fill: string): Part => [
    limb(place(a), place(b), ra * s, rb * s),
    fill,
  ];
  const fist = ([x, y]: Point, size: number, fill: string) => shape([x, y], [x + 0.6, y + 0.6], size, 2.5, fill);
  const shoe = ([x, y]: Point, ankle: number): Part => shape([x, y], [x + 5, y + 0.6], ankle, 2.2, dark);
  const { dark, near } = c.palette;
  const skin = o.skin ?? c.palette.skin;
  const legs = o.legs ?? mix(near, dark, 0.3);
  const farLeg = mix(legs, dark, 0.4);
  const farArm = mix(o.coat, dark, 0.45);
  const nearArm = mix(o.coat, dark, 0.12);

  const behind: Part[] = [
    shape(j.shoulder, j.farElbow, 4, 3.4, farArm),
    shape(j.farElbow, j.farHand, 3.4, 2.6, farArm),
    fist(j.farHand, 2.7, mix(skin, dark, 0.35)),
    shape(j.hip, j.farKnee, 6, 4.4, farLeg),
    shape(j.farKnee, j.farFoot, 4.4, 3, farLeg),
    shoe(j.farFoot, 3),
    shape(j.hip, j.knee, 6.2, 4.6, legs),
    shape(j.knee, j.foot, 4.6, 3.1, legs),
    shoe(j.foot, 3.1),
  ];
  const body = shape([j.shoulder[0], j.shoulder[1] + 1], j.hip, 8.6, 7.2, o.coat);
  const [hx, hy] = j.head;
  const inFront: Part[] = [
    shape(j.shoulder, [hx - 1, hy + 3], 3.4, 3.2, mix(skin, dark, 0.3)),
    shape(j.head, [hx + 0.7, hy + 2.6], 5.6, 4.8, skin),
    ...hat(c, o, ([x, y]) => place([hx + x, hy + y])),
    shape(j.shoulder, j.elbow, 4.2, 3.5, nearArm),
    shape(j.elbow, j.hand, 3.5, 2.7, nearArm),
    fist(j.hand, 2.8, skin),
  ];
  const fill = ([d, colour]: Part) => `<path d="${d}" fill="${colour}"/>`;
  const rim = o.rim
    ? `<g transform="translate(${round((o.rimX ?? 2) * s * 0.45)} ${round((o.rimY ?? -1) * s * 0.45)})" fill="${o.rim}">${[
        ...behind,
        body,
        ...inFront,
      ]
        .map(([d]) => `<path d="${d}"/>`)
        .join('')}</g>`
    : '';
  const bands = o.vest ? vestBands(c, j, o.vest, s, place) : '';
  return rim + behind.map(fill).join('') + fill(body) + bands + inFront.map(fill).join('');
};

/** Two bands across the body, square to it. */
const vestBands = (c: Canvas, j: Pose, colour: string, s: number, place: (p: Point) => Point): string => {
  const dx = j.hip[0] - j.shoulder[0];
  const dy = j.hip[1] - j.shoulder[1];
  const length = Math.hypot(dx, dy);
  const [px, py] = [-dy / length, dx / length];
  return [0.42, 0.68]
    .map((t) => {
      const half = 8.4 - t * 1.4;
      const [mx, my] = [j.shoulder[0] + dx * t, j.shoulder[1] + 1 + dy * t];
      const a = place([mx - px * half, my - py * half]);
      const b = place([mx + px * half, my + py * half]);
      return `<path d="M${round(a[0])} ${round(a[1])}L${round(b[0])} ${round(b[1])}" stroke="${mix(colour, c.palette.mid, 0.12)}" stroke-width="${round(2 * s)}"/>`;
    })
    .join('');
};

/** What is on the head; `at` places a point relative to the middle of it. */
const hat = (c: Canvas, o: PersonOptions, at: (p: Point) => Point): Part[] => {
  const p = (x: number, y: number) => {
    const [px, py] = at([x, y]);
    return `${round(px)} ${round(py)}`;
  };
  const [, yellow, blue] = c.palette.accents;
  switch (o.hat ?? 'helmet') {
    case 'helmet':
      return [
        [
          `M${p(-7, -1.4)}C${p(-7.4, -11)} ${p(7, -11.4)} ${p(7.2, -1.8)}L${p(10.4, -0.8)}L${p(10, 0.7)}L${p(-7, 0.2)}Z`,
          o.hatColour ?? yellow,
        ],
      ];
    case 'straw':
      return [
        [
          `M${p(-14, 1)}Q${p(-3, -6)} ${p(0, -13)}Q${p(4, -6)} ${p(14.5, 0)}Q${p(0, 3)} ${p(-14, 1)}Z`,
          o.hatColour ?? '#d9b36c',
        ],
      ];
    case 'cap':
      return [
        [`M${p(-6.4, 0)}C${p(-7, -9)} ${p(6, -9)} ${p(6.2, -2)}L${p(11, -0.8)}L${p(10, 0.6)}Z`, o.hatColour ?? blue],
      ];
    case 'hood':
      return [
        [
          `M${p(-8, 8)}C${p(-12, -12)} ${p(8, -13)} ${p(7, -1)}L${p(9, -1)}L${p(4, 1)}C${p(2, -3)} ${p(-2, 4)} ${p(1, 9)}Z`,
          o.coat,
        ],
      ];
    case 'none':
      return [];
  }
};
