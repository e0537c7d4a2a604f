import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import {
  answersOf,
  makeBundle,
  seededRandom,
  shuffled,
  tally,
  tallyBytes,
  tallyEntryOf,
  type Answer,
  type BundleEntry,
  type Method,
  type RecordedAnswer,
  type TallyRules,
} from '../index.js';

/** What holds for a round by any method, from its answers to the bytes of its result. */
const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());
const deps = { sha256 };
const RUN = { seed: 20261105, numRuns: 40 };
const IDS = ['1', '2', '3', '4', '5', '6'];
const JURORS = ['j0', 'j1', 'j2', 'j3', 'j4'];

const entries: BundleEntry[] = IDS.map((id, i) => ({
  number: Number(id),
  photo: id.repeat(64),
  state: 'active',
  author: `author-${Math.floor(i / 2)}`,
}));
const counted = entries.map(tallyEntryOf);

/** Each method, how many entries its screens hold, and an answer drawn for a screen. */
type Random = ReturnType<typeof seededRandom>;
const KINDS: readonly [method: Method, size: number, answer: (shown: readonly string[], random: Random) => Answer][] = [
  [{ kind: 'approve', max: 3 }, 6, (shown, random) => ({ kind: 'picks', picks: shown.slice(0, 1 + random.below(3)) })],
  [{ kind: 'grid', size: 4, picks: 2 }, 4, (shown) => ({ kind: 'picks', picks: shown.slice(0, 2) })],
  [{ kind: 'pair' }, 2, (shown) => ({ kind: 'picks', picks: shown.slice(0, 1) })],
  [{ kind: 'yes-no' }, 1, (_, random) => ({ kind: 'verdict', verdict: random.below(2) ? 'in' : 'out' })],
  [{ kind: 'score' }, 1, (_, random) => ({ kind: 'grade', grade: 1 + random.below(5) })],
  [{ kind: 'rank', max: 4 }, 4, (shown, random) => ({ kind: 'order', order: shown.slice(0, 1 + random.below(4)) })],
];

const rulesOf = (method: Method): TallyRules => ({
  method,
  ladder: ['primary', 'head-to-head', 'distinct-jurors', 'seeded-hash'],
  winners: 3,
  caps: { perAuthor: 1 },
  exposureTarget: 4,
});

/** Five jurors with four screens each, one of them answered twice and one skipped: all drawn from the seed. */
const answersFor = ([, size, answerTo]: (typeof KINDS)[number], seed: string): RecordedAnswer[] => {
  const random = seededRandom(seed);
  return JURORS.flatMap((pseudonym) =>
    Array.from({ length: 4 }, (_, k): RecordedAnswer[] => {
      const shown = shuffled(IDS, random).slice(0, size);
      const screen = { id: `${pseudonym}-${k}`, entries: shown, ordinal: k + 1 };
      const drawn = (): Answer =>
        random.below(10) === 0 ? { kind: 'skip' } : answerTo(shuffled(shown, random), random);
      const first = { answerId: `${pseudonym}-${k}-a`, pseudonym, revision: 1, screen, answer: drawn() };
      return k === 0 ? [first, { ...first, answerId: `${pseudonym}-${k}-b`, revision: 2, answer: drawn() }] : [first];
    }).flat(),
  );
};

const bytesOf = (rules: TallyRules, answers: readonly RecordedAnswer[], from = counted): string =>
  new TextDecoder().decode(tallyBytes(tally(rules, from, answers, 'seed', deps)));

describe.each(KINDS.map((kind): [string, (typeof KINDS)[number]] => [kind[0].kind, kind]))(
  'a round by %s',
  (name, kind) => {
    const rules = rulesOf(kind[0]);

    it('gives the bytes of its golden file', () => {
      const file = path.join(import.meta.dirname, 'golden', `${name}.expected`);
      const bytes = `${bytesOf(rules, answersFor(kind, 'golden'))}\n`;
      if (process.env['ZUIMEI_WRITE']) writeFileSync(file, bytes);
      expect(bytes).toBe(readFileSync(file, 'utf8'));
    });

    it('does not care for the order of answers and entries, nor for how often one was delivered', () => {
      fc.assert(
        fc.property(fc.string(), fc.integer({ min: 1, max: 3 }), (seed, times) => {
          const answers = answersFor(kind, seed);
          const random = seededRandom(seed);
          const delivered = shuffled(Array.from({ length: times }, () => answers).flat(), random);
          expect(bytesOf(rules, delivered, shuffled(counted, random))).toBe(bytesOf(rules, answers));
        }),
        RUN,
      );
    });

    it('without a juror is the count of the published answers without that juror', () => {
      fc.assert(
        fc.property(fc.string(), fc.constantFrom(...JURORS), (seed, juror) => {
          const answers = answersFor(kind, seed);
          const input = {
            software: 's',
            round: { id: 'r', title: 't' },
            rules,
            seed: 'seed',
            entries,
            receipts: [],
            chain: { length: answers.length, head: '' },
          };
          const { leaves } = JSON.parse(JSON.stringify(makeBundle({ ...input, answers }, deps))) as ReturnType<
            typeof makeBundle
          >;
          const others = <A extends { pseudonym: string }>(list: readonly A[]) =>
            list.filter(({ pseudonym }) => pseudonym !== juror);
          expect(bytesOf(rules, answersOf(others(leaves)))).toBe(bytesOf(rules, others(answers)));
        }),
        RUN,
      );
    });

    it('is permuted by new labels up to the step that hashes them', () => {
      const shared: TallyRules = {
        ...rules,
        ladder: ['primary', 'head-to-head', 'distinct-jurors', 'shared'],
        caps: {},
      };
      const ranks = (answers: readonly RecordedAnswer[], label: (id: string) => string) =>
        Object.fromEntries(
          tally(shared, counted, answers, 'seed', deps).entries.map(({ entryId, rank, value }) => [
            label(entryId),
            { rank, value },
          ]),
        );
      fc.assert(
        fc.property(fc.string(), fc.shuffledSubarray(IDS, { minLength: 6, maxLength: 6 }), (seed, labels) => {
          const label = (id: string): string => labels[IDS.indexOf(id)] as string;
          const renamed = answersFor(kind, seed).map((recorded): RecordedAnswer => {
            const { screen, answer } = recorded;
            const moved = { ...recorded, screen: { ...screen, entries: screen.entries.map(label) } };
            if (answer.kind === 'picks') return { ...moved, answer: { ...answer, picks: answer.picks.map(label) } };
            return answer.kind === 'order'
              ? { ...moved, answer: { ...answer, order: answer.order.map(label) } }
              : moved;
          });
          expect(ranks(renamed, (id) => id)).toEqual(ranks(answersFor(kind, seed), label));
        }),
        RUN,
      );
    });
  },
);
