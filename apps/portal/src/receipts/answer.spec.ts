import { receiptAnswer } from './answer.js';

describe('receiptAnswer', () => {
  const listed = ['0A1B-2C3D-4E', '7K3M-9Q2D-XW'];
  it.each([
    ['', 'nothing'],
    ['  ', 'nothing'],
    ['7K3M', 'malformed'],
    ['7K3M-9Q2D-XU', 'malformed'],
    ['7k3m 9q2d xw', 'listed'],
    ['７Ｋ３Ｍ－９Ｑ２Ｄ－ＸＷ', 'listed'],
    ['oalb2c3d4e', 'listed'],
    ['7K3M-9Q2D-XX', 'not-listed'],
  ] as const)('reads %p', (typed, answer) => {
    expect(receiptAnswer(listed, typed)).toBe(answer);
  });
});
