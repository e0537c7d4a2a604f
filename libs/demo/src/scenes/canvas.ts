import { type Palette } from './palettes.js';
import { randomStream } from './random.js';
import { round, round2, type Point } from './shapes.js';

/** Every scene is composed on a field of 1200 × 800. */
export const FIELD = { width: 1200, height: 800 } as const;

/** Offset, colour, opacity. */
export type Stop = readonly [offset: number, colour: string, opacity?: number];

const number = round;

/**
 * Collects the elements of one picture. It holds no state beyond the one call that made it, so the same input gives
 * the same bytes, ids included.
 */
export class Canvas {
  readonly definitions: string[] = [];
  readonly elements: string[] = [];
  /** Where the eye goes: narrower frames are cut around it. */
  subject: Point = [FIELD.width / 2, FIELD.height / 2];
  readonly random: () => number;
  private count = 0;
  private readonly known = new Map<string, string>();

  constructor(
    readonly palette: Palette,
    seed: number,
    /** Thumbnails leave out what nobody sees at 200 pixels. */
    readonly full: boolean,
    private readonly prefix: string,
  ) {
    this.random = randomStream(seed);
  }

  add(...elements: string[]): void {
    this.elements.push(...elements);
  }

  range(from: number, to: number): number {
    return from + (to - from) * this.random();
  }

  pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.random() * items.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  private define(make: (id: string) => string): string {
    const id = `${this.prefix}${++this.count}`;
    this.definitions.push(make(id));
    return `url(#${id})`;
  }

  /** A fill of colours along a line, top to bottom unless told otherwise. */
  linear(stops: readonly Stop[], x1 = 0, y1 = 0, x2 = 0, y2: number = FIELD.height): string {
    return this.define(
      (id) =>
        `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="${number(x1)}" y1="${number(y1)}" x2="${number(x2)}" y2="${number(y2)}">${stopsOf(stops)}</linearGradient>`,
    );
  }

  /** A fill of colours around a point; `flatten` squeezes the circles vertically, as light does on a floor. */
  radial(stops: readonly Stop[], x: number, y: number, r: number, flatten?: number): string {
    const flat = flatten ? ` gradientTransform="translate(0 ${number(y * (1 - flatten))}) scale(1 ${flatten})"` : '';
    return this.define(
      (id) =>
        `<radialGradient id="${id}" gradientUnits="userSpaceOnUse" cx="${number(x)}" cy="${number(y)}" r="${number(r)}"${flat}>${stopsOf(stops)}</radialGradient>`,
    );
  }

  private once(key: string, make: (id: string) => string): string {
    const reference = this.known.get(key) ?? this.define(make);
    this.known.set(key, reference);
    return reference;
  }

  /**
   * The attribute of a soft focus; nothing in a thumbnail where it would not be seen. A filter costs its area: a
   * single soft shape is cheaper as `soft`, and several at the same distance belong into one group.
   */
  blur(deviation: number): string {
    if (!this.full && deviation < 6) return '';
    const filter = this.once(
      `blur ${deviation}`,
      (id) =>
        `<filter id="${id}" x="-12%" y="-12%" width="124%" height="124%"><feGaussianBlur stdDeviation="${deviation}"/></filter>`,
    );
    return ` filter="${filter}"`;
  }

  /** An ellipse as if blurred, drawn as a gradient: a cloud, a puff of steam, a disc of light. */
  soft(x: number, y: number, rx: number, ry: number, colour: string, opacity: number, deviation: number): string {
    const grow = 1.7 * deviation;
    const mean = Math.sqrt(rx * ry);
    const share = (mean - 1.5 * deviation) / Math.sqrt((rx + grow) * (ry + grow));
    const core = Math.max(0, Math.round(share * 20) / 20);
    const fill = this.once(`soft ${colour} ${core}`, (id) => {
      const at = (t: number) => Math.round((core + (1 - core) * t) * 100) / 100;
      const stops = stopsOf([
        [core, colour, 1],
        [at(0.3), colour, 0.82],
        [at(0.55), colour, 0.42],
        [at(0.8), colour, 0.1],
        [1, colour, 0],
      ]);
      return `<radialGradient id="${id}">${stops}</radialGradient>`;
    });
    // A streak thinner than its blur is also fainter.
    const peak = opacity * Math.min(1, Math.min(rx, ry) / (0.9 * deviation));
    return this.ellipse(x, y, rx + grow, ry + grow, fill, `fill-opacity="${round2(peak)}"`);
  }

  rect(x: number, y: number, width: number, height: number, fill: string, extra = ''): string {
    return `<rect x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}" fill="${fill}" ${extra}/>`;
  }

  circle(x: number, y: number, r: number, fill: string, extra = ''): string {
    return `<circle cx="${number(x)}" cy="${number(y)}" r="${number(r)}" fill="${fill}" ${extra}/>`;
  }

  ellipse(x: number, y: number, rx: number, ry: number, fill: string, extra = ''): string {
    return `<ellipse cx="${number(x)}" cy="${number(y)}" rx="${number(rx)}" ry="${number(ry)}" fill="${fill}" ${extra}/>`;
  }

  path(d: string, fill: string, extra = ''): string {
    return `<path d="${d}" fill="${fill}" ${extra}/>`;
  }

  line(x1: number, y1: number, x2: number, y2: number, colour: string, width: number, extra = ''): string {
    return `<path d="M${number(x1)} ${number(y1)}L${number(x2)} ${number(y2)}" stroke="${colour}" stroke-width="${number(width)}" fill="none" ${extra}/>`;
  }

  polygon(points: readonly Point[], fill: string, extra = ''): string {
    return `<path d="M${points.map(([x, y]) => `${number(x)} ${number(y)}`).join('L')}Z" fill="${fill}" ${extra}/>`;
  }

  /**
   * Light in the air around a source. Wide ones are added to what lies under them; under 200 nobody can tell that from
   * simply laying them over it, which costs a tenth.
   */
  glow(x: number, y: number, r: number, colour: string, strength = 1, flatten = 1): string {
    const falloff: Stop[] = [
      [0, colour, strength],
      [0.25, colour, strength * 0.45],
      [0.6, colour, strength * 0.12],
      [1, colour, 0],
    ];
    const fill = this.radial(falloff, x, y, r, flatten === 1 ? undefined : flatten);
    const [left, right] = [Math.max(0, x - r), Math.min(FIELD.width, x + r)];
    const [top, bottom] = [Math.max(0, y - r * flatten), Math.min(FIELD.height, y + r * flatten)];
    const added = r < 200 ? '' : 'style="mix-blend-mode:screen"';
    return this.rect(left, top, right - left, bottom - top, fill, added);
  }

  sky(): void {
    const [zenith, middle, horizon] = this.palette.sky;
    const stops: Stop[] = [
      [0, zenith],
      [0.55, middle],
      [1, horizon],
    ];
    this.add(this.rect(0, 0, FIELD.width, FIELD.height, this.linear(stops)));
  }
}

const stopsOf = (stops: readonly Stop[]) =>
  stops
    .map(
      ([offset, colour, opacity]) =>
        `<stop offset="${offset}" stop-color="${colour}"${opacity === undefined ? '' : ` stop-opacity="${opacity}"`}/>`,
    )
    .join('');
