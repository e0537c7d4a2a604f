import { differing, readTyped, sameForm, type TypedAnswers } from './paper-answers.js';

const screens = [
  { id: 's1', ordinal: 1, entries: [7, 8, 9].map((number) => ({ id: `e${number}`, number })) },
  { id: 's2', ordinal: 2, entries: [10, 11, 12].map((number) => ({ id: `e${number}`, number })) },
];
const grid = { kind: 'grid', size: 3, picks: 1 } as const;
const picks = (ordinal: number, ...numbers: number[]): TypedAnswers[number] => ({
  ordinal,
  answer: { kind: 'picks', picks: numbers },
});

describe('what is typed from a sheet', () => {
  it('names entries by number, and screens that were left out stay unanswered', () => {
    expect(readTyped(grid, screens, [picks(2, 11)])).toEqual({
      ok: true,
      value: [{ screen: screens[1], answer: { kind: 'picks', picks: ['e11'] } }],
    });
    const skipped = readTyped(grid, screens, [{ ordinal: 1, answer: { kind: 'skip' } }]);
    expect(skipped).toMatchObject({ ok: true, value: [{ answer: { kind: 'skip' } }] });
  });

  it('is refused with every place that does not fit', () => {
    const read = readTyped(grid, screens, [picks(1, 7, 8), picks(2, 99), picks(2, 11), picks(9, 7)]);
    expect(read).toEqual({
      ok: false,
      error: [
        { pointer: '/answers/0/answer', code: 'TOO_MANY_PICKS' },
        { pointer: '/answers/1/answer', code: 'FOREIGN_ENTRY' },
        { pointer: '/answers/2/ordinal', code: 'SCREEN_TWICE' },
        { pointer: '/answers/3/ordinal', code: 'SCREEN_UNKNOWN' },
      ],
    });
  });

  it('is the same in any order of screens and of picks, but an order given is one', () => {
    const mine = sameForm([picks(2, 12, 10), picks(1, 7)]);
    expect(differing(mine, sameForm([picks(1, 7), picks(2, 10, 12)]))).toEqual([]);
    expect(differing(mine, sameForm([picks(1, 8)]))).toEqual([1, 2]);
    const order = (...numbers: number[]): TypedAnswers => [{ ordinal: 1, answer: { kind: 'order', order: numbers } }];
    expect(differing(sameForm(order(8, 7)), sameForm(order(7, 8)))).toEqual([1]);
  });
});
