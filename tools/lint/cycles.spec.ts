import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** What a file imports at run time from its own room: paths of files. Type-only imports are erased and make no circle. */
function importsOf(file: string): string[] {
  const text = fs.readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const found: string[] = [];
  for (const [, clause = '', from = ''] of text.matchAll(
    /^(?:import|export)\s+([^'";]*?)\s*(?:from\s*)?'(\.[^']*)'/gm,
  )) {
    const names = /^\{([\s\S]*)\}$/
      .exec(clause)?.[1]
      ?.split(',')
      .map((name) => name.trim())
      .filter(Boolean);
    const typesOnly = /^type\s/.test(clause) || (names?.length && names.every((name) => name.startsWith('type ')));
    if (typesOnly) continue;
    const target = path.resolve(path.dirname(file), from);
    const source = [target, target.replace(/\.js$/, '.ts'), target.replace(/\.js$/, '.tsx')].find((f) =>
      fs.statSync(f, { throwIfNoEntry: false })?.isFile(),
    );
    if (source) found.push(source);
  }
  return found;
}

/** The first circle of imports among the files, as a list of paths, or none. */
function findCycle(files: string[]): string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, trail: string[]): string[] | undefined => {
    if (trail.includes(file)) return [...trail.slice(trail.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of importsOf(file)) {
      const cycle = visit(next, [...trail, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of files) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return undefined;
}

const rooms = ['apps/*', 'libs/*', 'libs/*/*'].flatMap((pattern) => fs.globSync(`${pattern}/src`, { cwd: root }));

it.each(rooms)('%s has no circle of imports', (room) => {
  const files = fs.globSync('**/*.{ts,tsx}', { cwd: path.join(root, room) }).map((file) => path.join(root, room, file));
  expect(findCycle(files)?.map((file) => path.relative(root, file))).toBeUndefined();
});

it('finds a circle where there is one', () => {
  const folder = fs.mkdtempSync(path.join(root, 'node_modules/.cache/zuimei-cycle-'));
  try {
    const write = (name: string, text: string): string => {
      fs.writeFileSync(path.join(folder, name), text);
      return path.join(folder, name);
    };
    const a = write('a.ts', "import { b, type B } from './b.js';\nexport const a = b;\nexport type A = B;\n");
    const b = write('b.ts', "export type B = 1;\nexport * from './c.js';\n");
    const c = write('c.ts', "import { type A } from './a.js';\nexport const b: A = 1;\n");
    expect(findCycle([a])).toBeUndefined();
    write('c.ts', "import {\n  a,\n} from './a.js';\nexport const b = a;\n");
    expect(findCycle([a])).toEqual([a, b, c, a]);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
