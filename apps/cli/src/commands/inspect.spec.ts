import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { acceptedKinds, hostileKinds } from '@zuimei/imaging/specimens';
import { inspect } from './inspect.js';

jest.setTimeout(300_000);

interface Line {
  file: string;
  accepted: boolean;
  code?: string;
  message?: string;
  width?: number;
  height?: number;
}

let folder: string;
beforeAll(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'zuimei-inspect-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(files: string[], values: Record<string, string | boolean>) {
  const lines: Line[] = [];
  const code = await inspect.run({
    values,
    positionals: files,
    say: (line) => lines.push(JSON.parse(line) as Line),
    complain: (line) => {
      throw new Error(line);
    },
  });
  return { code, of: (file: string) => lines.find((line) => path.basename(line.file) === file) };
}

/** Real files, beside some checkouts; see `shared-corpora.ts` of the picture room. */
const corpora = path.join(
  process.env['ZUIMEI_SHARED'] ?? path.resolve(import.meta.dirname, '../../../../../shared'),
  'corpus',
);
const where = existsSync(corpora) ? it : it.skip;
const leftOut = existsSync(corpora) ? '' : ' (left out: no folder shared/corpus beside this checkout)';

where(`every real photograph is taken in at its upright size${leftOut}`, async () => {
  const photos = path.join(corpora, 'photos');
  const rows = readFileSync(path.join(photos, 'MANIFEST.md'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const cells = line.split('|').map((cell) => cell.trim());
      const [, width, height] = /^(\d+)x(\d+)/.exec(cells[6] ?? '') ?? [];
      return width ? [{ file: cells[1] as string, width: Number(width), height: Number(height) }] : [];
    });
  const files = readdirSync(photos).filter((file) => !file.endsWith('.md'));
  expect(rows.map(({ file }) => file)).toEqual(files);
  const { code, of } = await run(
    files.map((file) => path.join(photos, file)),
    { json: true, 'min-side': '200' },
  );
  for (const { file, width, height } of rows)
    expect([file, of(file)]).toMatchObject([file, { accepted: true, width, height }]);
  expect(code).toBe(0);
});

where(`every hostile file ends as it should${leftOut}`, async () => {
  const hostile = path.join(corpora, 'hostile');
  const expected = JSON.parse(readFileSync(path.join(hostile, 'expected.json'), 'utf8')) as {
    file: string;
    expect: string;
    kinds: string[];
  }[];
  const { of } = await run(
    expected.map(({ file }) => path.join(hostile, file)),
    { json: true },
  );
  for (const row of expected) {
    const line = of(row.file);
    const allowed = [
      ...(row.expect === 'REJECT' ? [] : ['accepted']),
      ...(row.expect === 'ACCEPT+NORMALISE' ? [] : row.expect === 'EITHER' ? [line?.code] : row.kinds),
    ];
    expect([row.file, allowed]).toEqual([row.file, expect.arrayContaining([line?.accepted ? 'accepted' : line?.code])]);
  }
});

it('says of each file by its name what it is, and tells refusals in words', async () => {
  const [photo, text] = [path.join(folder, 'photo.jpg'), path.join(folder, 'text.jpg')];
  const jpeg = acceptedKinds.find(({ name }) => name === 'JPEG');
  const page = hostileKinds.find(({ name }) => name === 'a web page');
  writeFileSync(photo, (await jpeg?.make()) as Buffer);
  writeFileSync(text, (await page?.make()) as Buffer);
  const { code, of } = await run([photo, text], { json: true });
  expect(of('photo.jpg')).toMatchObject({ accepted: true, type: 'jpeg', width: jpeg?.width, height: jpeg?.height });
  expect(of('text.jpg')).toMatchObject({ accepted: false, code: 'UNSUPPORTED_TYPE' });
  expect(of('text.jpg')?.message).toMatch(/[\u4e00-\u9fff]/);
  expect(code).toBe(1);
});
