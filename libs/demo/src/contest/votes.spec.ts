import { demoVotes } from './votes.js';

const mean = (xs: readonly number[]) => xs.reduce((a, b) => a + b, 0) / xs.length;
const deviation = (xs: readonly number[]) => Math.sqrt(mean(xs.map((x) => (x - mean(xs)) ** 2)));

test('the same seed gives the same votes, another seed others', () => {
  const [a, b, c] = [1, 1, 2].map((seed) => demoVotes({ seed, entries: 24 }));
  expect(a?.qualities).toEqual(b?.qualities);
  expect(a?.seen(3, 7)).toBe(b?.seen(3, 7));
  expect(a?.qualities).not.toEqual(c?.qualities);
});

test('qualities are about N(0, 1)', () => {
  const { qualities } = demoVotes({ seed: 365, entries: 4000 });
  expect(Math.abs(mean(qualities))).toBeLessThan(0.06);
  expect(Math.abs(deviation(qualities) - 1)).toBeLessThan(0.05);
});

test('tastes are the juror’s own: independent between jurors and entries, of the spread asked for', () => {
  const { qualities, seen } = demoVotes({ seed: 5, entries: 60, tasteSpread: 2 });
  const taste = (juror: number) => qualities.map((q, entry) => seen(juror, entry) - q);
  const all = Array.from({ length: 60 }, (_, juror) => taste(juror)).flat();
  expect(Math.abs(mean(all))).toBeLessThan(0.12);
  expect(Math.abs(deviation(all) - 2)).toBeLessThan(0.1);
  const [a, b] = [taste(1), taste(2)];
  const correlation = mean(a.map((x, i) => x * (b[i] ?? 0))) / (deviation(a) * deviation(b));
  expect(Math.abs(correlation)).toBeLessThan(0.4);
  expect(seen(1, 2)).toBe(seen(1, 2));
});

test('with many jurors the better entry is picked more often', () => {
  const { qualities, seen } = demoVotes({ seed: 9, entries: 2 });
  const [better, worse] = (qualities[0] ?? 0) > (qualities[1] ?? 0) ? [0, 1] : [1, 0];
  const wins = Array.from({ length: 400 }, (_, j) => seen(j, better) > seen(j, worse)).filter(Boolean).length;
  expect(wins).toBeGreaterThan(200);
});

test('a screen takes a person’s time', () => {
  const { seconds } = demoVotes({ seed: 1, entries: 9 });
  const times = Array.from({ length: 500 }, (_, i) => seconds(i % 20, i));
  expect(Math.min(...times)).toBeGreaterThanOrEqual(12);
  expect(mean(times)).toBeLessThan(30);
});
