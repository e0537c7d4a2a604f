import { type Recognisable } from './recognisable.js';
import { type AuthorHandle } from './people.js';
import { type PaletteName } from '../scenes/palettes.js';
import { type SceneName } from '../scenes/scene.js';

/** Shapes that phones and cameras give, in pixels. */
export const SHAPES = {
  '4:3': { width: 3264, height: 2448 },
  '3:2': { width: 3456, height: 2304 },
  '3:4': { width: 2448, height: 3264 },
  '2:3': { width: 2304, height: 3456 },
} as const;
export type Shape = keyof typeof SHAPES;

export interface Shot {
  scene: SceneName;
  palette: PaletteName;
  seed: number;
  shape: Shape;
  zoom: number;
  mirror: boolean;
}

/** What became of it, for editions that still collect. */
export type DemoDecision =
  | { kind: 'approved' }
  | { kind: 'waiting' }
  | { kind: 'fix-requested'; reason: DemoReason; note: string }
  | { kind: 'rejected'; reason: DemoReason; note: string };

export type DemoReason =
  'low-resolution' | 'not-clear' | 'faces-without-consent' | 'duplicate' | 'off-theme' | 'dangerous-or-secret';

export interface WorkText {
  title: string;
  story: string;
  place: string;
  author: AuthorHandle;
  recognisable: Recognisable;
  shot: Shot;
  decision: DemoDecision;
}

export const shot = (
  scene: SceneName,
  palette: PaletteName,
  seed: number,
  shape: Shape = '4:3',
  { zoom = 1, mirror = false } = {},
): Shot => ({ scene, palette, seed, shape, zoom, mirror });

export const work = (
  author: AuthorHandle,
  title: string,
  place: string,
  story: string,
  picture: Shot,
  recognisable: Recognisable = 'consented',
  decision: DemoDecision = { kind: 'approved' },
): WorkText => ({ author, title, place, story, shot: picture, recognisable, decision });
