import { countFolder, parseLines, runCount } from './count.testing.js';

const folder = countFolder();
afterAll(folder.remove);

const good = { method: 'borda', entries: ['a', 'b', 'c'], ballots: [{ ranking: [['a'], ['b', 'c']] }] };
const approvals = { method: 'approval', entries: ['a', 'b', 'c'], ballots: [{ approved: ['a'] }] };
const pairs = { method: 'bradley-terry', entries: ['a', 'b'], ballots: [{ winner: 'a', loser: 'b' }] };
const grades = { method: 'majority-judgment', entries: ['a', 'b'], ballots: [{ grades: { a: 3 } }] };
const scores = {
  method: 'score-two-way',
  entries: ['a', 'b'],
  ballots: [
    { juror: 'j', entry: 'a', score: 3, at: 1 },
    { juror: 'j', entry: 'b', score: 4, at: 2 },
  ],
};
const ballot = (line: unknown) => ({ ...good, ballots: [good.ballots[0], line] });

/** What a file says, and what the command answers: the pointer and the code. */
const CASES: readonly [what: string, content: unknown, pointer: string, code: string][] = [
  ['is empty', '', '', 'NOT_JSON'],
  ['breaks off', '{"method": "borda"', '', 'NOT_JSON'],
  ['says NaN', '{"method":"borda","entries":["a"],"ballots":[{"count":NaN,"ranking":[]}]}', '', 'NOT_JSON'],
  ['is not UTF-8', Buffer.from([0x22, 0xff, 0x22]), '', 'NOT_UTF8'],
  ['is a list', [], '', 'WRONG_TYPE'],
  ['is null', 'null', '', 'WRONG_TYPE'],
  ['names no method', { ...good, method: undefined }, '/method', 'MISSING'],
  ['names an unknown method', { ...good, method: 'dice' }, '/method', 'UNKNOWN_METHOD'],
  ['names a method of every object', { ...good, method: 'constructor' }, '/method', 'UNKNOWN_METHOD'],
  ['has no entries', { ...good, entries: undefined }, '/entries', 'MISSING'],
  ['has an empty list of entries', { ...good, entries: [] }, '/entries', 'NO_ENTRIES'],
  ['has entries that are no list', { ...good, entries: 3 }, '/entries', 'WRONG_TYPE'],
  ['names an entry twice', { ...good, entries: ['a', 'b', 'c', 'a'] }, '/entries/3', 'DUPLICATE'],
  ['names an entry twice, once as a number', { ...good, entries: ['1', 1] }, '/entries/1', 'DUPLICATE'],
  ['has an entry without a name', { ...good, entries: ['a', ''] }, '/entries/1', 'OUT_OF_RANGE'],
  ['has an entry that is no name', { ...good, entries: ['a', 1.5] }, '/entries/1', 'WRONG_TYPE'],
  [
    'has an entry that no UTF-8 can say',
    '{"method":"borda","entries":["\\ud800"],"ballots":[]}',
    '/entries/0',
    'OUT_OF_RANGE',
  ],
  ['has too many entries', { ...good, entries: Array.from({ length: 3001 }, (_, i) => i) }, '/entries', 'OUT_OF_RANGE'],
  ['has no ballots', { ...good, ballots: [] }, '/ballots', 'NO_BALLOTS'],
  ['has ballots that nobody cast', { ...good, ballots: [{ count: 0, ranking: [['a']] }] }, '/ballots', 'NO_BALLOTS'],
  ['has a ballot that is null', ballot(null), '/ballots/1', 'WRONG_TYPE'],
  ['has an empty ballot', ballot({}), '/ballots/1', 'BALLOT_KIND'],
  ['has a ballot of another kind', ballot({ approved: ['a'] }), '/ballots/1', 'BALLOT_KIND'],
  ['has a ballot of two kinds', ballot({ ranking: [['a']], approved: ['a'] }), '/ballots/1', 'BALLOT_KIND'],
  ['misspells a member', ballot({ ranking: [['a']], cuont: 3 }), '/ballots/1/cuont', 'UNKNOWN_MEMBER'],
  ['counts a fraction', ballot({ ranking: [['a']], count: 1.5 }), '/ballots/1/count', 'WRONG_TYPE'],
  ['counts below zero', ballot({ ranking: [['a']], count: -1 }), '/ballots/1/count', 'OUT_OF_RANGE'],
  ['counts a text', ballot({ ranking: [['a']], count: '3' }), '/ballots/1/count', 'WRONG_TYPE'],
  ['counts more than there can be', ballot({ ranking: [['a']], count: 2e9 }), '/ballots/1/count', 'OUT_OF_RANGE'],
  ['counts more in all', ballot({ ranking: [['a']], count: 1e9 }), '/ballots/1', 'OUT_OF_RANGE'],
  [
    'counts beyond numbers',
    JSON.stringify(ballot({ ranking: [], count: 1 })).replace('"count":1', '"count":1e400'),
    '/ballots/1/count',
    'OUT_OF_RANGE',
  ],
  ['ranks without groups', ballot({ ranking: ['a'] }), '/ballots/1/ranking/0', 'WRONG_TYPE'],
  ['ranks an empty group', ballot({ ranking: [['a'], []] }), '/ballots/1/ranking/1', 'OUT_OF_RANGE'],
  ['ranks an entry twice', ballot({ ranking: [['a'], ['b', 'a']] }), '/ballots/1/ranking/1/1', 'DUPLICATE'],
  ['ranks an unknown entry', ballot({ ranking: [['x']] }), '/ballots/1/ranking/0/0', 'UNKNOWN_ENTRY'],
  [
    'approves an unknown entry',
    { ...approvals, ballots: [{ approved: ['__proto__'] }] },
    '/ballots/0/approved/0',
    'UNKNOWN_ENTRY',
  ],
  [
    'approves an entry twice',
    { ...approvals, ballots: [{ approved: ['a', 'a'] }] },
    '/ballots/0/approved/1',
    'DUPLICATE',
  ],
  [
    'approves what was not shown',
    { ...approvals, ballots: [{ shown: ['a'], approved: ['b'] }] },
    '/ballots/0/approved/0',
    'UNKNOWN_ENTRY',
  ],
  [
    'elects by voters who saw a part',
    { ...approvals, ballots: [{ shown: ['a'], approved: ['a'] }] },
    '/ballots/0/shown',
    'BALLOT_KIND',
  ],
  ['has more seats than entries', { ...approvals, seats: 4 }, '/seats', 'OUT_OF_RANGE'],
  ['has no seat', { ...approvals, seats: 0 }, '/seats', 'OUT_OF_RANGE'],
  ['does not say how many seats', { ...approvals, method: 'pav' }, '/seats', 'MISSING'],
  [
    'completes in another way',
    { ...approvals, method: 'equal-shares', seats: 1, completion: 'luck' },
    '/completion',
    'OUT_OF_RANGE',
  ],
  ['has a winner without a loser', { ...pairs, ballots: [{ winner: 'a' }] }, '/ballots/0/loser', 'MISSING'],
  [
    'has a winner against itself',
    { ...pairs, ballots: [{ winner: 'a', loser: 'a' }] },
    '/ballots/0/loser',
    'DUPLICATE',
  ],
  ['has a prior below zero', { ...pairs, prior: -1 }, '/prior', 'OUT_OF_RANGE'],
  ['has a prior in words', { ...pairs, prior: 'none' }, '/prior', 'WRONG_TYPE'],
  ['has no maximum likelihood', { ...pairs, prior: 0 }, '/prior', 'NO_MAXIMUM_LIKELIHOOD'],
  [
    'grades an unknown entry',
    { ...grades, ballots: [{ grades: { 'x/~y': 3 } }] },
    '/ballots/0/grades/x~1~0y',
    'UNKNOWN_ENTRY',
  ],
  ['grades with null', { ...grades, ballots: [{ grades: { a: null } }] }, '/ballots/0/grades/a', 'WRONG_TYPE'],
  ['grades in a list', { ...grades, ballots: [{ grades: [3] }] }, '/ballots/0/grades', 'WRONG_TYPE'],
  ['scores twice', { ...scores, ballots: [scores.ballots[0], scores.ballots[0]] }, '/ballots/1', 'DUPLICATE'],
  ['scores without a juror', { ...scores, ballots: [{ entry: 'a', score: 1 }] }, '/ballots/0/juror', 'MISSING'],
  [
    'scores far off',
    { ...scores, ballots: [{ juror: 'j', entry: 'a', score: 1e9 }] },
    '/ballots/0/score',
    'OUT_OF_RANGE',
  ],
  [
    'scores many times at once',
    { ...scores, ballots: [{ juror: 'j', entry: 'a', score: 1, count: 2 }] },
    '/ballots/0/count',
    'OUT_OF_RANGE',
  ],
  [
    'tells a time that is none',
    { ...scores, ballots: [{ juror: 'j', entry: 'a', score: 1, at: 'noon' }] },
    '/ballots/0/at',
    'WRONG_TYPE',
  ],
  [
    'tells some times only',
    { ...scores, ballots: [scores.ballots[0], { juror: 'j', entry: 'b', score: 2 }] },
    '/ballots/1/at',
    'MISSING',
  ],
  [
    'has scores that nothing connects',
    {
      ...scores,
      ballots: [
        { juror: 'i', entry: 'a', score: 1 },
        { juror: 'j', entry: 'b', score: 1 },
      ],
    },
    '/ballots',
    'GRAPH_NOT_CONNECTED',
  ],
  ['is a bundle without its rules', { leaves: [], head: {} }, '/rules', 'MISSING'],
  [
    'is a bundle that cannot be recounted',
    { rules: {}, entries: 1, leaves: [], seed: '', head: {}, tally: {} },
    '',
    'BUNDLE_MALFORMED',
  ],
];

