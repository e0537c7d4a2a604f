// Transpiles one project's src/ to dist/ with SWC: ES modules, decorators with metadata, source maps.
// Types are checked apart (`npm run typecheck`), so a build takes well under a second.
import fs from 'node:fs';
import path from 'node:path';
import { transformFile } from '@swc/core';

const projectRoot = process.argv[2];
if (!projectRoot) throw new Error('usage: transpile.mjs PROJECT_ROOT');
const src = path.join(projectRoot, 'src');
const dist = path.join(projectRoot, 'dist');
fs.rmSync(dist, { recursive: true, force: true });

const files = fs
  .readdirSync(src, { recursive: true })
  .filter((f) => /\.tsx?$/.test(f) && !/\.(spec|testing|properties)\.tsx?$|\.d\.ts$/.test(f));
await Promise.all(
  files.map(async (file) => {
    const out = path.join(dist, file.replace(/\.tsx?$/, '.js'));
    const { code, map } = await transformFile(path.join(src, file), {
      swcrc: false,
      sourceMaps: true,
      sourceFileName: path.relative(path.dirname(out), path.join(src, file)),
      module: { type: 'es6' },
      jsc: {
        target: 'es2023',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      },
    });
    fs.mkdirSync(path.dirname(out), { recursive: true });
    fs.writeFileSync(out, `${code}\n//# sourceMappingURL=${path.basename(out)}.map\n`);
    fs.writeFileSync(`${out}.map`, map);
  }),
);
for (const asset of fs.readdirSync(src, { recursive: true }).filter((f) => /\.(json|sql|html|css|svg)$/.test(f))) {
  fs.mkdirSync(path.dirname(path.join(dist, asset)), { recursive: true });
  fs.copyFileSync(path.join(src, asset), path.join(dist, asset));
}
