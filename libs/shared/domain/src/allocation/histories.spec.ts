import {
  allocationState,
  applyAnswered,
  applyExpired,
  applyLeased,
  applySkipped,
  applyWithdrawn,
  exposureReport,
  nextScreens,
  openScreens,
  seededRandom,
  type AllocationState,
  type PanelMember,
  type Random,
} from '../index.js';

interface Plan {
  readonly entries: number;
  readonly size: number;
  readonly jurors: number;
  readonly companies: number;
}

const drawPlan = ({ below }: Random, companies = 0): Plan => ({
  entries: 24 + below(60),
  size: 2 + below(6),
  jurors: 5 + below(15),
  companies,
});

const labelsOf = (i: number, { companies }: Plan): PanelMember =>
  companies === 0 ? {} : { author: `a${i}`, company: `c${i % companies}` };

const begin = (plan: Plan, seed: string): AllocationState =>
  allocationState(
    Array.from({ length: plan.entries }, (_, i) => ({ id: `e${i}`, ...labelsOf(i, plan) })),
    { method: { kind: 'grid', size: plan.size, picks: 1 }, seed, excludeOwnCompany: true },
  );

const spreadOf = (state: AllocationState): number => {
  const { least, most } = exposureReport(state);
  return most - least;
};

/** Arrivals, answers, skips, lapses and returns, leavers, entries that leave: in any order that the draw gives. */
const live = (state: AllocationState, plan: Plan, { below }: Random, steps: number, calm = false): void => {
  const gone = new Set<number>();
  const most = Math.max(1, Math.floor(plan.entries / plan.size / 2));
  let left = 0;
  for (let step = 0; step < steps; step += 1) {
    const j = below(plan.jurors);
    if (gone.has(j)) continue;
    const juror = `j${j}`;
    const open = openScreens(state, juror);
    const first = open[0];
    const what = calm ? 100 : below(100);
    if (!first) {
      const had = state.jurors.get(juror)?.screens.filter(({ status }) => status === 'answered').length ?? 0;
      const count = Math.min(1 + below(4), most - had);
      if (count > 0)
        for (const screen of nextScreens(state, { juror, count, ...labelsOf(j, plan) }))
          applyLeased(state, juror, screen);
    } else if (what < 6) for (const { id } of open) applyExpired(state, id);
    else if (what < 10) applySkipped(state, first.id);
    else if (what < 12) gone.add(j);
    else if (what < 14 && left < 4) left += applyWithdrawn(state, `e${below(plan.entries)}`).length > 0 ? 1 : 0;
    else applyAnswered(state, first.id);
  }
  for (const [juror, { screens }] of state.jurors) {
    const away = gone.has(Number(juror.slice(1)));
    for (const { id, status } of screens) if (status === 'leased') (away ? applyExpired : applyAnswered)(state, id);
  }
};

/** New jurors take one screen each until the round is even, at most as many as show every entry three times. */
const settle = (state: AllocationState, plan: Plan): void => {
  for (let j = 0; j < (3 * plan.entries) / plan.size && spreadOf(state) > 1; j += 1) {
    const juror = `new ${j}`;
    for (const screen of nextScreens(state, { juror, count: 1 })) {
      applyLeased(state, juror, screen);
      applyAnswered(state, screen.id);
    }
  }
};

