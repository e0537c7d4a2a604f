import { canonicalJson, makeBundle, type Random, type ResultBundle, shuffled } from '@zuimei/domain';
import { sha256 } from '../hash.js';
import { hex, type Signer, signed } from './bundles.fixture.js';

type Loose = Record<string, unknown>;

/** A file that is not what was published, and the check that must name it. */
export interface Mutation {
  what: string;
  /** Any of these. */
  found: readonly string[];
  bytes: Uint8Array;
}

interface Edit {
  what: string;
  found: readonly string[];
  /** False where the bundle has nothing of the kind. */
  edit(bundle: ResultBundle & Loose, random: Random): boolean | void;
}

const one = <T>(items: readonly T[], random: Random): T => items[random.below(items.length)] as T;
const hasLeaves = ({ leaves }: ResultBundle): boolean => leaves.length > 1;

/** Changes of what a bundle says. Those of leaves are made with care: each alone would be a leaf that could stand there. */
const EDITS: readonly Edit[] = [
  {
    what: 'an answer changed',
    found: ['root'],
    edit(b, random) {
      if (!hasLeaves(b)) return false;
      const leaf = one<unknown>(b.leaves, random) as Loose;
      leaf['answer'] =
        (leaf['answer'] as { kind: string }).kind === 'skip' ? { kind: 'skip', note: 1 } : { kind: 'skip' };
      return true;
    },
  },
  {
    what: 'a heart added',
    found: ['contents'],
    edit(b) {
      if (b.rules.heartsWeight === undefined) return false;
      const entry = b.entries[0] as unknown as { hearts: number };
      entry.hearts += 1;
    },
  },
  {
    what: 'hearts left out',
    found: ['entries'],
    edit(b) {
      if (b.rules.heartsWeight === undefined) return false;
      delete (b.entries[1] as unknown as Loose)['hearts'];
    },
  },
  {
    what: 'an answer removed',
    found: ['root'],
    edit: (b, random) => hasLeaves(b) && (b.leaves as unknown[]).splice(random.below(b.leaves.length), 1).length === 1,
  },
  {
    what: 'an answer added, in its right place',
    found: ['root'],
    edit(b, random) {
      if (!hasLeaves(b)) return false;
      const like = one(b.leaves, random);
      const leaf = { ...like, screen: { ...like.screen, id: hex(`new ${random.next()}`).slice(0, 32) } };
      const sealed = makeBundle(
        { ...b, answers: [...b.leaves, leaf].map((l, i) => ({ ...l, answerId: `${i}`, revision: 1 })) },
        { sha256 },
      );
      Object.assign(b, { leaves: sealed.leaves });
    },
  },
  {
    what: 'an answer doubled',
    found: ['leaf-order'],
    edit(b, random) {
      if (!hasLeaves(b)) return false;
      const at = random.below(b.leaves.length);
      (b.leaves as unknown[]).splice(at, 0, b.leaves[at]);
    },
  },
  {
    what: 'two answers swapped',
    found: ['leaf-order'],
    edit(b, random) {
      if (!hasLeaves(b)) return false;
      const at = random.below(b.leaves.length - 1);
      const leaves = b.leaves as unknown[];
      [leaves[at], leaves[at + 1]] = [leaves[at + 1], leaves[at]];
    },
  },
  {
    what: 'an answer given to another juror',
    found: ['root'],
    edit(b, random) {
      if (!hasLeaves(b)) return false;
      const leaf = one(b.leaves, random);
      Object.assign(leaf, { pseudonym: hex(`other ${random.next()}`).slice(0, 32) });
    },
  },
  {
    what: 'a time on an answer',
    found: ['format'],
    edit: (b, random) =>
      hasLeaves(b) && Object.assign(one(b.leaves, random), { receivedAt: '2026-11-28T09:00:00Z' }) !== null,
  },
  {
    what: 'an edited total',
    found: ['tally'],
    edit: (b, random) => void Object.assign(one(b.tally.entries, random), { picks: 1_000 }),
  },
  {
    what: 'an edited rate',
    found: ['tally'],
    edit: (b, random) => void Object.assign(one(b.tally.entries, random), { rate: 0.123456789 }),
  },
  {
    what: 'an edited rank',
    found: ['tally'],
    edit: (b, random) => void Object.assign(one(b.tally.entries, random), { rank: 99 }),
  },
  {
    what: 'an edited value',
    found: ['tally'],
    edit: (b, random) => void Object.assign(one(b.tally.entries, random), { value: 0.987654321 }),
  },
  { what: 'two lines swapped', found: ['tally'], edit: (b) => void (b.tally.entries as unknown[]).reverse() },
  { what: 'a line left out', found: ['tally'], edit: (b) => void (b.tally.entries as unknown[]).pop() },
  {
    what: 'another winner',
    found: ['tally'],
    edit: (b) => b.tally.winners.length > 0 && Object.assign(b.tally.winners[0] as object, { entryId: '25' }) !== null,
  },
  {
    what: 'a winner more',
    found: ['tally'],
    edit: (b) => void (b.tally.winners as unknown[]).push({ entryId: '25', rank: 9 }),
  },
  {
    what: 'a turnout made larger',
    found: ['tally'],
    edit: (b) => void Object.assign(b.tally.turnout, { jurors: b.tally.turnout.jurors + 1 }),
  },
  { what: 'a ladder step hidden', found: ['tally'], edit: (b) => (b.tally.ladder as unknown[]).pop() !== undefined },
  {
    what: 'who was passed over hidden',
    found: ['tally'],
    edit: (b) => (b.tally.passedOver as unknown[]).pop() !== undefined,
  },
  {
    what: 'an entry that left hidden',
    found: ['tally'],
    edit: (b) => (b.tally.excluded as unknown[]).pop() !== undefined,
  },
  {
    what: 'an edited rule: places',
    found: ['tally'],
    edit: (b) => void Object.assign(b.rules, { winners: b.rules.winners + 1 }),
  },
  {
    what: 'an edited rule: caps',
    found: ['tally'],
    edit: (b) => void Object.assign(b.rules, { caps: { perAuthor: 7 } }),
  },
  {
    what: 'an edited rule: ladder',
    found: ['tally'],
    edit: (b) => void Object.assign(b.rules, { ladder: ['primary', 'run-off', 'distinct-jurors', 'shared'] }),
  },
  { what: 'another seed', found: ['tally'], edit: (b) => void Object.assign(b, { seed: `${b.seed}!` }) },
  {
    what: 'an entry brought back',
    found: ['tally'],
    edit(b) {
      const gone = b.entries.find(({ state }) => state !== 'active');
      return gone !== undefined && Object.assign(gone, { state: 'active' }) !== null;
    },
  },
  {
    what: 'an entry struck',
    found: ['tally'],
    edit: (b) => void Object.assign(b.entries[0] as object, { state: 'disqualified' }),
  },
  {
    what: 'another photo',
    found: ['contents'],
    edit: (b, random) => void Object.assign(one(b.entries, random), { photo: hex('other') }),
  },
  { what: 'another title', found: ['contents'], edit: (b) => void Object.assign(b.round, { title: '别的' }) },
  { what: 'another program', found: ['contents'], edit: (b) => void Object.assign(b, { software: 'x/1' }) },
  {
    what: 'another running head',
    found: ['contents'],
    edit: (b) => void Object.assign(b.chain, { head: hex('other') }),
  },
  {
    what: 'another reason',
    found: ['contents', 'format'],
    edit: (b) => void Object.assign(b, { correction: { reason: '别的', previous: hex('x') } }),
  },
  { what: 'a receipt removed', found: ['receipts'], edit: (b) => (b.receipts as unknown[]).pop() !== undefined },
  { what: 'a receipt added', found: ['receipts'], edit: (b) => void (b.receipts as unknown[]).push('ZZZZ-ZZZZ-ZZ') },
  {
    what: 'receipts in another order',
    found: ['receipts'],
    edit: (b) => b.receipts.length > 1 && (b.receipts as unknown[]).reverse().length > 0,
  },
  { what: 'a foreign member', found: ['format'], edit: (b) => void Object.assign(b, { note: 'x' }) },
  { what: 'a foreign root', found: ['root'], edit: (b) => void Object.assign(b.head, { root: hex('root') }) },
  { what: 'a wrong size', found: ['root'], edit: (b) => void Object.assign(b.head, { size: b.head.size + 1 }) },
  { what: 'no signature', found: ['signature'], edit: (b) => void delete (b.head as unknown as Loose)['signature'] },
];

