import { CHUNK, TransferMeter, chunkAfterCut, chunkOf, nextChunk, retryDelay, timeLeft } from './transfer.js';

const kB = 1024;

describe('the size of a chunk', () => {
  it.each([
    ['stays where one takes two seconds', 256 * kB, 2_000, 256 * kB],
    ['grows at most twofold at a time', 256 * kB, 100, 512 * kB],
    ['shrinks on a slow network, by at most a quarter of itself', 1024 * kB, 60_000, 256 * kB],
    ['never falls under the least', CHUNK.least, 60_000, CHUNK.least],
    ['never rises over the most', CHUNK.most, 1, CHUNK.most],
    ['bears a clock that stood still', 256 * kB, 0, 512 * kB],
  ])('%s', (_what, bytes, ms, next) => expect(nextChunk(bytes, ms)).toBe(next));

  it('settles at about two seconds on a steady line', () => {
    for (const bytesPerMs of [64 / 8, 200, 1_000]) {
      let bytes: number = CHUNK.first;
      for (let i = 0; i < 10; i += 1) bytes = nextChunk(bytes, bytes / bytesPerMs);
      expect(bytes).toBe(Math.max(CHUNK.least, Math.round(bytesPerMs * CHUNK.goalMs)));
    }
  });

  it('is an eighth of a small file at most', () => {
    expect(chunkOf(8 * 1024 * kB, 4096 * kB)).toBe(1024 * kB);
    expect(chunkOf(8 * 1024 * kB, 256 * kB)).toBe(256 * kB);
    expect(chunkOf(10 * kB, 4096 * kB)).toBe(CHUNK.least);
  });

  it('halves after a cut', () => {
    expect(chunkAfterCut(1024 * kB)).toBe(512 * kB);
    expect(chunkAfterCut(CHUNK.least)).toBe(CHUNK.least);
  });
});

it('waits longer after each failure, half a minute at most, and not in step', () => {
  expect([1, 2, 3, 4, 5, 6, 20].map((failures) => retryDelay(failures, 0.5))).toEqual([
    1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 30_000,
  ]);
  expect([retryDelay(1, 0), retryDelay(1, 1)]).toEqual([750, 1_250]);
});

describe('how fast bytes are acknowledged', () => {
  it('is unknown until something has moved', () => {
    const meter = new TransferMeter();
    expect(meter.bytesPerSecond(0)).toBeNull();
    meter.note(0, 500);
    expect(meter.bytesPerSecond(5_000)).toBeNull();
  });

  it('is that of the last twenty seconds, and falls while nothing comes', () => {
    const meter = new TransferMeter();
    for (let s = 0; s <= 60; s += 1) meter.note(s * 1000, s <= 30 ? s * 10 : 300 + (s - 30) * 100);
    expect(meter.bytesPerSecond(60_000)).toBeCloseTo(100, 0);
    expect(meter.bytesPerSecond(80_000)).toBeCloseTo(51, 0);
  });

  it('begins again when a photo is taken away', () => {
    const meter = new TransferMeter();
    meter.note(0, 0);
    meter.note(1_000, 1_000);
    meter.note(2_000, 100);
    expect(meter.bytesPerSecond(2_000)).toBeNull();
    meter.note(3_000, 300);
    expect(meter.bytesPerSecond(3_000)).toBe(200);
  });
});

it.each([
  [3, '几秒'],
  [41, '约 50 秒'],
  [60, '约 1 分钟'],
  [92, '约 1 分 40 秒'],
  [599, '约 10 分钟'],
  [601, '约 11 分钟'],
  [9_000, '一个多小时以上'],
])('%i seconds are %s', (seconds, words) => expect(timeLeft(seconds)).toBe(words));
