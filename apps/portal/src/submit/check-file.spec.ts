import { PHOTO_TYPES } from '@zuimei/domain';
import { acceptOf, brokenBySize, checkFile, inWords, refusalInWords, sniff } from './check-file.js';

const rules = {
  photoTypes: [...PHOTO_TYPES],
  maxBytes: 100,
  minShortSide: 600,
  maxPixels: 120_000_000,
  maxSide: 16_384,
  maxAspect: 20,
};
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
  [4000, 3000],
  [800, 500, 'TOO_SMALL'],
  [13_000, 10_000, 'TOO_MANY_PIXELS'],
  [16_385, 1000, 'TOO_MANY_PIXELS'],
  [15_000, 700, 'BAD_ASPECT'],
  [17_000, 300, 'TOO_MANY_PIXELS', 'TOO_SMALL', 'BAD_ASPECT'],
] as [number, number, ...string[]][])('%i × %i', (width, height, ...codes) =>
  expect(brokenBySize(width, height, rules).map(({ code }) => code)).toEqual(codes),
);

it('names the rule of an empty, a large and a foreign file before anything is sent', async () => {
  const blob = (content: string) =>
    Object.assign(new Blob([content]), {
      arrayBuffer: async () => bytes(content).buffer,
      slice: () => blob(content.slice(0, 16)),
    }) as Blob;
  const said = async (content: string, types = rules.photoTypes) =>
    inWords(await checkFile(blob(content), { ...rules, photoTypes: types }));
  expect(await said('')).toContain('文件是空的');
  expect(await said('x'.repeat(101))).toMatch(/文件太大.*不是本期收的照片格式/);
  expect(await said('hello, world, this is text')).toContain('请用 JPEG、PNG、WebP、AVIF、HEIC。');
  expect(await said('\x89PNG\r\n\x1a\n', ['jpeg'])).toContain('请用 JPEG。');
});

it('says all that the server names, and the one sentence where it names one', () => {
  const detail = '一句话。';
  const errors = [
    { pointer: '/file', code: 'TOO_SMALL', facts: { limit: 600, actual: 100 } },
    { pointer: '/file', code: 'BAD_ASPECT', facts: { limit: 20 } },
  ];
  expect(refusalInWords({ detail, errors })).toMatch(/短边至少 600 像素，这张是 100。.*短边的 20 倍/);
  expect(refusalInWords({ detail, errors: errors.slice(0, 1) })).toBe(detail);
  expect(refusalInWords({ detail })).toBe(detail);
});

it('asks the album for what the edition takes', () =>
  expect(acceptOf(['jpeg', 'heic'])).toBe('image/jpeg,image/heic,image/heif,.heic,.heif'));