/** Runs every edit on a copy of the bundle: as it is, and (but for heads) sealed anew by a stranger's key. */
export function* editsOf(bundle: ResultBundle, stranger: Signer, random: Random): Generator<Mutation> {
  for (const { what, found, edit } of EDITS) {
    const copy = JSON.parse(canonicalJson(bundle)) as ResultBundle & Loose;
    if (edit(copy, random) === false) continue;
    yield { what, found, bytes: Buffer.from(canonicalJson(copy)) };
  }
  const other = makeBundle({ ...bundle, seed: 'x', answers: [] }, { sha256 }).head;
  yield {
    what: 'a foreign head',
    found: ['signature', 'root'],
    bytes: Buffer.from(canonicalJson({ ...bundle, head: { ...bundle.head, ...other } })),
  };
  const resealed = signed(
    makeBundle(
      { ...bundle, answers: bundle.leaves.map((leaf, i) => ({ ...leaf, answerId: `${i}`, revision: 1 })) },
      { sha256 },
    ),
    stranger,
  );
  yield { what: 'sealed by a stranger', found: ['key'], bytes: Buffer.from(canonicalJson(resealed)) };
}

/** Seeded changes of a bundle's bytes. */
export const damageOf = (bundle: ResultBundle, random: Random, flips: number): Generator<Mutation> =>
  bytesDamaged(
    Buffer.from(canonicalJson(bundle)),
    random,
    flips,
    ['file', 'format', 'entries', 'answers', 'leaf-order', 'root', 'contents', 'signature', 'key'],
    'file',
  );

