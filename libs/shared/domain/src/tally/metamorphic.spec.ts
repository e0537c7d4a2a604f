import fc from 'fast-check';
import { seededRandom, shuffled } from '../index.js';
import { ENTRIES, METHODS, type Ballot, type SpecMethod } from './methods.properties.js';

/** One seed for all, so that a run says the same everywhere. */
const RUN = { seed: 20261105, numRuns: 100 };
const entries = Array.from({ length: ENTRIES }, (_, i) => i);
const text = (groups: readonly (readonly number[])[]): string =>
  JSON.stringify(groups.map((group) => [...group].sort((a, b) => a - b)));
const methods = METHODS.map((method): [string, SpecMethod] => [method.name, method]);
const having = (property: keyof SpecMethod['keeps']) => methods.filter(([, { keeps }]) => keeps[property] === true);
/** How many entries stand before one. */
const before = (groups: readonly (readonly number[])[], entry: number): number =>
  groups
    .slice(
      0,
      groups.findIndex((group) => group.includes(entry)),
    )
    .flat().length;

describe.each(methods)('%s', (_, { ballots, groups }) => {
  it('does not care for the order of ballots', () => {
    fc.assert(
      fc.property(ballots, fc.string(), (cast, seed) => {
        expect(text(groups(shuffled(cast, seededRandom(seed))))).toBe(text(groups(cast)));
      }),
      RUN,
    );
  });

  it('is permuted by new labels, which is also another order of entries', () => {
    fc.assert(
      fc.property(ballots, fc.shuffledSubarray(entries, { minLength: ENTRIES, maxLength: ENTRIES }), (cast, labels) => {
        const label = (entry: number): number => labels[entry] as number;
        expect(text(groups(cast.map((ballot) => ballot.relabel(label))))).toBe(
          text(groups(cast).map((group) => group.map(label))),
        );
      }),
      RUN,
    );
  });

  it('says the same of the same', () => {
    fc.assert(
      fc.property(ballots, (cast) => expect(JSON.stringify(groups([...cast]))).toBe(JSON.stringify(groups(cast)))),
      { ...RUN, numRuns: 20 },
    );
  });
});

describe.each(having('doubling'))('%s', (_, { ballots, groups }) => {
  it('keeps every rank when each ballot is cast twice', () => {
    fc.assert(
      fc.property(ballots, (cast) => {
        expect(text(groups([...cast, ...cast.map((ballot) => ballot.twin())]))).toBe(text(groups(cast)));
      }),
      RUN,
    );
  });
});

describe.each(having('raising'))('%s', (_, { ballots, groups }) => {
  it('never lowers an entry for one more pick, a better grade or a better place', () => {
    fc.assert(
      fc.property(ballots, fc.nat(), fc.constantFrom(...entries), (cast, which, entry) => {
        const index = which % cast.length;
        const better = cast.with(index, (cast[index] as Ballot).raise(entry));
        expect(before(groups(better), entry)).toBeLessThanOrEqual(before(groups(cast), entry));
      }),
      RUN,
    );
  });
});

describe.each(having('shifting'))('%s', (_, { ballots, groups }) => {
  it('keeps every rank when a constant is added to the scores of one juror', () => {
    fc.assert(
      fc.property(ballots, fc.integer({ min: -3, max: 3 }), (cast, constant) => {
        expect(text(groups(cast.map((ballot) => ballot.shift(constant))))).toBe(text(groups(cast)));
      }),
      RUN,
    );
  });
});

describe('what a method does not keep', () => {
  it.each(methods.flatMap(([name, { counterExamples }]) => counterExamples.map((example) => [name, example] as const)))(
    '%s: $what',
    (name, { base, changed, expected }) => {
      const { groups } = METHODS.find((method) => method.name === name) as SpecMethod;
      expect([text(groups(base)), text(groups(changed))]).toEqual(expected.map(text));
    },
  );

  it('is shown by an example for every property that a method is said not to keep', () => {
    for (const [name, { keeps, counterExamples }] of methods) {
      const lost = Object.entries(keeps).flatMap(([property, kept]) => (kept === false ? [property] : []));
      expect([name, counterExamples.map(({ breaks }) => breaks as string).sort()]).toEqual([name, lost.sort()]);
    }
  });
});
