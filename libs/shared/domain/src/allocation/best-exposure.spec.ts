import {
  allocationState,
  applyAnswered,
  applyLeased,
  bestLeastExposure,
  exposureReport,
  nextScreens,
  seededRandom,
  type AllocationEntry,
  type AllocationOptions,
  type JurorShare,
} from '../index.js';

const options: AllocationOptions = { method: { kind: 'grid', size: 3, picks: 1 }, seed: 's', excludeOwnCompany: true };
const entries = (...companies: (string | null)[]): AllocationEntry[] =>
  companies.map((company, i) => ({ id: `e${i}`, company }));
const best = (all: AllocationEntry[], jurors: JurorShare[]): number => bestLeastExposure(all, jurors, options);

/** By trying: whether each entry can be given `demand` different jurors, entry by entry, with going back. */
const byTrying = (all: readonly AllocationEntry[], jurors: readonly JurorShare[], demand: number): boolean => {
  const spare = jurors.map(({ shown }) => shown);
  const fill = (entry: number, from: number, missing: number): boolean => {
    if (entry === all.length) return true;
    if (missing === 0) return fill(entry + 1, 0, demand);
    for (let j = from; j < jurors.length; j += 1) {
      if ((spare[j] as number) === 0 || jurors[j]?.company === all[entry]?.company) continue;
      spare[j] = (spare[j] as number) - 1;
      if (fill(entry, j + 1, missing - 1)) return true;
      spare[j] = (spare[j] as number) + 1;
    }
    return false;
  };
  return fill(0, 0, demand);
};

describe('the best that the least exposed entry could have had', () => {
  it('is the mean rounded down where nobody is kept from anything', () => {
    expect(best(entries('a', 'b', 'c', 'd'), [{ shown: 3 }, { shown: 3 }])).toBe(1);
    expect(best(entries('a', 'b', 'c'), [{ shown: 3 }, { shown: 3 }])).toBe(2);
    expect(best(entries(), [{ shown: 3 }])).toBe(0);
    expect(best(entries('a'), [])).toBe(0);
  });

  it('is less where the entries of one company have few jurors left, or jurors would have to see them twice', () => {
    // Two of three jurors are of the company of two entries: only the third may see them.
    const all = entries('a', 'a', 'b', 'b');
    expect(
      best(all, [
        { company: 'a', shown: 2 },
        { company: 'a', shown: 2 },
        { company: 'c', shown: 4 },
      ]),
    ).toBe(1);
    expect(
      best(all, [
        { company: 'a', shown: 2 },
        { company: 'a', shown: 2 },
      ]),
    ).toBe(0);
  });

  it('is what trying everything finds', () => {
    for (let i = 0; i < 200; i += 1) {
      const { below } = seededRandom(`flow ${i}`);
      const all = entries(...Array.from({ length: 2 + below(5) }, () => `c${below(3)}`));
      const jurors = Array.from({ length: 1 + below(5) }, () => ({
        company: `c${below(3)}`,
        shown: below(all.length + 1),
      }));
      const found = best(all, jurors);
      expect([i, byTrying(all, jurors, found), byTrying(all, jurors, found + 1)]).toEqual([i, true, false]);
    }
  });

  it('is met by the deals to one where companies are kept apart', () => {
    for (let i = 0; i < 100; i += 1) {
      const { below } = seededRandom(`deal ${i}`);
      const all = entries(...Array.from({ length: 18 + below(20) }, () => `c${below(4)}`));
      const panel = Array.from({ length: 10 + below(10) }, () => ({ company: `c${below(4)}` }));
      const state = allocationState(all, { ...options, seed: `deal ${i}`, panel });
      const jurors = panel.map((juror, j) => {
        const deck = nextScreens(state, { juror: `j${j}`, count: 1 + below(3), ...juror });
        for (const screen of deck) {
          applyLeased(state, `j${j}`, screen);
          applyAnswered(state, screen.id);
        }
        return { ...juror, shown: deck.length * 3 };
      });
      expect(exposureReport(state).least).toBeGreaterThanOrEqual(best(all, jurors) - 1);
    }
  });
});
