import { frameAround, mirrored } from './framing.js';
import { PALETTE_NAMES } from './palettes.js';
import { scene, SCENE_NAMES, sceneTitle } from './scene.js';

const ids = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map((m) => m[1] ?? '');
const used = (svg: string) => [...svg.matchAll(/url\(#([^)]+)\)/g)].map((m) => m[1] ?? '');
const viewBox = (svg: string) => (/viewBox="([^"]+)"/.exec(svg)?.[1] ?? '').split(' ').map(Number);

test('there are ten scenes in seven lights', () => {
  expect(SCENE_NAMES).toHaveLength(10);
  expect(PALETTE_NAMES).toHaveLength(7);
  expect(new Set(SCENE_NAMES.map(sceneTitle)).size).toBe(10);
});

describe.each(SCENE_NAMES)('%s', (name) => {
  test('the same input gives the same bytes, whatever was drawn in between', () => {
    const first = scene(name, { seed: 4, palette: 'dusk' });
    scene('welder', { seed: 9 });
    scene(name, { seed: 5 });
    expect(scene(name, { seed: 4, palette: 'dusk' })).toBe(first);
  });

  test('another seed and another light are other pictures', () => {
    const pictures = [
      scene(name, { seed: 1, palette: 'dawn' }),
      scene(name, { seed: 2, palette: 'dawn' }),
      scene(name, { seed: 1, palette: 'night' }),
    ];
    expect(new Set(pictures).size).toBe(3);
  });

  test.each(PALETTE_NAMES)(
    'in the light of %s it is well formed, and every reference finds its definition',
    (palette) => {
      for (const detail of ['full', 'thumb'] as const) {
        const svg = scene(name, { palette, seed: 7, detail });
        const defined = ids(svg);
        expect(new Set(defined).size).toBe(defined.length);
        expect(defined).toEqual(expect.arrayContaining(used(svg)));
        expect(svg).not.toMatch(/NaN|undefined|Infinity/);
        expect((svg.match(/<g[ >]/g) ?? []).length).toBe((svg.match(/<\/g>/g) ?? []).length);
      }
    },
  );

  test('is labelled in drawn strokes and in words, without any font', () => {
    for (const mirror of [false, true]) {
      const svg = scene(name, { mirror });
      expect(svg).toContain(`aria-label="示例：${sceneTitle(name)}"`);
      expect(svg).toContain('M6.5 4.5H17.5M3 9.5H21');
      expect(svg).not.toContain('<text');
      // The label stands after the mirrored group, so it can be read.
      expect(svg.lastIndexOf('M6.5 4.5H17.5')).toBeGreaterThan(svg.lastIndexOf('scale(-1 1)'));
    }
  });

  test('a thumbnail is lighter and has no grain', () => {
    const [full, thumb] = [scene(name), scene(name, { detail: 'thumb' })];
    expect(thumb.length).toBeLessThan(full.length);
    expect(thumb).not.toContain('feTurbulence');
    expect(full).toContain('feTurbulence');
  });

  test.each([
    [4032, 3024],
    [3024, 4032],
    [2848, 4272],
    [4272, 2848],
  ])('at %i × %i it has that shape and stays inside what is drawn', (width, height) => {
    for (const zoom of [1, 1.3]) {
      const svg = scene(name, { width, height, zoom, seed: 3 });
      expect(svg).toContain(`width="${width}" height="${height}"`);
      const [x = NaN, y = NaN, w = NaN, h = NaN] = viewBox(svg);
      expect(w / h).toBeCloseTo(width / height, 2);
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(x + w).toBeLessThanOrEqual(1200.1);
      expect(y + h).toBeLessThanOrEqual(800.1);
    }
  });
});

test('two different pictures on one page share no id', () => {
  const a = new Set(ids(scene('cook', { seed: 1 })));
  expect(ids(scene('cook', { seed: 2 })).filter((id) => a.has(id))).toEqual([]);
  expect(ids(scene('cook', { seed: 1, palette: 'day' })).filter((id) => a.has(id))).toEqual([]);
});

test('without a size the picture fills any box around its focus', () => {
  expect(scene('crane', { focus: 'xMaxYMid' })).toContain(
    'preserveAspectRatio="xMaxYMid slice" viewBox="0 0 1200 800"',
  );
});

test('a frame is centred on its subject until the field ends', () => {
  expect(frameAround([600, 400], 3 / 2, 1)).toEqual({ x: 0, y: 0, width: 1200, height: 800 });
  expect(frameAround([600, 400], 2 / 4, 1)).toEqual({ x: 400, y: 0, width: 400, height: 800 });
  expect(frameAround([1190, 10], 3 / 2, 2)).toEqual({ x: 600, y: 0, width: 600, height: 400 });
  expect(frameAround([600, 400], 2, 1)).toEqual({ x: 0, y: 100, width: 1200, height: 600 });
  expect(mirrored({ x: 100, y: 20, width: 400, height: 800 })).toEqual({ x: 700, y: 20, width: 400, height: 800 });
});
