import fs from 'node:fs/promises';
import path from 'node:path';
import { type DemoWork, picture } from '@zuimei/demo';
import { drawSvg } from '@zuimei/imaging';

/** Draws the photo of one work of the demo as a phone would hand it in, and gives the file's path. */
export async function drawPhoto(work: DemoWork, folder: string, name: string): Promise<string> {
  const { svg, raster, photo } = picture(work.shot);
  const file = path.join(folder, `${name}.jpg`);
  await fs.writeFile(file, await drawSvg(svg, { ...photo, raster, format: 'jpeg' }));
  return file;
}
