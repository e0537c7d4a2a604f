import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** The same word stands in src/sw/sw.ts. */
const PLACE = '%PRECACHE%';

/**
 * Writes into the built service worker the list of files that make the app, and a version that changes with any of
 * them. The worker is its own entry and shares no chunk.
 */
function precache(): Plugin {
  let outDir = '';
  let base = '/';
  return {
    name: 'precache',
    apply: 'build',
    configResolved(config) {
      outDir = path.resolve(config.root, config.build.outDir);
      base = config.base;
    },
    closeBundle() {
      const worker = path.join(outDir, 'sw.js');
      const files = fs
        .readdirSync(outDir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !/^sw\.js$|\.map$/.test(entry.name))
        .map((entry) => path.relative(outDir, path.join(entry.parentPath, entry.name)))
        .sort();
      const hash = createHash('sha256');
      for (const file of files) hash.update(file).update(fs.readFileSync(path.join(outDir, file)));
      const urls = files.map((file) => base + (file === 'index.html' ? '' : file.split(path.sep).join('/')));
      const code = fs.readFileSync(worker, 'utf8');
      if (code.split(PLACE).length !== 2) throw new Error(`sw.js must hold ${PLACE} once`);
      fs.writeFileSync(worker, code.replace(PLACE, [hash.digest('hex').slice(0, 16), ...urls].join('|')));
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  base: '/jury/',
  plugins: [react(), precache()],
  resolve: { conditions: ['zuimei-source', 'module', 'browser', 'development|production'] },
  server: { proxy: { '/v1': 'http://127.0.0.1:3000', '/media': 'http://127.0.0.1:3000' } },
  build: {
    target: ['es2020', 'chrome90', 'safari15'],
    // Inlined assets would be `data:` addresses, which the content security policy does not allow.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { app: path.join(import.meta.dirname, 'index.html'), sw: path.join(import.meta.dirname, 'src/sw/sw.ts') },
      output: {
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
});
