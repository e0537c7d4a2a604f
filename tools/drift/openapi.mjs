// The API document, made from the table of endpoints. Needs the build.
import fs from 'node:fs';

/** @returns {Promise<Record<string, string>>} paths from the root of the repository, and what must stand there */
export async function generate() {
  const { openApiDocument } = await import('../../libs/shared/contracts/dist/index.js');
  const { version } = JSON.parse(fs.readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return { 'libs/shared/contracts/openapi.json': `${JSON.stringify(openApiDocument(version), null, 2)}\n` };
}
