import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { countFolder, parseLines, runCount, type CountedLine } from './count.testing.js';

/** Known answers of independent programs. They lie beside the checkout on some machines and never inside it. */
const root = path.resolve(import.meta.dirname, '../../../..');
const oracles = path.join(process.env['ZUIMEI_SHARED'] ?? path.join(root, '../shared'), 'oracles');
const there = existsSync(path.join(oracles, 'README.md'));
if (!there) console.log(`left out: the known answers of other programs, which are not at ${oracles}`);
const read = (name: string): unknown => JSON.parse(readFileSync(path.join(oracles, name), 'utf8'));

const folder = countFolder();
afterAll(folder.remove);

/** Counts every content as a file of its own, all in one run of the command. */
async function countAll(contents: readonly unknown[]): Promise<CountedLine[]> {
  const run = await runCount(contents.map(folder.write), { json: true });
  expect(run.code).toBe(0);
  return parseLines(run);
}

interface Election {
  id: string;
  candidates: string[];
  ballots: { count: number; ranking: string[][] }[];
  expected: Record<'schulze' | 'copeland' | 'borda', string[][]>;
}
interface Committee {
  id: string;
  candidates: number;
  committeeSize: number;
  ballots: number[][];
  expected: Record<string, number[][]>;
}

const sortedGroups = (groups: (string | number)[][]): (string | number)[][] => groups.map((group) => [...group].sort());

(there ? describe : describe.skip)('known answers of other programs', () => {
  it.each(['schulze', 'copeland', 'borda'] as const)('all ranked elections by %s', async (method) => {
    const elections = read('ranked.json') as Election[];
    const counted = await countAll(
      elections.map(({ candidates, ballots }) => ({ method, entries: candidates, ballots })),
    );
    const wrong = elections.flatMap(({ id, expected }, i) => {
      const ranking = sortedGroups(counted[i]?.ranking ?? []);
      return JSON.stringify(ranking) === JSON.stringify(sortedGroups(expected[method])) ? [] : [id];
    });
    expect(wrong).toEqual([]);
    expect(counted).toHaveLength(elections.length);
    expect(elections.length).toBeGreaterThan(0);
  });

  it('all committees, by every rule that is named', async () => {
    const profiles = read('approval-committees.json') as Committee[];
    const cases = profiles.flatMap((profile) =>
      Object.entries(profile.expected).map(([method, expected]) => ({ profile, method, expected })),
    );
    const counted = await countAll(
      cases.map(({ profile, method }) => ({
        method,
        entries: Array.from({ length: profile.candidates }, (_, i) => i),
        seats: profile.committeeSize,
        ballots: profile.ballots.map((approved) => ({ approved })),
      })),
    );
    const inOrder = (committees: readonly (string | number)[][]) => committees.map((one) => one.join()).sort();
    const wrong = cases.flatMap(({ profile, method, expected }, i) =>
      JSON.stringify(inOrder(counted[i]?.committees ?? [])) === JSON.stringify(inOrder(expected))
        ? []
        : [`${profile.id} ${method}`],
    );
    expect(wrong).toEqual([]);
    expect(counted.length).toBeGreaterThanOrEqual(profiles.length);
  });

  it('strengths of pairs by maximum likelihood, to 1e-4', async () => {
    const sets = read('pairwise.json') as { n_items: number; data: [number, number][]; ml_est: number[] }[];
    const counted = await countAll(
      sets.map(({ n_items, data }) => ({
        method: 'bradley-terry',
        prior: 0,
        entries: Array.from({ length: n_items }, (_, i) => String(i)),
        ballots: data.map(([winner, loser]) => ({ winner: String(winner), loser: String(loser) })),
      })),
    );
    sets.forEach(({ ml_est }, i) =>
      ml_est.forEach((expected, entry) =>
        expect(Math.abs((counted[i]?.scores[entry] as number) - expected)).toBeLessThan(1e-4),
      ),
    );
  });

  it('a polling station of Orsay 2007 by majority judgment', async () => {
    const { ballots } = read('majority-judgment.json') as { ballots: Record<string, number>[] };
    const entries = Object.keys(ballots[0] ?? {});
    const [counted] = await countAll([
      { method: 'majority-judgment', entries, ballots: ballots.map((grades) => ({ grades })) },
    ]);
    // By the definition, ballot for ballot: sort all grades of an entry, take the lower middle one, count around it.
    const byHand = entries.map((entry) => {
      const own = ballots.map((ballot) => ballot[entry] as number).sort((a, b) => a - b);
      const median = own[Math.ceil(own.length / 2) - 1] as number;
      const above = own.filter((grade) => grade > median).length;
      const below = own.filter((grade) => grade < median).length;
      return { entry, median, key: above > below ? above : -below };
    });
    byHand.sort((a, b) => b.median - a.median || b.key - a.key);
    expect(counted?.ranking).toEqual(byHand.map(({ entry }) => [entry]));
  });
});
