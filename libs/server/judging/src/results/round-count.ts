import { Injectable } from '@nestjs/common';
import { countHearts, entriesForRound } from '@zuimei/contest';
import {
  type AnswerCollector,
  type BundleEntry,
  canonicalBytes,
  canonicalJson,
  ChainWalk,
  collectorFor,
  leafHash,
  LeafHashes,
  leafOf,
  type RecordedAnswer,
  type RunOff,
  sameBytes,
  type Sealed,
  sealHashes,
  tallyCollected,
  tallyEntryOf,
  type TallyResult,
  type TallyRules,
} from '@zuimei/domain';
import type { Queryable } from '@zuimei/persistence';
import { ResultRepository, RoundRepository, type RoundRow, type TallyRow } from '@zuimei/persistence/judging';
import type { LedgerRow } from '../ledger/ledger-row.js';
import { JudgingKeys, sha256 } from '../judging-keys.js';

/** A round counted at the end of its chain. */
export interface CountedRound {
  result: TallyResult;
  entries: BundleEntry[];
  runOffs: RunOff[];
  /** Jurors with an answer that stands. */
  ballots: number;
  chain: CountedChain;
  /** `order`: the rows of the chain that are leaves, as they are published; row 0 is the answer with seq 1. */
  merkle: Sealed & { readonly order: Uint32Array };
}

/** Where a chain ends. `verified`: its hashes were recomputed and agree up to the tip. */
export interface CountedChain {
  seq: number;
  head: Uint8Array;
  verified: boolean;
}

/** Leaves that are written at one time. */
const PART = 4_000;

/** What was declared, as the count takes it. */
export const tallyRules = (round: RoundRow): TallyRules => ({
  method: round.method,
  ladder: round.tieLadder,
  winners: round.winners,
  caps: {
    ...(round.caps.perAuthor === null ? {} : { perAuthor: round.caps.perAuthor }),
    ...(round.caps.perCompany === null ? {} : { perCompany: round.caps.perCompany }),
  },
  exposureTarget: round.targetExposure,
  ...(round.heartsWeight === 0 ? {} : { heartsWeight: round.heartsWeight }),
});

/** The bytes that are signed when a round is counted: which answers were in, and none of what they say. */
export const sealBytes = (roundId: string, root: string, size: number): Uint8Array =>
  canonicalBytes({ roundId, root, size });

/** The ranking of a counted round as groups of equals, best first. */
const rankingOf = (result: TallyResult): string[][] => {
  const groups = new Map<number, string[]>();
  for (const { rank, entryId } of result.entries) groups.set(rank, [...(groups.get(rank) ?? []), entryId]);
  return [...groups].sort(([a], [b]) => a - b).map(([, members]) => members);
};

/** An answer of the chain as the public sees it: its screen has another name. */
const named = (
  { answerId, pseudonym, revision, screen, answer }: LedgerRow,
  screenName: (id: string) => string,
): RecordedAnswer => ({ answerId, pseudonym, revision, screen: { ...screen, id: screenName(screen.id) }, answer });

/** Counts closed rounds: reads the chain, recomputes its hashes, and hands plain values to the rules. */
@Injectable()
export class RoundCount {
  constructor(
    private readonly rounds: RoundRepository,
    private readonly results: ResultRepository,
    private readonly keys: JudgingKeys,
  ) {}

