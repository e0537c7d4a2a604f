import { type Canvas } from './canvas.js';
import { type PaletteName } from './palettes.js';

/** One kind of work as a picture: its name, the light it looks best in, and how it is drawn. */
export interface SceneDefinition {
  title: string;
  palette: PaletteName;
  draw: (canvas: Canvas) => void;
}
