import { createHash } from 'node:crypto';
import { climbLadder, seededHash, validateLadder, type LadderStep, type RunOff, type TieEvidence } from '../index.js';

const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());

const evidence = (part: Partial<TieEvidence> & { beats?: string[]; metAll?: boolean } = {}): TieEvidence => {
  const ids = part.ids ?? ['a', 'b', 'c', 'd'];
  const beats = part.beats ?? [];
  const wins = (x: number, y: number): number => beats.filter((pair) => pair === `${ids[x]}${ids[y]}`).length;
  return {
    ids,
    wins,
    met: (x, y) => part.metAll === true || wins(x, y) + wins(y, x) > 0,
    distinctJurors: () => 1,
    runOffs: [],
    seed: 'seed',
    sha256,
    ...part,
  };
};

const climb = (steps: LadderStep[], part: Parameters<typeof evidence>[0], groups = [[0, 1, 2, 3]], places = 3) => {
  const ev = evidence(part);
  const out = climbLadder(groups, steps, places, ev);
  return {
    groups: out.groups.map(({ members, step }) => `${members.map((m) => ev.ids[m]).join('=')} ${step}`),
    records: out.records.map(({ step, entries, outcome }) => `${step} ${entries.join('')} ${outcome}`),
    pending: out.pendingRunOffs,
    facts: out.records.map(({ facts }) => facts),
  };
};

describe('the tie ladder', () => {
  it('leaves alone what was never tied', () => {
    expect(climb(['primary', 'shared'], {}, [[1], [0], [3], [2]])).toEqual({
      groups: ['b null', 'a null', 'd null', 'c null'],
      records: [],
      pending: [],
      facts: [],
    });
  });

  it('settles head to head where the tied met', () => {
    const result = climb(['primary', 'head-to-head', 'shared'], { beats: ['ba', 'ba', 'ab'] }, [[0, 1], [2], [3]]);
    expect(result.groups).toEqual(['b head-to-head', 'a head-to-head', 'c null', 'd null']);
    expect(result.facts).toEqual([{ beatenMinusLost: { a: -1, b: 1 } }]);
  });

  it('does not order three of whom two never met', () => {
    const result = climb(['primary', 'head-to-head', 'shared'], { beats: ['ab', 'bc'] }, [[0, 1, 2], [3]]);
    expect(result.records).toEqual(['head-to-head abc not-applicable', 'shared abc shared']);
    expect(result.groups).toEqual(['a=b=c shared', 'd null']);
  });

  it('asks head to head again among the fewer that are left', () => {
    // a and b beat both c and d, and a beat b; c and d stand equal.
    const result = climb(['primary', 'head-to-head', 'shared'], {
      beats: ['ac', 'ad', 'bc', 'bd', 'ab', 'ba', 'cd', 'dc'],
    });
    expect(result.groups).toEqual(['a=b shared', 'c=d shared']);
    expect(result.records).toEqual([
      'head-to-head abcd split',
      'head-to-head ab undecided',
      'shared ab shared',
      'head-to-head cd undecided',
      'shared cd shared',
    ]);
  });

  it('leaves a circle tied', () => {
    expect(
      climb(['primary', 'head-to-head', 'shared'], { beats: ['ab', 'bc', 'ca'] }, [[0, 1, 2], [3]]).groups[0],
    ).toBe('a=b=c shared');
  });

  it('then counts different jurors', () => {
    const jurors = [5, 7, 5, 6];
    const result = climb(['primary', 'head-to-head', 'distinct-jurors', 'shared'], {
      distinctJurors: (entry) => jurors[entry] as number,
    });
    expect(result.groups).toEqual(['b distinct-jurors', 'd distinct-jurors', 'a=c shared']);
    expect(result.facts[1]).toEqual({ jurors: { a: 5, b: 7, c: 5, d: 6 } });
  });

  it('asks for a run-off where places are at stake, and only there', () => {
    const steps: LadderStep[] = ['primary', 'run-off', 'shared'];
    expect(climb(steps, {}, [[0], [1, 2], [3]], 2)).toMatchObject({
      groups: ['a null', 'b=c run-off', 'd null'],
      records: ['run-off bc pending'],
      pending: [['b', 'c']],
    });
    expect(climb(steps, {}, [[0], [1], [2, 3]], 2)).toMatchObject({
      groups: ['a null', 'b null', 'c=d shared'],
      pending: [],
    });
    expect(climb(steps, { distinctJurors: () => 0 }).pending).toEqual([]);
  });

  it('takes the result of the run-off that was held for them', () => {
    const runOffs: RunOff[] = [{ ranking: [['x', 'a']] }, { ranking: [['c'], ['a', 'b']] }];
    const result = climb(['primary', 'run-off', 'seeded-hash'], { runOffs }, [[0, 1, 2], [3]]);
    expect(result.groups[0]).toBe('c run-off');
    expect(result.records).toEqual(['run-off abc split', 'seeded-hash ab split']);
    expect(climb(['primary', 'run-off', 'shared'], { runOffs: [{ ranking: [['a', 'b']] }] }, [[0, 1]]).groups).toEqual([
      'a=b shared',
    ]);
  });

  it('ends in the ascending hash of seed and entry, which nobody chose', () => {
    const expected = ['a', 'b', 'c', 'd'].sort((x, y) =>
      seededHash('seed', x, sha256) < seededHash('seed', y, sha256) ? -1 : 1,
    );
    expect(seededHash('seed', 'a', sha256)).toBe(createHash('sha256').update('seeda').digest('hex'));
    const result = climb(['primary', 'seeded-hash'], {});
    expect(result.groups).toEqual(expected.map((id) => `${id} seeded-hash`));
    expect(climb(['primary', 'seeded-hash'], { seed: 'other' }).groups).not.toEqual(result.groups);
  });
});

describe('a declared ladder', () => {
  it.each<[LadderStep[], boolean]>([
    [['primary', 'shared'], true],
    [['primary', 'head-to-head', 'distinct-jurors', 'run-off', 'shared'], true],
    [['primary', 'run-off', 'seeded-hash'], true],
    [['primary'], false],
    [[], false],
    [['head-to-head', 'shared'], false],
    [['primary', 'head-to-head', 'head-to-head', 'shared'], false],
    [['primary', 'shared', 'head-to-head'], false],
    [['primary', 'shared', 'seeded-hash'], false],
    [['primary', 'coin' as LadderStep, 'shared'], false],
  ])('%j is well formed: %s', (steps, good) => {
    const result = validateLadder(steps);
    expect(result.ok ? true : result.error.code).toBe(good || 'LADDER_MALFORMED');
  });
});