describe('thousands of histories', () => {
  const histories = Array.from({ length: 1_000 }, (_, i) => {
    const random = seededRandom(`history ${i}`);
    const plan = drawPlan(random);
    const state = begin(plan, `seed ${i}`);
    live(state, plan, random, 60 + random.below(120));
    return { plan, state };
  });

  it('show every entry as often as any other to 1, as soon as new jurors have taken what the last ones left', () => {
    const uneven = histories.filter(({ plan, state }) => {
      settle(state, plan);
      return spreadOf(state) > 1;
    });
    expect(uneven.length).toBe(0);
  });

  const placesApart = (state: AllocationState): number =>
    Math.max(
      ...state.entries.map((_, entry) => {
        const counts = state.positions.subarray(entry * state.size, (entry + 1) * state.size);
        return Math.max(...counts) - Math.min(...counts);
      }),
    );

  it('show no two entries together far over their share', () => {
    for (const { plan, state } of histories) {
      const share = (exposureReport(state).most * (plan.size - 1)) / (plan.entries - 1);
      expect(state.together.reduce((a, b) => Math.max(a, b), 0)).toBeLessThanOrEqual(4 + 2 * share);
    }
  });

  it('show an entry at each place as often to 2, and to 3 in one history of a hundred at most', () => {
    expect(Math.max(...histories.map(({ state }) => placesApart(state)))).toBeLessThanOrEqual(3);
    const calm = Array.from({ length: 300 }, (_, i) => {
      const random = seededRandom(`calm ${i}`);
      const plan = drawPlan(random);
      const state = begin(plan, `seed ${i}`);
      live(state, plan, random, 60 + random.below(120), true);
      return placesApart(state);
    });
    expect(Math.max(...calm)).toBeLessThanOrEqual(3);
    expect(calm.filter((apart) => apart > 2).length).toBeLessThanOrEqual(3);
  });

  it('never show a juror their own or their own company’s', () => {
    let own = 0;
    let others = 0;
    for (let i = 0; i < 1_000; i += 1) {
      const random = seededRandom(`company ${i}`);
      const plan = drawPlan(random, 3 + random.below(3));
      const state = begin(plan, `seed ${i}`);
      live(state, plan, random, 60);
      for (const [juror, { screens }] of state.jurors) {
        const { author, company } = labelsOf(Number(juror.slice(1)), plan);
        const shown = screens.flatMap(({ entries }) => [...entries]).map((entry) => state.entries[entry]);
        own += shown.filter((entry) => entry?.author === author || entry?.company === company).length;
        others += shown.length;
      }
    }
    expect(own).toBe(0);
    expect(others).toBeGreaterThan(10_000);
  });
});

describe('a juror who comes back after a lease ran out', () => {
  it('is not given screens again whose entries others have seen meanwhile, as long as there are better ones', () => {
    const plan = { entries: 36, size: 3, jurors: 0, companies: 0 };
    const state = begin(plan, 'back');
    const deck = nextScreens(state, { juror: 'j', count: 3 });
    for (const screen of deck) applyLeased(state, 'j', screen);
    for (const { id } of deck) applyExpired(state, id);
    // Others see all there is, twice.
    for (let k = 0; k < 24; k += 1)
      for (const screen of nextScreens(state, { juror: `k${k}`, count: 1 })) {
        applyLeased(state, `k${k}`, screen);
        applyAnswered(state, screen.id);
      }
    for (const { id } of nextScreens(state, { juror: 'x', count: 1 }))
      applyLeased(state, 'x', { id, entries: ['e1', 'e2', 'e3'] });
    const back = nextScreens(state, { juror: 'j', count: 3 });
    const names = new Set(deck.map(({ id }) => id));
    const again = back.filter(({ id }) => names.has(id));
    for (const { entries } of again) for (const id of ['e1', 'e2', 'e3']) expect(entries).not.toContain(id);
    expect(back).toHaveLength(3);
  });

  it('is given them at last, where nothing else is left', () => {
    const state = begin({ entries: 6, size: 3, jurors: 0, companies: 0 }, 'last');
    const deck = nextScreens(state, { juror: 'j', count: 2 });
    for (const screen of deck) applyLeased(state, 'j', screen);
    for (const { id } of deck) applyExpired(state, id);
    const [first] = nextScreens(state, { juror: 'k', count: 1 });
    if (!first) throw new Error('no screen');
    applyLeased(state, 'k', first);
    applyAnswered(state, first.id);
    const back = nextScreens(state, { juror: 'j', count: 2 });
    expect(back.map(({ id }) => id).sort()).toEqual(deck.map(({ id }) => id).sort());
  });
});
