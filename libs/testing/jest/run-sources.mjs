// Lets a child process run the TypeScript sources, decorators and all, so that a test never runs yesterday's build:
//   node --conditions=zuimei-source --import …/run-sources.mjs src/main.ts
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';

const jsc = {
  target: 'es2023',
  parser: { syntax: 'typescript', decorators: true },
  transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
};

registerHooks({
  resolve(specifier, context, next) {
    const inSources = context.parentURL?.endsWith('.ts') && /^\..*\.js$/.test(specifier);
    return next(inSources ? specifier.replace(/js$/, 'ts') : specifier, context);
  },
  load(url, context, next) {
    if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
    const filename = fileURLToPath(url);
    const { code } = transformSync(readFileSync(filename, 'utf8'), {
      swcrc: false,
      filename,
      sourceMaps: 'inline',
      module: { type: 'es6' },
      jsc,
    });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
