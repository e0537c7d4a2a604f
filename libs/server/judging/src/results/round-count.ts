import { Injectable } from '@nestjs/common';
import { entriesForRound } from '@zuimei/contest';
import {
  type BundleEntry,
  canonicalBytes,
  chainGenesis,
  chainHash,
  type RecordedAnswer,
  type RunOff,
  sameBytes,
  sealAnswers,
  tally,
  tallyEntryOf,
  type TallyResult,
  type TallyRules,
} from '@zuimei/domain';
import type { Queryable } from '@zuimei/persistence';
import { ResultRepository, RoundRepository, type RoundRow } from '@zuimei/persistence/judging';
import type { LedgerRow } from '../ledger/ledger-row.js';
import { JudgingKeys, sha256 } from '../judging-keys.js';

/** A round counted at the end of its chain. */
export interface CountedRound {
  result: TallyResult;
  entries: BundleEntry[];
  runOffs: RunOff[];
  answers: RecordedAnswer[];
  chain: { seq: number; head: Uint8Array; verified: boolean };
  merkle: { size: number; root: string };
}

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

/** Counts closed rounds: reads the chain, recomputes its hashes, and hands plain values to the rules. */
@Injectable()
export class RoundCount {
  constructor(
    private readonly rounds: RoundRepository,
    private readonly results: ResultRepository,
    private readonly keys: JudgingKeys,
  ) {}

  /** Counts a round on the snapshot of `db`, which must see one moment. */
  async count(db: Queryable, round: RoundRow): Promise<CountedRound> {
    const { answers, chain } = await this.readChain(db, round.id);
    const entries = await this.#entries(db, round);
    const runOffs = await this.#runOffs(db, round.id);
    const result = tally(tallyRules(round), entries.map(tallyEntryOf), answers, round.seed, { sha256, runOffs });
    const { size, root } = sealAnswers(answers, { sha256 });
    return { result, entries, runOffs, answers, chain, merkle: { size, root } };
  }

  /** All answers of a chain, their screens by public name, with its hashes recomputed: `verified` says that they agree up to the tip. */
  async readChain(
    db: Queryable,
    roundId: string,
  ): Promise<{ answers: RecordedAnswer[]; chain: CountedRound['chain'] }> {
    const answers: RecordedAnswer[] = [];
    const screenName = this.keys.screenNames(roundId);
    let head = chainGenesis();
    let seq = 0;
    let verified = true;
    for await (const link of this.results.chain(db, roundId)) {
      const row = JSON.parse(link.body) as LedgerRow;
      const hash = chainHash(head, row, sha256);
      verified &&= link.seq === seq + 1 && sameBytes(link.prev, head) && sameBytes(link.hash, hash);
      head = hash;
      seq = link.seq;
      const { answerId, pseudonym, revision, screen, answer } = row;
      answers.push({ answerId, pseudonym, revision, screen: { ...screen, id: screenName(screen.id) }, answer });
    }
    const tip = await this.results.tip(db, roundId);
    verified &&= tip !== undefined && tip.seq === seq && sameBytes(tip.hash, head);
    return { answers, chain: { seq, head, verified } };
  }

  async #entries(db: Queryable, round: RoundRow): Promise<BundleEntry[]> {
    const rows = await this.rounds.entries(db, round.id);
    const known = new Map(
      (await entriesForRound(db, { ids: rows.map(({ entryId }) => entryId) })).map((entry) => [entry.entryId, entry]),
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
      };
    });
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
