// `npm run drift`: whether everything that is generated and committed is what would be generated now.
// `npm run drift -- --write` writes it.
import fs from 'node:fs';
import path from 'node:path';
import { ensure } from '../bootstrap/ensure.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const write = process.argv.includes('--write');

await ensure();
let drifted = 0;
for (const name of ['config', 'exports', 'glossary', 'openapi']) {
  const { generate } = await import(`./${name}.mjs`);
  for (const [file, text] of Object.entries(await generate())) {
    const target = path.join(root, file);
    if (fs.existsSync(target) && fs.readFileSync(target, 'utf8') === text) continue;
    if (write) {
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.writeFileSync(target, text);
      console.log(`written ${file}`);
    } else {
      drifted++;
      console.error(`${file} is not what would be generated now: run "npm run drift -- --write" and commit it`);
    }
  }
}
process.exit(drifted ? 1 : 0);
