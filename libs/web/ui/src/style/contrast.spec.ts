import { readFileSync } from 'node:fs';
import path from 'node:path';

const css = readFileSync(path.join(__dirname, 'tokens.css'), 'utf8');
const [lightCss = '', darkCss = ''] = css.split("[data-room='dark']");
const colours = (text: string) =>
  Object.fromEntries([...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((m) => [m[1], m[2]])) as Record<
    string,
    string
  >;
const light = colours(lightCss);
const dark = { ...light, ...colours(darkCss) };

/** Relative luminance and contrast ratio of WCAG 2.2. */
const luminance = (hex: string) => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ratio = (a: string, b: string) => {
  const [hi = 0, lo = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (hi + 0.05) / (lo + 0.05);
};

type Pair = [fore: string, back: string, floor: number];
const grounds = ['paper', 'surface', 'paper-2'];
const on = (backs: string[], fores: string[], floor: number): Pair[] =>
  backs.flatMap((back) => fores.map((fore): Pair => [fore, back, floor]));

const LIGHT: Pair[] = [
  ...on(grounds, ['ink'], 7),
  ...on(grounds, ['ink-2'], 6.5),
  ...on(grounds, ['ink-3', 'cloth', 'spark', 'seal', 'ok', 'warn', 'bad'], 4.5),
  ...on(grounds, ['line-strong'], 3),
  ...['ok', 'warn', 'bad', 'spark', 'cloth'].map((k): Pair => [k, `${k}-tint`, 4.5]),
  ['warn-deep', 'warn-tint', 7],
  ['bad-deep', 'bad-tint', 7],
  ['cloth-deep', 'cloth-tint', 7],
  ['on-cloth', 'cloth', 4.5],
  ['on-cloth', 'cloth-deep', 4.5],
  ['on-spark', 'spark', 4.5],
  ['on-spark', 'spark-deep', 4.5],
  ['on-seal', 'seal', 4.5],
  ['on-lamp', 'lamp', 7],
  ['rail-ink', 'rail', 7],
  ['rail-ink-2', 'rail', 7],
];

const DARK: Pair[] = [
  ...on(grounds, ['ink', 'ink-2', 'ink-3', 'lamp', 'ok', 'warn', 'bad', 'cloth', 'spark'], 7),
  ...on(grounds, ['line-strong'], 3),
  ...['ok', 'warn', 'bad', 'spark', 'cloth'].map((k): Pair => [k, `${k}-tint`, 7]),
  ['warn-deep', 'warn-tint', 7],
  ['bad-deep', 'bad-tint', 7],
  ['cloth-deep', 'cloth-tint', 7],
  ['on-cloth', 'cloth', 7],
  ['on-spark', 'spark', 7],
  ['on-lamp', 'lamp', 7],
  ['on-seal', 'seal', 4.5],
];

test('the ratio is that of WCAG: white on black is 21', () => {
  expect(ratio('#ffffff', '#000000')).toBeCloseTo(21, 6);
  expect(ratio('#777777', '#ffffff')).toBeCloseTo(4.478, 3);
});

describe.each([
  ['by day', light, LIGHT],
  ['in the dark room', dark, DARK],
])('%s', (_room, tokens, pairs) => {
  test.each(pairs)('%s on %s is at least %d : 1', (fore, back, floor) => {
    const [a, b] = [tokens[fore], tokens[back]];
    if (!a || !b) throw new Error(`no such token: ${a ? back : fore}`);
    expect(ratio(a, b)).toBeGreaterThanOrEqual(floor);
  });
});

test('sizes are in rem, so that enlarged text enlarges the layout', () => {
  const sizes = [...lightCss.matchAll(/--(?:t-\w+|s\d|tap[\w-]*):\s*([^;]+);/g)].map((m) => m[1]);
  expect(sizes.length).toBeGreaterThan(15);
  for (const size of sizes) expect(size).toMatch(/rem$/);
});
