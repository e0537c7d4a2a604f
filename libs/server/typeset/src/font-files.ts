import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

export type Weight = 'regular' | 'bold';

export interface FontFile {
  file: string;
  /** The PostScript name of one face within a collection. */
  face?: string;
}

/** Stands where no font has the character: the printers' mark for a missing sort. */
export const MISSING_SORT = '〓';

/** The typeface that comes with the project, then where systems keep one with more rare characters; those that are here. */
export function fontFiles(weight: Weight): readonly FontFile[] {
  return (found[weight] ??= look(weight));
}

/** Looked for once a process: fonts do not come and go. */
const found: Partial<Record<Weight, readonly FontFile[]>> = {};

function look(weight: Weight): FontFile[] {
  const packageJson = createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json');
  const [folder, name] = weight === 'bold' ? ['700Bold', 'Bold'] : ['400Regular', 'Regular'];
  const own = path.join(path.dirname(packageJson), folder, `NotoSansSC_${folder}.ttf`);
  const system = ['/usr/share/fonts/opentype/noto', '/usr/share/fonts/noto-cjk', '/usr/share/fonts/google-noto-cjk'];
  return [
    { file: own },
    ...system.map((at) => ({ file: path.join(at, `NotoSansCJK-${name}.ttc`), face: `NotoSansCJKsc-${name}` })),
  ].filter(({ file }) => fs.existsSync(file));
}
