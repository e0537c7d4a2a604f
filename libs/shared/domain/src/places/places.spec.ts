import fc from 'fast-check';
import { type Corner, type District, DISTRICT_OUTLINES, districtOf, DISTRICTS, isInside } from '../index.js';

const at = (latitude: number, longitude: number) => districtOf({ latitude, longitude });

describe('the district of a position', () => {
  it.each<[string, number, number, District]>([
    ['观澜 银星工业园区', 22.72, 114.07, 'longhua'],
    ['深圳北站', 22.609, 114.029, 'longhua'],
    ['大浪', 22.685, 113.99, 'longhua'],
    ['市民中心', 22.543, 114.059, 'futian'],
    ['福田口岸', 22.516, 114.069, 'futian'],
    ['梅林', 22.57, 114.06, 'futian'],
    ['罗湖口岸', 22.533, 114.114, 'luohu'],
    ['东门', 22.546, 114.121, 'luohu'],
    ['莲塘', 22.562, 114.175, 'luohu'],
    ['世界之窗', 22.537, 113.973, 'nanshan'],
    ['蛇口', 22.485, 113.915, 'nanshan'],
    ['西丽', 22.582, 113.954, 'nanshan'],
    ['沙头角', 22.557, 114.236, 'yantian'],
    ['盐田港', 22.575, 114.27, 'yantian'],
    ['宝安国际机场', 22.639, 113.813, 'baoan'],
    ['宝安中心', 22.556, 113.884, 'baoan'],
    ['沙井', 22.73, 113.81, 'baoan'],
    ['石岩', 22.68, 113.93, 'baoan'],
    ['大运中心', 22.696, 114.213, 'longgang'],
    ['布吉', 22.606, 114.119, 'longgang'],
    ['坂田', 22.635, 114.07, 'longgang'],
    ['平湖', 22.692, 114.128, 'longgang'],
    ['坪地', 22.765, 114.3, 'longgang'],
    ['坪山', 22.69, 114.345, 'pingshan'],
    ['坑梓', 22.748, 114.385, 'pingshan'],
    ['公明', 22.785, 113.895, 'guangming'],
    ['光明城站', 22.737, 113.938, 'guangming'],
    ['葵涌', 22.637, 114.415, 'dapeng'],
    ['大鹏所城', 22.598, 114.513, 'dapeng'],
    ['西涌', 22.48, 114.54, 'dapeng'],
  ])('%s', (_, latitude, longitude, district) => expect(at(latitude, longitude)).toBe(district));

  it.each([
    ['香港 上水', 22.501, 114.128],
    ['香港 中环', 22.282, 114.158],
    ['东莞 长安', 22.805, 113.805],
    ['东莞 凤岗', 22.745, 114.155],
    ['惠州 大亚湾', 22.735, 114.54],
    ['广州', 23.13, 113.26],
    ['null island', 0, 0],
    ['nowhere', Number.NaN, 114],
  ])('is not known for %s', (_, latitude, longitude) => expect(at(latitude, longitude)).toBeNull());

  it('is one at most', () => {
    const point = fc.record({
      latitude: fc.double({ min: 22.4, max: 22.9, noNaN: true }),
      longitude: fc.double({ min: 113.7, max: 114.7, noNaN: true }),
    });
    fc.assert(
      fc.property(point, ({ latitude, longitude }) => {
        const held = DISTRICTS.filter((name) => isInside([longitude, latitude], DISTRICT_OUTLINES[name]));
        expect(held.length).toBeLessThanOrEqual(1);
        expect(at(latitude, longitude)).toBe(held[0] ?? null);
      }),
      { numRuns: 2000 },
    );
  });

  it('has outlines of about the area that the city gives for each district, km²', () => {
    // Land areas as the districts publish them; the outlines are coarse, so a fifth more or less is near enough.
    const known: Record<District, number> = {
      futian: 78.7,
      luohu: 78.8,
      nanshan: 187.5,
      yantian: 75,
      baoan: 397,
      longgang: 388.2,
      longhua: 175.6,
      pingshan: 166.3,
      guangming: 155.4,
      dapeng: 295.3,
    };
    for (const name of DISTRICTS) {
      const ratio = areaOf(DISTRICT_OUTLINES[name]) / known[name];
      expect([name, ratio > 0.8 && ratio < 1.2, ratio]).toEqual([name, true, ratio]);
    }
  });
});

describe('a polygon', () => {
  const square: readonly Corner[] = [
    [0, 0],
    [2, 0],
    [2, 2],
    [0, 2],
  ];

  it('holds what is inside and nothing else', () => {
    expect(isInside([1, 1], square)).toBe(true);
    for (const outside of [
      [3, 1],
      [-1, 1],
      [1, 3],
      [1, -1],
    ] as const) {
      expect(isInside(outside, square)).toBe(false);
    }
    expect(isInside([1, 1], [])).toBe(false);
  });

  it('is the same whichever corner comes first and whichever way round', () => {
    const outline = DISTRICT_OUTLINES.longhua;
    const coordinate = fc.tuple(
      fc.double({ min: 113.9, max: 114.2, noNaN: true }),
      fc.double({ min: 22.5, max: 22.8, noNaN: true }),
    );
    fc.assert(
      fc.property(coordinate, fc.nat({ max: outline.length - 1 }), (point, turn) => {
        const turned = [...outline.slice(turn), ...outline.slice(0, turn)];
        expect(isInside(point, turned)).toBe(isInside(point, outline));
        expect(isInside(point, [...outline].reverse())).toBe(isInside(point, outline));
      }),
    );
  });

  it('shares an edge with its neighbour, and a point on it with at most one of them', () => {
    const neighbour: readonly Corner[] = [
      [2, 0],
      [4, 0],
      [4, 2],
      [2, 2],
    ];
    for (const north of [0, 0.5, 1, 2]) {
      const holders = [square, neighbour].filter((corners) => isInside([2, north], corners));
      expect(holders.length).toBeLessThanOrEqual(1);
    }
  });
});

/** Area of a small polygon on the sphere, by the shoelace formula on degrees scaled to kilometres. */
function areaOf(corners: readonly Corner[]): number {
  const perDegree = 111.2;
  const scale = perDegree * perDegree * Math.cos((22.6 * Math.PI) / 180);
  const twice = corners.reduce((sum, [east, north], i) => {
    const [nextEast, nextNorth] = corners[(i + 1) % corners.length] as Corner;
    return sum + east * nextNorth - nextEast * north;
  }, 0);
  return (Math.abs(twice) / 2) * scale;
}
