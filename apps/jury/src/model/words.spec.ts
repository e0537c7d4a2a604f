import { entryName, standing, task } from './words.js';

describe('the words', () => {
  it('name a photo by four digits', () => {
    expect([7, 417, 12_345].map(entryName)).toEqual(['0007', '0417', '12345']);
  });
  it('say what is asked', () => {
    expect(task({ kind: 'grid', size: 9, picks: 3 }, 9, 3, 3)).toBe('选出最美的 3 幅');
    expect(task({ kind: 'approve', max: 5 }, 30, 1, 5)).toBe('共 30 幅，选出最美的，最多 5 幅');
  });
  it('say how the selection stands', () => {
    expect(standing(2, 3, 3)).toBe('已选 2，还差 1');
    expect(standing(3, 3, 3)).toBe('已选 3，可以确认');
    expect(standing(0, 1, 5)).toBe('已选 0，还差 1');
    expect(standing(2, 1, 5)).toBe('已选 2，最多 5');
  });
});
