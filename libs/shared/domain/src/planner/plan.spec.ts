import fc from 'fast-check';
import { candidatePlans, planWarnings, recommendPlans, thinnest, type PlanRequest } from '../index.js';

const sitting: PlanRequest = { entries: 1000, jurors: 200, minutes: 25, winners: 30, leaving: 0 };
const plansOf = (request: PlanRequest) => {
  const plans = candidatePlans(request);
  if (!plans.ok) throw new Error(plans.error.code);
  return plans.value;
};

describe('plans for a sitting', () => {
  it('count screens and exposures: 200 × 60 screens of 9 show 1,000 entries 108 times', () => {
    const single = plansOf(sitting).find(({ rounds }) => rounds.length === 1);
    expect(single?.rounds).toEqual([
      {
        method: { kind: 'grid', size: 9, picks: 3 },
        entries: 1000,
        winners: 30,
        screens: 60,
        seconds: 25,
        exposures: 108,
      },
    ]);
    const two = plansOf(sitting).find(({ rounds }) => rounds.length === 2 && !rounds[1]?.focusAfter);
    expect(two?.rounds.map(({ screens, winners, exposures }) => [screens, winners, exposures])).toEqual([
      [48, 90, 86.4],
      // 12 screens would show an entry 240 times, but nobody sees one twice.
      [12, 30, 200],
    ]);
  });

  it('take off what is not seen by those who leave half-way', () => {
    const single = plansOf({ ...sitting, leaving: 0.4 })[0];
    // 120 jurors stay for 60 screens, 80 for 30.
    expect(single?.rounds[0]?.exposures).toBeCloseTo(((120 * 60 + 80 * 30) * 9) / 1000);
  });

  it('use the seconds of earlier sittings', () => {
    expect(plansOf({ ...sitting, seconds: { 9: 30 } })[0]?.rounds[0]).toMatchObject({ screens: 50, seconds: 30 });
  });

  it('put few entries on one wall, and the last ones before everybody', () => {
    expect(plansOf({ ...sitting, entries: 40, winners: 5, minutes: 4 })[0]?.rounds).toEqual([
      { method: { kind: 'approve', max: 5 }, entries: 40, winners: 5, screens: 1, seconds: 240, exposures: 200 },
    ]);
    const chain = plansOf({ ...sitting, entries: 300, winners: 5 }).find(
      ({ rounds }) => rounds.length === 3 && rounds[2]?.method.kind === 'approve',
    );
    expect(chain?.rounds.map(({ entries }) => entries)).toEqual([300, 20, 10]);
  });

  it('of 3,000 entries reach 36 exposures at most in one round with a longer sitting, and warn', () => {
    const [plan] = plansOf({ ...sitting, entries: 3000 });
    expect(plan && planWarnings(plan)).toEqual([{ round: 1, exposures: 36, good: 40 }]);
    const later = plansOf({ ...sitting, entries: 300, jurors: 50, winners: 10 }).flatMap(planWarnings);
    expect(later.some(({ round, good }) => round > 1 && good === 80)).toBe(true);
  });

  it('are refused below 10 exposures an entry, with what could be reached', () => {
    expect(candidatePlans({ ...sitting, entries: 3000, jurors: 20 })).toEqual({
      ok: false,
      error: { code: 'PLAN_TOO_THIN', facts: { least: 10, most: 3.6 } },
    });
    expect(recommendPlans({ ...sitting, entries: 3000, jurors: 20 }).ok).toBe(false);
    // Not even one screen fits.
    expect(candidatePlans({ ...sitting, minutes: 0.1 })).toMatchObject({ ok: false, error: { facts: { most: 0 } } });
  });

  it.each([{ entries: 1 }, { winners: 1000 }, { jurors: 0 }, { minutes: 0 }, { leaving: 0.95 }, { entries: 10.5 }])(
    'are refused where %j is no sitting',
    (part) => {
      expect(candidatePlans({ ...sitting, ...part })).toMatchObject({
        ok: false,
        error: { code: 'PLAN_OUT_OF_RANGE' },
      });
    },
  );

  it('keep to the time, select fewer in every round, and end on the winners', () => {
    const requests = fc.record({
      entries: fc.integer({ min: 2, max: 5000 }),
      jurors: fc.integer({ min: 1, max: 400 }),
      minutes: fc.integer({ min: 1, max: 120 }),
      winners: fc.integer({ min: 1, max: 60 }),
      leaving: fc.constantFrom(0, 0.2, 0.4),
    });
    fc.assert(
      fc.property(requests, (request) => {
        const plans = candidatePlans(request);
        if (!plans.ok) return;
        for (const plan of plans.value) {
          const { rounds } = plan;
          expect(thinnest(plan)).toBeGreaterThanOrEqual(10);
          expect(rounds.reduce((sum, { screens, seconds }) => sum + screens * seconds, 0)).toBeLessThanOrEqual(
            request.minutes * 60 + 1,
          );
          expect(rounds[0]?.entries).toBe(request.entries);
          expect(rounds.at(-1)?.winners).toBe(request.winners);
          rounds.forEach(({ entries, winners, method }) => {
            expect(winners).toBeLessThan(entries);
            if (method.kind === 'grid') expect(method.picks).toBeLessThan(method.size);
          });
        }
      }),
    );
  });
});

describe('the comparison of plans', () => {
  it('puts the better plan first and can be stopped at any time', () => {
    const plans = recommendPlans({ ...sitting, entries: 120, jurors: 30, winners: 6, minutes: 8 });
    if (!plans.ok) throw new Error(plans.error.code);
    let steps = 0;
    for (const forecasts of plans.value) {
      steps += 1;
      for (const { precision, margin, tie } of forecasts) {
        expect(precision).toBeGreaterThanOrEqual(0);
        expect(precision).toBeLessThanOrEqual(1);
        expect(margin).toBeGreaterThanOrEqual(0);
        expect(tie).toBeLessThanOrEqual(1);
      }
      if (steps === 10) break;
    }
    expect(steps).toBe(10);
  });

  it('spends its runs on the plans that are still in question', () => {
    const plans = recommendPlans({ ...sitting, entries: 60, jurors: 20, winners: 5, minutes: 6 });
    if (!plans.ok) throw new Error(plans.error.code);
    let step = plans.value.next();
    while (!step.done) step = plans.value.next();
    const runs = step.value.map((forecast) => forecast.runs);
    expect(runs.slice(0, 2)).toEqual([40, 40]);
    expect(runs).toEqual(runs.toSorted((a, b) => b - a));
    const [first, second] = step.value;
    expect(first?.precision).toBeGreaterThanOrEqual(second?.precision ?? 1);
  });
});
