import {
  type BundleInput,
  canonicalJson,
  type ExportedLink,
  exportedLink,
  linkRows,
  makeBundle,
  observersBytes,
  type ObserversPackage,
  type Random,
  type ResultBundle,
  toHex,
} from '@zuimei/domain';
import { sign } from 'node:crypto';
import { sha256 } from '../hash.js';
import { hex, type Signer, signed } from './bundles.fixture.js';
import type { Mutation } from './mutations.fixture.js';

/** A bundle and what observers get beside it. */
export interface Observed {
  bundle: ResultBundle;
  pack: ObserversPackage;
}

const endOf = (chain: readonly ExportedLink[]) => ({
  length: chain.length,
  head: chain.at(-1)?.hash ?? '0'.repeat(64),
});

const seal = (pack: Omit<ObserversPackage, 'seal'>, { key, privateKey }: Signer): ObserversPackage => {
  const { roundId, lateAnswers, chain, audit } = pack;
  const ends = observersBytes({ roundId, lateAnswers, chain: endOf(chain), audit: endOf(audit) });
  return { ...pack, seal: { publicKey: toHex(key), signature: toHex(sign(null, ends, privateKey)) } };
};

/** The chain behind drawn answers: every third one was changed later, both rows stay. */
export function observed(input: BundleInput, signer: Signer): Observed {
  const screens: Record<string, string> = {};
  const rows = [...input.answers].flatMap((answer, i) => {
    const id = `${hex(`secret ${answer.screen.id}`).slice(0, 8)}-${i}`;
    screens[id] = answer.screen.id;
    const row = {
      ...answer,
      screen: { ...answer.screen, id },
      receivedAt: new Date(Date.UTC(2026, 10, 28, 1, 0, i)).toISOString(),
      shownMs: 9_000 + i,
      ...(i % 5 === 0 ? { source: 'paper' } : {}),
    };
    const before = { ...row, answerId: `${row.answerId} before`, revision: 0, answer: { kind: 'skip' as const } };
    return i % 3 === 0 ? [before, row] : [row];
  });
  const chain = linkRows(rows, sha256).map(exportedLink);
  const acts = ['round.prepared', 'round.opened', 'round.closed', 'round.tallied'];
  const audit = linkRows(
    acts.map((action, i) => ({ action, at: `2026-11-28T0${i}:00:00.000Z`, facts: { name: '终评', n: i } })),
    sha256,
  ).map(exportedLink);
  const bundle = signed(makeBundle({ ...input, chain: endOf(chain) }, { sha256 }), signer);
  const pack = {
    format: 'zuimei-observers-2' as const,
    roundId: input.round.id,
    screens,
    chain,
    lateAnswers: 2,
    audit,
    unlinkedActs: 0,
  };
  return { bundle, pack: seal(pack, signer) };
}

/** A copy of a package that may be changed. */
type Open = { -readonly [Key in keyof ObserversPackage]: ObserversPackage[Key] } & {
  chain: ExportedLink[];
  audit: ExportedLink[];
  screens: Record<string, string>;
};

interface Edit {
  what: string;
  found: string;
  edit(pack: Open, at: number): void;
}

const rowOf = (link: ExportedLink | undefined) => link?.row as Record<string, unknown> & { screen: { id: string } };
/** Links the rows anew, as somebody would who knows how chains are made. */
const relinked = (chain: readonly ExportedLink[]): ExportedLink[] =>
  linkRows(
    chain.map(({ row }) => row),
    sha256,
  ).map(exportedLink);

