import fs from 'node:fs';
import path from 'node:path';
import { METHODS } from './methods.js';
import { countFolder, parseLines, runCount } from './count.testing.js';

const folder = path.join(import.meta.dirname, 'golden');
const names = fs
  .readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => path.basename(file, '.json'));
const made = countFolder();
afterAll(made.remove);

/** The line of one file, with the file's name in place of its path. */
async function lineOf(name: string): Promise<string> {
  const file = path.join(folder, `${name}.json`);
  const { lines } = await runCount([file], { json: true });
  expect(lines).toHaveLength(1);
  return `${lines[0]}\n`.replace(JSON.stringify(file), JSON.stringify(`${name}.json`));
}

// The expected bytes were written once by ZUIMEI_WRITE=1 and read by a person against the rules' worked numbers.
describe('golden files', () => {
  it.each(names)('%s: the same bytes on every machine', async (name) => {
    const expected = path.join(folder, `${name}.expected`);
    if (process.env['ZUIMEI_WRITE']) fs.writeFileSync(expected, await lineOf(name));
    expect(await lineOf(name)).toBe(fs.readFileSync(expected, 'utf8'));
  });

  it('there is one for every method', () => {
    const methods = names.map(
      (name) => (JSON.parse(fs.readFileSync(path.join(folder, `${name}.json`), 'utf8')) as { method: string }).method,
    );
    expect([...new Set(methods)].sort()).toEqual(Object.keys(METHODS).sort());
  });

  it.each(names)('%s: neither the order of ballots nor that of entries matters', async (name) => {
    const content = JSON.parse(fs.readFileSync(path.join(folder, `${name}.json`), 'utf8')) as {
      entries: unknown[];
      ballots: unknown[];
    };
    const turned = { ...content, entries: content.entries.toReversed(), ballots: content.ballots.toReversed() };
    const [result] = parseLines(await runCount([made.write(turned)], { json: true }));
    const [expected] = parseLines(await runCount([path.join(folder, `${name}.json`)], { json: true }));
    expect({ ...result, file: '' }).toEqual({ ...expected, file: '' });
  });
});