  /**
   * Counts a round on the snapshot of `db`, which must see one moment: with its entries and run-offs as they are now, or
   * as they were for the count that is `repeated`.
   */
  async count(db: Queryable, round: RoundRow, repeated?: TallyRow): Promise<CountedRound> {
    const entries = (repeated?.entries as BundleEntry[] | undefined) ?? (await this.#entries(db, round));
    const runOffs = (repeated?.runOffs as RunOff[] | undefined) ?? (await this.#runOffs(db, round.id));
    const counted = entries.map(tallyEntryOf);
    const { collector, chain, hashes } = await this.collect(db, round.id, (rows) => collectorFor(counted, rows));
    const result = tallyCollected(tallyRules(round), counted, collector, round.seed, { sha256, runOffs });
    const { standing } = collector;
    const merkle = sealHashes(hashes, standing.rows(), { sha256 });
    return { result, entries, runOffs, ballots: standing.jurors.size, chain, merkle };
  }

  /**
   * Hands all answers of a chain to a collector, their screens by public name, and recomputes the chain's hashes and
   * those of the leaves. Rows are read page by page: a round may have a million.
   * @param begin makes the collector, told how many rows will come
   */
  async collect(
    db: Queryable,
    roundId: string,
    begin: (rows: number | undefined) => AnswerCollector,
  ): Promise<{ collector: AnswerCollector; chain: CountedChain; hashes: LeafHashes }> {
    const screenName = this.keys.screenNames(roundId);
    const tip = await this.results.tip(db, roundId);
    const collector = begin(tip?.seq);
    const walk = new ChainWalk(sha256);
    const hashes = new LeafHashes(tip?.seq);
    for await (const page of this.results.chain(db, roundId))
      for (const { seq, prev, hash, body } of page) {
        const row = JSON.parse(body) as LedgerRow;
        walk.add({ seq, prev, hash, row });
        const answer = named(row, screenName);
        collector.add(answer);
        hashes.add(leafHash(answer, sha256));
      }
    const atTip = tip !== undefined && tip.seq === walk.length && sameBytes(tip.hash, walk.head);
    const verified = walk.fault === undefined && atTip;
    return { collector, chain: { seq: walk.length, head: walk.head, verified }, hashes };
  }

  /** The text of a bundle's leaves in parts, from the rows of a chain in the order given. */
  async *leaves(db: Queryable, roundId: string, order: Uint32Array): AsyncGenerator<string> {
    const screenName = this.keys.screenNames(roundId);
    for (let from = 0; from < order.length; from += PART) {
      const seqs = Array.from(order.subarray(from, from + PART), (row) => row + 1);
      const bodies = await this.results.bodies(db, roundId, seqs);
      const texts = bodies.map((body) => canonicalJson(leafOf(named(JSON.parse(body) as LedgerRow, screenName))));
      yield (from === 0 ? '' : ',') + texts.join(',');
    }
  }

  async #entries(db: Queryable, round: RoundRow): Promise<BundleEntry[]> {
    const rows = await this.rounds.entries(db, round.id);
    const known = new Map(
      (await entriesForRound(db, { ids: rows.map(({ entryId }) => entryId) })).map((entry) => [entry.entryId, entry]),
    );
    const hearts = await this.#hearts(
      db,
      round,
      rows.map(({ entryId }) => entryId),
    );
    return rows.map(({ entryId, number, photoSha256: photo }): BundleEntry => {
      const entry = known.get(entryId);
      const company = entry?.company ?? null;
      return {
        number,
        photo,
        state: entry?.state ?? 'withdrawn',
        // A label says who belongs together, so it stands there only where a cap needs it.
        ...(entry && round.caps.perAuthor !== null
          ? { author: this.keys.groupLabel(round.id, 'author', entry.authorId) }
          : {}),
        ...(company !== null && round.caps.perCompany !== null
          ? { company: this.keys.groupLabel(round.id, 'company', company) }
          : {}),
        ...(hearts && { hearts: hearts(entryId, number) }),
      };
    });
  }

  /**
   * Hearts given until the round was closed, as they were when it was first counted: what is given or taken back later
   * changes no count and no correction. Null where they weigh nothing.
   */
  async #hearts(
    db: Queryable,
    round: RoundRow,
    entryIds: readonly string[],
  ): Promise<((entryId: string, number: number) => number) | null> {
    if (round.heartsWeight === 0) return null;
    const before = (await this.results.latestTally(db, round.id))?.entries as BundleEntry[] | undefined;
    if (before) {
      const counted = new Map(before.map(({ number, hearts }) => [number, hearts]));
      return (_, number) => counted.get(number) ?? 0;
    }
    const given = await countHearts(db, entryIds, round.closedAt ?? new Date(0));
    return (entryId) => given.get(entryId) ?? 0;
  }

  async #runOffs(db: Queryable, roundId: string): Promise<RunOff[]> {
    const runOffs: RunOff[] = [];
    for (const { id } of await this.rounds.countedChildren(db, roundId)) {
      const counted = await this.results.latestTally(db, id);
      if (counted) runOffs.push({ ranking: rankingOf(JSON.parse(counted.result) as TallyResult) });
    }
    return runOffs;
  }
}
