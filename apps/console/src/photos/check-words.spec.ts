import type { PhotoCheckView } from '@zuimei/contracts';
import { isAtWork, lossInWords, missingInWords, outcomeInWords } from './check-words.js';

const check: PhotoCheckView = {
  id: '01a21098-c439-754c-a0bb-12db7c6a481a',
  kind: 'full',
  state: 'done',
  askedBy: '陈嘉怡',
  askedAt: '2026-11-25T02:00:00Z',
  finishedAt: '2026-11-25T02:01:00Z',
  total: 300,
  checked: 300,
  missing: 0,
  queued: 0,
  mended: 0,
  lost: 0,
  orphans: null,
  failure: null,
};

describe('the outcome of a check in words', () => {
  it.each([
    [{}, 'ok', '查了 300 幅，一张都不缺。'],
    [{ missing: 5, mended: 2 }, 'ok', '查了 300 幅，2 幅有缺（缺 5 张展示图）：2 幅已修好。'],
    [
      { missing: 5, mended: 1, queued: 1 },
      'warn',
      '查了 300 幅，2 幅有缺（缺 5 张展示图）：1 幅已修好，1 幅正在排队重新生成。',
    ],
    [{ missing: 4, lost: 1 }, 'bad', '查了 300 幅，1 幅有缺（缺 4 张展示图）：1 幅修不了。'],
    [{ state: 'running', checked: 100 }, 'info', '可以离开这一页，检查会继续。已经查了 100 幅。'],
    [{ lost: 2 }, 'bad', '查了 300 幅，2 幅有缺：2 幅修不了。'],
    [
      { state: 'failed', checked: 100, failure: 'ECONNREFUSED' },
      'bad',
      '查到第 100 幅时停下了：ECONNREFUSED。照片没有变动，可以再点一次。',
    ],
  ] as const)('%j', (changes, tone, text) => expect(outcomeInWords({ ...check, ...changes })).toEqual({ tone, text }));

  it('moves while it looks, and until the last repair is over', () => {
    expect(isAtWork(check)).toBe(false);
    expect(isAtWork({ ...check, state: 'waiting' })).toBe(true);
    expect(isAtWork({ ...check, queued: 1 })).toBe(true);
  });

  it('names what is missing', () => expect(missingInWords(['original', 'w320', 'w640'])).toBe('原图、小图、w640'));

  it('says first that the pictures are there, where only the original is gone', () => {
    expect(lossInWords('original-missing', ['original'])).toMatch(/^展示图都在；原图不在/);
    expect(lossInWords('original-missing', ['original', 'w320'])).toMatch(/^原图不在/);
  });
});