const EDITS: readonly Edit[] = [
  {
    what: 'an answer changed',
    found: 'chain',
    edit: (p, at) => void (rowOf(p.chain[at])['answer'] = { kind: 'skip', x: 1 }),
  },
  { what: 'a time changed', found: 'chain', edit: (p, at) => void (rowOf(p.chain[at])['receivedAt'] = 'later') },
  { what: 'another juror', found: 'chain', edit: (p, at) => void (rowOf(p.chain[at])['pseudonym'] = hex('x')) },
  { what: 'a revision raised', found: 'chain', edit: (p, at) => void (rowOf(p.chain[at])['revision'] = 99) },
  { what: 'an answer removed', found: 'chain-head', edit: (p, at) => void p.chain.splice(at, 1) },
  {
    what: 'an answer doubled',
    found: 'chain',
    edit: (p, at) => void p.chain.splice(at, 0, p.chain[at] as ExportedLink),
  },
  { what: 'the last answer removed', found: 'chain-head', edit: (p) => void p.chain.pop() },
  {
    what: 'two answers swapped',
    found: 'chain',
    edit: (p, at) => void p.chain.splice(at, 2, ...(p.chain.slice(at, at + 2).reverse() as ExportedLink[])),
  },
  {
    what: 'an answer removed and all linked anew',
    found: 'chain-head',
    edit: (p, at) => {
      p.chain.splice(at, 1);
      p.chain = relinked(p.chain);
    },
  },
  {
    what: 'an answer changed and all linked anew',
    found: 'chain-head',
    edit: (p, at) => {
      rowOf(p.chain[at])['pseudonym'] = hex('another');
      p.chain = relinked(p.chain);
    },
  },
  {
    what: 'an answer added at the end',
    found: 'chain-answers',
    edit: (p, at) => {
      const row = { ...rowOf(p.chain[at]), answerId: 'one more', pseudonym: hex('another'), revision: 9 };
      p.chain = relinked([...p.chain, { row } as ExportedLink]);
    },
  },
  {
    what: 'a link bent',
    found: 'chain',
    edit: (p, at) => void Object.assign(p.chain[at] as object, { prev: hex('x') }),
  },
  {
    what: 'a foreign hash',
    found: 'chain',
    edit: (p, at) => void Object.assign(p.chain[at] as object, { hash: hex('x') }),
  },
  {
    what: 'a number in the chain',
    found: 'chain',
    edit: (p, at) => void Object.assign(p.chain[at] as object, { seq: 7_777 }),
  },
  {
    what: 'a screen renamed',
    found: 'chain-answers',
    edit: (p, at) => void (p.screens[rowOf(p.chain[at]).screen.id] = hex('name').slice(0, 32)),
  },
  {
    what: 'a screen without a name',
    found: 'chain-answers',
    edit: (p, at) => void delete p.screens[rowOf(p.chain[at]).screen.id],
  },
  { what: 'a name too many', found: 'chain-answers', edit: (p) => void (p.screens['zz'] = hex('zz').slice(0, 32)) },
  {
    what: 'two names swapped',
    found: 'chain-answers',
    edit: (p, at) => {
      const [a, b] = [rowOf(p.chain[at]).screen.id, rowOf(p.chain.find((_, i) => i > at + 1) ?? p.chain[0]).screen.id];
      [p.screens[a], p.screens[b]] = [p.screens[b] as string, p.screens[a] as string];
    },
  },
  { what: 'an act changed', found: 'audit-chain', edit: (p, at) => void (rowOf(p.audit[at % 4])['action'] = 'x') },
  { what: 'an act removed', found: 'observers-seal', edit: (p, at) => void p.audit.splice(at % 4, 1) },
  { what: 'the last act removed', found: 'observers-seal', edit: (p) => void p.audit.pop() },
  {
    what: 'an act changed and all linked anew',
    found: 'observers-seal',
    edit: (p, at) => {
      rowOf(p.audit[at % 4])['action'] = 'x';
      p.audit = relinked(p.audit);
    },
  },
  {
    what: 'an act added',
    found: 'observers-seal',
    edit: (p) => void (p.audit = relinked([...p.audit, { row: { action: 'round.cancelled' } } as ExportedLink])),
  },
  { what: 'acts in no chain', found: 'audit-chain', edit: (p) => void (p.unlinkedActs = 3) },
  { what: 'another number of late answers', found: 'observers-seal', edit: (p) => void (p.lateAnswers += 1) },
  { what: 'another round', found: 'observers-format', edit: (p) => void (p.roundId = 'other') },
  {
    what: 'the first format',
    found: 'observers-format',
    edit: (p) => void Object.assign(p, { format: 'zuimei-observers-1' }),
  },
  { what: 'a foreign member', found: 'observers-format', edit: (p) => void Object.assign(p, { note: 1 }) },
  { what: 'no seal', found: 'observers-format', edit: (p) => void Reflect.deleteProperty(p, 'seal') },
];

/** Every edit of a package at a drawn place, and one that a stranger sealed. */
export function* editsOfPack({ pack }: Observed, stranger: Signer, random: Random): Generator<Mutation> {
  for (const { what, found, edit } of EDITS) {
    const copy = JSON.parse(canonicalJson(pack)) as Open;
    edit(copy, random.below(copy.chain.length - 2));
    yield { what, found: [found], bytes: Buffer.from(canonicalJson(copy)) };
  }
  const { seal: _seal, ...rest } = pack;
  yield {
    what: 'sealed by a stranger',
    found: ['observers-seal'],
    bytes: Buffer.from(canonicalJson(seal({ ...rest, lateAnswers: 0 }, stranger))),
  };
}
