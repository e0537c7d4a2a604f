import fc from 'fast-check';
import { hangWinners, type HangingEntry, mayHang } from '../index.js';

const entry: HangingEntry = {
  state: 'active',
  published: true,
  compared: true,
  consent: { version: '2026-11', original: true, noSecrets: true, facesOpen: false },
};

describe('who may hang on the wall', () => {
  const codeOf = (change: Partial<HangingEntry>) => {
    const result = mayHang({ ...entry, ...change });
    return result.ok ? null : result.error.code;
  };
  const agreed = (change: Partial<HangingEntry['consent']>) => codeOf({ consent: { ...entry.consent, ...change } });

  it('takes an active entry of a published edition whose author agreed to all of it', () => {
    expect(mayHang(entry)).toEqual({ ok: true, value: null });
    expect(agreed({ version: '2026-01' })).toBeNull();
  });

  it('names what stands against it', () => {
    expect(mayHang({ ...entry, state: 'withdrawn' })).toMatchObject({
      error: { code: 'ENTRY_LEFT', facts: { state: 'withdrawn' } },
    });
    expect(codeOf({ published: false })).toBe('ENTRY_NOT_PUBLIC');
    expect(codeOf({ compared: false })).toBe('PHOTO_NOT_COMPARED');
    for (const missing of [{ version: '1999-01' }, { original: false }, { noSecrets: false }, { facesOpen: true }])
      expect(agreed(missing)).toBe('CONSENT_NOT_FOR_WALL');
  });
});

describe('winners on the wall', () => {
  const days = ['2026-11-02', '2026-11-05'];

  it('gives the i-th winner the i-th free day; who hangs keeps the place', () => {
    expect(hangWinners(['a', 'b', 'c', 'd'], days, [], new Set(['b']))).toEqual({
      hung: [
        { entryId: 'a', day: '2026-11-02' },
        { entryId: 'c', day: '2026-11-05' },
      ],
      withoutDay: ['d'],
      alike: [],
    });
  });

  it('hangs the best of photos that are alike, and none where one hangs already', () => {
    const pairs = [
      ['b', 'a'],
      ['c', 'x'],
    ] as const;
    expect(hangWinners(['a', 'b', 'c', 'd'], days, pairs, new Set(['x']))).toEqual({
      hung: [
        { entryId: 'a', day: '2026-11-02' },
        { entryId: 'd', day: '2026-11-05' },
      ],
      withoutDay: [],
      alike: ['b', 'c'],
    });
  });

  it('never hangs two on a day, one twice, or two that are alike, and says of everybody where they are', () => {
    const name = fc.integer({ min: 0, max: 11 }).map(String);
    fc.assert(
      fc.property(
        fc.uniqueArray(name),
        fc.integer({ min: 0, max: 8 }),
        fc.array(fc.tuple(name, name).filter(([a, b]) => a !== b)),
        fc.uniqueArray(name, { maxLength: 3 }),
        (winners, free, pairs, before) => {
          const freeDays = Array.from({ length: free }, (_, i) => `2026-11-0${i + 1}`);
          const hanging = new Set(before);
          const { hung, withoutDay, alike } = hangWinners(winners, freeDays, pairs, hanging);
          const newly = hung.map(({ entryId }) => entryId);
          expect(hung.map(({ day }) => day)).toEqual(freeDays.slice(0, hung.length));
          expect([...newly, ...withoutDay, ...alike].sort()).toEqual(winners.filter((w) => !hanging.has(w)).sort());
          const both = new Set([...before, ...newly]);
          for (const [a, b] of pairs)
            if (both.has(a) && both.has(b)) expect([hanging.has(a), hanging.has(b)]).toEqual([true, true]);
        },
      ),
    );
  });
});
