import { Canvas, FIELD } from './canvas.js';
import { cleaner } from './cleaner.scene.js';
import { cook } from './cook.scene.js';
import { courier } from './courier.scene.js';
import { crane } from './crane.scene.js';
import { type SceneDefinition } from './definition.js';
import { frameAround, mirrored, type Frame } from './framing.js';
import { filmGrain } from './grain.js';
import { sampleLabel } from './label.js';
import { lineman } from './lineman.scene.js';
import { nurse } from './nurse.scene.js';
import { PALETTES, type PaletteName } from './palettes.js';
import { scaffold } from './scaffold.scene.js';
import { sewing } from './sewing.scene.js';
import { round } from './shapes.js';
import { tunnel } from './tunnel.scene.js';
import { welder } from './welder.scene.js';

const SCENES = {
  welder,
  scaffold,
  sewing,
  courier,
  crane,
  nurse,
  cleaner,
  cook,
  lineman,
  tunnel,
} as const satisfies Record<string, SceneDefinition>;

export type SceneName = keyof typeof SCENES;
export const SCENE_NAMES = Object.keys(SCENES) as SceneName[];

export interface SceneOptions {
  /** The light; each scene has one it looks best in. */
  palette?: PaletteName;
  /** A whole number; the same one gives the same picture. */
  seed?: number;
  /** `thumb` leaves out grain and small blurs: for pictures under some 300 pixels. */
  detail?: 'full' | 'thumb';
  /** Without a size: which part stays in sight where the picture's box has another shape. */
  focus?: 'xMinYMid' | 'xMidYMid' | 'xMaxYMid';
  /** Pixels of the photo. With both, the picture has this shape and is cut around its subject. */
  width?: number;
  height?: number;
  /** From 1, the whole field, to 2. */
  zoom?: number;
  /** Left and right exchanged; the label is not. */
  mirror?: boolean;
}

export const sceneTitle = (name: SceneName): string => SCENES[name].title;

/**
 * One drawn picture of people at work, as SVG, labelled 示例. A pure function: the same name and options give the same
 * bytes, and two different pictures on one page do not share the ids of their gradients.
 */
export const scene = (name: SceneName, options: SceneOptions = {}): string => {
  const definition: SceneDefinition = SCENES[name];
  const { seed = 1, detail = 'full', zoom = 1, mirror = false, width, height } = options;
  const palette = options.palette ?? definition.palette;
  const prefix = `${name}-${palette}-${seed}-${detail === 'full' ? 'f' : 't'}`;
  const canvas = new Canvas(PALETTES[palette], seed, detail === 'full', prefix);
  definition.draw(canvas);

  const sized = width !== undefined && height !== undefined;
  const cut = frameAround(canvas.subject, sized ? width / height : FIELD.width / FIELD.height, zoom);
  const frame = mirror ? mirrored(cut) : cut;
  const finish = vignette(canvas, frame) + (detail === 'full' ? filmGrain(canvas, prefix, frame) : '') + labelOn(frame);
  const drawing = mirror
    ? `<g transform="translate(${FIELD.width} 0) scale(-1 1)">${canvas.elements.join('')}</g>`
    : canvas.elements.join('');
  const size = sized
    ? `width="${width}" height="${height}"`
    : `preserveAspectRatio="${options.focus ?? 'xMidYMid'} slice"`;
  const viewBox = [frame.x, frame.y, frame.width, frame.height].map(round).join(' ');
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="${viewBox}" role="img" aria-label="示例：${definition.title}">` +
    `<defs>${canvas.definitions.join('')}</defs>${drawing}${finish}</svg>`
  );
};

/** Corners fall off, as with a lens. */
const vignette = (canvas: Canvas, { x, y, width, height }: Frame): string => {
  const fill = canvas.radial(
    [
      [0, '#000000', 0],
      [0.62, '#000000', 0],
      [1, '#000000', 0.42],
    ],
    x + width / 2,
    y + height / 2,
    Math.hypot(width, height) * 0.527,
  );
  return canvas.rect(x, y, width, height, fill);
};

const labelOn = ({ x, y, width, height }: Frame): string =>
  sampleLabel({ x, y: y + height, size: Math.min(width, height) * 0.034 });