describe('a file that cannot be counted', () => {
  it.each(CASES)('%s: is refused where it is wrong', async (_, content, pointer, code) => {
    const file = folder.write(content);
    const run = await runCount([file], { json: true });
    expect(parseLines(run)).toEqual([
      { file, error: { pointer, code, message: expect.stringMatching(/\w/) as string } },
    ]);
    expect(run.code).toBe(1);
  });

  it('does not keep the others from being counted, each in its place', async () => {
    const files = [folder.write(good), '/there/is/none.json', folder.write('{'), folder.write(approvals)];
    const run = await runCount(files, { json: true });
    expect(run.code).toBe(1);
    expect(parseLines(run).map(({ file, method, error }) => [file, method ?? error?.code])).toEqual([
      [files[0], 'borda'],
      [files[1], 'UNREADABLE'],
      [files[2], 'NOT_JSON'],
      [files[3], 'approval'],
    ]);
  });

  it('is named to people with file, place and code', async () => {
    const file = folder.write({ ...approvals, seats: 9 });
    const { code, lines, complaints } = await runCount([file], {});
    expect([code, lines]).toEqual([1, []]);
    expect(complaints).toEqual([`zuimei count: ${file}: /seats: 9 is not from 1 to 3 (OUT_OF_RANGE)`]);
  });
});

