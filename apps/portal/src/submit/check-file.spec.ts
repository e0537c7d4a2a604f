import { brokenBySize, checkFile, sniff } from './check-file.js';

const rules = { maxBytes: 100, minShortSide: 600, maxPixels: 120_000_000, maxSide: 16_384, maxAspect: 20 };
const bytes = (text: string) => Uint8Array.from([...text].map((c) => c.charCodeAt(0)));

it.each([
  ['\xff\xd8\xff\xe1', 'jpeg'],
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['RIFF....WEBPVP8 ', 'webp'],
  ['\0\0\0\x18ftypheic', 'heif'],
  ['\0\0\0\x18ftypisom', null],
  ['hello, world', null],
])('sniffs %j', (head, kind) => expect(sniff(bytes(head))).toBe(kind));

it.each([
  [4000, 3000, undefined],
  [800, 500, 'TOO_SMALL'],
  [13_000, 10_000, 'TOO_MANY_PIXELS'],
  [16_385, 1000, 'TOO_MANY_PIXELS'],
  [15_000, 700, 'BAD_ASPECT'],
])('%i × %i', (width, height, code) => expect(brokenBySize(width, height, rules)?.code).toBe(code));

it('names the rule of an empty, a large and a foreign file before anything is sent', async () => {
  const blob = (content: string) =>
    Object.assign(new Blob([content]), {
      arrayBuffer: async () => bytes(content).buffer,
      slice: () => blob(content.slice(0, 16)),
    }) as Blob;
  expect(await checkFile(blob(''), rules)).toContain('文件是空的');
  expect(await checkFile(blob('x'.repeat(101)), rules)).toContain('文件太大');
  expect(await checkFile(blob('hello, world, this is text'), rules)).toContain('不是支持的照片格式');
});