/**
 * Seeded changes of bytes: flipped bits, files cut short, bytes put in, taken out and moved.
 * @param any the checks of which one must name what leaves readable text
 * @param file the check that must name what leaves none
 */
export function* bytesDamaged(
  bytes: Buffer,
  random: Random,
  flips: number,
  any: readonly string[],
  file: string,
): Generator<Mutation> {
  for (let i = 0; i < flips; i += 1) {
    const [at, bit] = [random.below(bytes.length), random.below(8)];
    const flipped = Buffer.from(bytes);
    flipped[at] = (flipped[at] as number) ^ (1 << bit);
    yield { what: `bit ${bit} of byte ${at} flipped`, found: any, bytes: flipped };
  }
  for (const length of [0, 1, random.below(bytes.length), bytes.length - 1])
    yield { what: `cut to ${length} bytes`, found: [file], bytes: bytes.subarray(0, length) };
  const at = random.below(bytes.length);
  const swapped = shuffled([0, 1, 2, 3], random).map((i) =>
    bytes.subarray(Math.floor((i * bytes.length) / 4), Math.floor(((i + 1) * bytes.length) / 4)),
  );
  yield {
    what: 'a blank put in',
    found: any,
    bytes: Buffer.concat([bytes.subarray(0, at), Buffer.from(' '), bytes.subarray(at)]),
  };
  yield { what: 'a line break at the end', found: [file], bytes: Buffer.concat([bytes, Buffer.from('\n')]) };
  yield { what: 'twice one after the other', found: [file], bytes: Buffer.concat([bytes, bytes]) };
  if (!Buffer.concat(swapped).equals(bytes))
    yield { what: 'its quarters in another order', found: [file], bytes: Buffer.concat(swapped) };
}
