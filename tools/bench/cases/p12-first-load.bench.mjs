// P12: the JavaScript that a first load of each web app fetches, gzipped, against React alone built the same way.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const root = path.resolve(import.meta.dirname, '../../..');
const LIMITS = { portal: 110_000, jury: 130_000, console: 300_000 };

export const id = 'P12';

export async function measure() {
  const react = await reactAlone();
  const runs = Object.keys(LIMITS).map((app) => ({
    app,
    bytesGzipped: firstLoad(path.join(root, 'apps', app, 'dist')),
    reactBytesGzipped: react,
  }));
  return {
    name: 'first load of portal / jury / console, JS gzipped',
    ratio: Math.max(...runs.map((run) => run.bytesGzipped)) / react,
    definition: 'the largest app’s first-load JavaScript, gzipped ÷ React and React DOM alone, gzipped',
    runs,
    checks: runs.map(({ app, bytesGzipped }) => ({
      name: `${app} ${(bytesGzipped / 1000).toFixed(1)} kB ≤ ${LIMITS[app] / 1000} kB`,
      pass: bytesGzipped <= LIMITS[app],
    })),
  };
}

/** Sum over the entry script and all that it imports statically. */
function firstLoad(dist) {
  const html = fs.readFileSync(path.join(dist, 'index.html'), 'utf8');
  const seen = new Set();
  const follow = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    const code = fs.readFileSync(file, 'utf8');
    for (const [, target] of code.matchAll(/(?:import|export)(?:[\s\w{},$*]*?from)?\s*["'](\.{1,2}\/[^"']+\.js)["']/g))
      follow(path.resolve(path.dirname(file), target));
  };
  for (const [, source] of html.matchAll(/<(?:script|link)[^>]+(?:src|href)="[^"]*?(assets\/[^"]+\.js)"/g))
    follow(path.join(dist, source));
  return [...seen].reduce((sum, file) => sum + gzipSync(fs.readFileSync(file), { level: 9 }).length, 0);
}

async function reactAlone() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'zuimei-react-alone-'));
  try {
    fs.symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
    fs.writeFileSync(
      path.join(folder, 'main.js'),
      'import { createElement } from "react";\nimport { createRoot } from "react-dom/client";\ncreateRoot(document.body).render(createElement("p"));\n',
    );
    fs.writeFileSync(path.join(folder, 'index.html'), '<script type="module" src="./main.js"></script>');
    await build({ root: folder, logLevel: 'silent', configFile: false });
    return firstLoad(path.join(folder, 'dist'));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
