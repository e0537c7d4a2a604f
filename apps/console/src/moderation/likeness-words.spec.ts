import { type ModerationItem } from '@zuimei/contracts';
import { type Likeness, blockedInWords, blockingInWords, likenessInWords, placeInWords } from './likeness-words.js';

const like = (facts: Partial<Likeness> = {}): Likeness =>
  ({
    editionKey: '2026-09',
    number: 7,
    state: 'approved',
    kind: 'near',
    likeness: 0.974,
    pastWinner: true,
    blocks: true,
    ...facts,
  }) as Likeness;
const blockedBy = { editionKey: '2026-09', number: 7 };
const entry = (state: 'active' | 'blocked'): ModerationItem['entry'] => ({
  id: 'e',
  number: 12,
  state,
  blockedBy: state === 'blocked' ? blockedBy : null,
});

describe('what a moderator reads of copies', () => {
  it('names the winner before the photo is approved, and nothing where nothing blocks', () => {
    expect(blockingInWords({ similar: [like({ blocks: false, number: 3 }), like()] })).toBe(
      '通过后不进入评审：与2026年9月期获奖作品 0007 几乎一样。',
    );
    expect(blockingInWords({ similar: [like({ kind: 'same-bytes' })] })).toBe(
      '通过后不进入评审：与2026年9月期获奖作品 0007 是同一个文件。',
    );
    expect(blockingInWords({ similar: [like({ blocks: false })] })).toBeUndefined();
  });

  it('says after the approval that the entry is out of judging, and why', () => {
    const title = '夜班的手';
    expect(blockedInWords({ title, entry: entry('active'), similar: [] })).toBeUndefined();
    expect(blockedInWords({ title, entry: null, similar: [like()] })).toBeUndefined();
    expect(blockedInWords({ title, entry: entry('blocked'), similar: [like({ kind: 'same-bytes' })] })).toBe(
      '《夜班的手》已通过，编号 0012，没有进入评审：与2026年9月期获奖作品 0007 是同一个文件。',
    );
  });

  it('says how alike two are, and where the other one is', () => {
    expect(likenessInWords(like())).toBe('几乎一样 97%');
    expect(likenessInWords(like({ likeness: 0.999 }))).toBe('几乎一样 99%');
    expect(likenessInWords(like({ kind: 'same-bytes', likeness: 1 }))).toBe('同一个文件');
    expect(placeInWords(like(), '2026-11')).toBe('2026年9月期 0007');
    expect(placeInWords(like({ number: null, state: 'processed' }), '2026-09')).toBe('本期 待审核');
  });
});