describe('a file that looks odd and is good', () => {
  it('may have names that JavaScript keeps for itself', async () => {
    const text =
      '{"method":"majority-judgment","entries":["__proto__","constructor"],"ballots":[{"grades":{"__proto__":5,"constructor":2}}]}';
    const { lines, code } = await runCount([folder.write(text)], { json: true });
    expect(code).toBe(0);
    expect(lines[0]).toContain('"ranking":[["__proto__"],["constructor"]],"scores":{"__proto__":5,"constructor":2}');
  });

  it('may begin with a byte order mark', async () => {
    const run = await runCount([folder.write(`\ufeff${JSON.stringify(good)}`)], { json: true });
    expect(parseLines(run)[0]?.ranking).toEqual([['a'], ['b', 'c']]);
  });

  it('may have voters who approve or rank nobody', async () => {
    const files = [
      folder.write({ ...approvals, ballots: [{ approved: [] }, { approved: ['b'] }] }),
      folder.write({ ...good, ballots: [{ ranking: [] }] }),
    ];
    const counted = parseLines(await runCount(files, { json: true }));
    expect(counted.map(({ ranking }) => ranking)).toEqual([[['b'], ['a', 'c']], [['a', 'b', 'c']]]);
  });

  it('may name entries by numbers, and gets numbers back', async () => {
    const file = folder.write({ method: 'pav', entries: [10, 9, 0], seats: 1, ballots: [{ approved: [9] }] });
    expect(parseLines(await runCount([file], { json: true }))[0]).toMatchObject({
      ranking: [[9], [0, 10]],
      committees: [[9]],
    });
  });

  it('takes times in words of a clock and in any order', async () => {
    const at = ['2026-11-05T09:31:00Z', '2026-11-05T17:30:00+08:00'];
    const ballots = scores.ballots.map((line, i) => ({ ...line, at: at[i] }));
    const sequence = [2, 1];
    const same = scores.ballots.map((line, i) => ({ ...line, at: sequence[i] }));
    const files = [ballots, same].map((list) => folder.write({ ...scores, ballots: list }));
    const [one, other] = parseLines(await runCount(files, { json: true }));
    expect(one?.scores).toEqual(other?.scores);
  });
});

describe('the method of the command line', () => {
  it('stands before that of the file, where the ballots fit', async () => {
    const five = {
      ...good,
      ballots: [
        { count: 3, ranking: [['a'], ['b'], ['c']] },
        { count: 2, ranking: [['b'], ['c']] },
      ],
    };
    const file = folder.write(five);
    const [byBorda] = parseLines(await runCount([file], { json: true }));
    const [bySchulze] = parseLines(await runCount([file], { json: true, method: 'schulze' }));
    expect(byBorda?.ranking[0]).toEqual(['b']);
    expect(bySchulze).toMatchObject({ method: 'schulze', ranking: [['a'], ['b'], ['c']] });
    const [refused] = parseLines(await runCount([file], { json: true, method: 'pav' }));
    expect(refused?.error).toMatchObject({ pointer: '/ballots/0', code: 'BALLOT_KIND' });
  });

  it('may go by another of its names', async () => {
    const file = folder.write({ ...approvals, method: 'proportionalApproval', seats: 1 });
    expect(parseLines(await runCount([file], { json: true }))[0]?.method).toBe('pav');
  });

  it('must be known', async () => {
    await expect(runCount(['x.json'], { method: 'dice' })).rejects.toThrow('there is no method "dice"');
    await expect(runCount([], {})).rejects.toThrow('name at least one file');
  });
});

describe('the text for people', () => {
  it('lists places that skip after equals, and committees', async () => {
    const file = folder.write({ ...approvals, seats: 2, ballots: [{ approved: ['b'] }] });
    expect((await runCount([file], {})).lines).toEqual([
      [`${file}: approval`, '   1  b  1', '   2  a  0', '   2  c  0', 'committee: a, b', 'committee: b, c'].join('\n'),
    ]);
  });
});
