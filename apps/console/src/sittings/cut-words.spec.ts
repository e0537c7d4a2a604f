import { type AdvancingView } from '@zuimei/contracts';
import { cutInWords } from './cut-words.js';

const cut = (change: Partial<AdvancingView>): AdvancingView => ({
  roundId: 'r',
  roundName: '初评',
  state: 'tallied',
  version: 1,
  places: 2,
  scale: 'rate',
  numbers: [417, 9],
  last: { number: 9, picks: 12, exposures: 40, value: 0.3 },
  next: { number: 88, picks: 11, exposures: 40, value: 0.275 },
  sharing: 1,
  pending: false,
  ...change,
});

describe('the cut in words', () => {
  it('says how often the last one was picked, and the first of the others', () => {
    expect(cutInWords(cut({}))).toEqual([
      '2 幅进入下一轮：至少被选中 12/40 次。',
      '线外最高的是 0088，被选中 11/40 次。',
    ]);
  });

  it('says that equals go on together', () => {
    expect(cutInWords(cut({ numbers: [417, 9, 12], sharing: 2 }))[1]).toBe(
      '最后一名有 2 幅并列，一起进入，所以比 2 幅多 1 幅。',
    );
  });

  it('names the figure of grades and orders', () => {
    const last = { number: 9, picks: 9, exposures: 9, value: 0.25 };
    expect(cutInWords(cut({ scale: 'quality', last, next: null }))).toEqual([
      '2 幅进入下一轮：至少校正后的分数 +0.25。',
      '没有作品留在线外。',
    ]);
    expect(cutInWords(cut({ last: null, numbers: [] }))).toEqual(['没有一幅被选中，没有作品进入下一轮。']);
  });
});
