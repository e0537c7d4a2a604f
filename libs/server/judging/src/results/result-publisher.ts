import { Injectable } from '@nestjs/common';
import { BlockCopiesOfWinners, editionRules, type NewAward, placeMoments, publishWinners } from '@zuimei/contest';
import {
  canonicalJson,
  bundleEnds,
  bundleFrame,
  type BundleFrame,
  receiptOf,
  signHead,
  toHex,
  type TallyResult,
} from '@zuimei/domain';
import type { Actor } from '@zuimei/identity';
import type { Tx } from '@zuimei/persistence';
import {
  type BundleEnds,
  bundlePieces,
  bundlesOfRound,
  insertBundle,
  RoundRepository,
  type RoundRow,
  SeatRepository,
  type TallyRow,
} from '@zuimei/persistence/judging';
import { Ids, Keystore } from '@zuimei/platform';
import { sha256 } from '../judging-keys.js';
import { createHash } from 'node:crypto';
import { RoundCount, tallyRules } from './round-count.js';
import { juryRankOf, scaleOf, winnersOf } from './winners.js';

const SOFTWARE = 'zuimei/0.1.0';

/** What becomes public: a counted version of a round's result, the first time or as a correction. */
export interface ToPublish {
  round: RoundRow;
  counted: TallyRow;
  at: Date;
  actor: Actor;
  /** Why it replaces what was published; null the first time. */
  correctionReason: string | null;
}

/** The receipts that a published bundle lists. */
export const receiptsOf = ({ opening, ending }: Pick<BundleEnds, 'opening' | 'ending'>): readonly string[] =>
  (JSON.parse(opening + ending) as BundleFrame).receipts;

async function sha256OfBundle(tx: Tx, roundId: string, bundle: BundleEnds): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of bundlePieces(tx, roundId, bundle)) hash.update(piece);
  return hash.digest('hex');
}

/** Writes a result as everybody will see it: winners, moments, and the bundle from which anybody can count again. */
@Injectable()
export class ResultPublisher {
  constructor(
    private readonly rounds: RoundRepository,
    private readonly seats: SeatRepository,
    private readonly count: RoundCount,
    private readonly keystore: Keystore,
    private readonly ids: Ids,
    private readonly copies: BlockCopiesOfWinners,
  ) {}

  /** Writes all of it within `tx`, which must see one moment. Gives the facts for the audit row. */
  async publish(
    tx: Tx,
    { round, counted, at, actor, correctionReason }: ToPublish,
  ): Promise<{ version: number; winners: number; withoutDay: number; alike: number; blocked: number }> {
    const { id, editionKey } = round;
    const result = JSON.parse(counted.result) as TallyResult;
    await this.#storeBundle(tx, round, counted, at, correctionReason);
    const winners = await this.#awards(tx, round, result);
    const { version } = await publishWinners(tx, {
      editionKey,
      roundId: id,
      at,
      correctionReason,
      jurors: result.turnout.jurors,
      answers: result.turnout.answers,
      merkleRoot: toHex(counted.merkleRoot),
      heartsWeight: round.heartsWeight,
      winners,
    });
    const { withoutDay, alike } = await placeMoments(tx, {
      editionKey,
      entryIds: winners.map(({ entryId }) => entryId),
      at,
    });
    // What waits for judging elsewhere and is a copy of one of these must not win again.
    const blocked = await this.copies.run(tx, actor, { winnersOf: editionKey });
    return { version, winners: winners.length, withoutDay, alike, blocked: blocked.length };
  }

  /** Stores the public bundle, signed. The round is counted anew and must say what was certified. */
  async #storeBundle(
    tx: Tx,
    round: RoundRow,
    counted: TallyRow,
    at: Date,
    correctionReason: string | null,
  ): Promise<void> {
    const again = await this.count.count(tx, round, counted);
    const { result, merkle } = again;
    if (canonicalJson(result) !== counted.result || merkle.root !== toHex(counted.merkleRoot)) {
      throw new Error(`round ${round.id}: the bundle does not say what was certified`);
    }
    const before = await bundlesOfRound(tx, round.id);
    const previous = before.at(-1);
    const frame = bundleFrame(
      {
        software: SOFTWARE,
        version: before.length + 1,
        correction:
          correctionReason === null || !previous
            ? null
            : { reason: correctionReason, previous: await sha256OfBundle(tx, round.id, previous) },
        round: { id: round.id, title: `${round.editionKey} ${round.sittingName} ${round.name}` },
        rules: tallyRules(round),
        seed: round.seed,
        chain: { length: counted.chainSeq, head: counted.chainHead.toString('hex') },
        entries: again.entries,
        // A ballot keeps its receipt through every correction.
        receipts: previous ? receiptsOf(previous) : await this.#receipts(tx, round.id, again.ballots),
        runOffs: again.runOffs,
      },
      result,
      merkle,
      { sha256 },
    );
    const signed = signHead(frame, this.keystore.publicKey, (bytes) => this.keystore.sign(bytes));
    const [opening, ending] = bundleEnds(signed);
    const leaves = this.count.leaves(tx, round.id, merkle.order);
    await insertBundle(tx, round.id, { version: counted.version, opening, ending }, leaves, at);
  }

  /** One receipt a ballot. Who voted and never handed in has none of their own: the server draws a nonce for them. */
  async #receipts(tx: Tx, roundId: string, ballots: number): Promise<string[]> {
    const receipts = new Set(await this.seats.receipts(tx, roundId));
    while (receipts.size < ballots) {
      receipts.add(receiptOf(roundId, this.ids.bytes(16).toString('hex'), sha256));
    }
    return [...receipts];
  }

  async #awards(tx: Tx, round: RoundRow, result: TallyResult): Promise<NewAward[]> {
    const { prizes } = await editionRules(tx, round.editionKey);
    const ids = new Map((await this.rounds.entries(tx, round.id)).map(({ number, entryId }) => [number, entryId]));
    return winnersOf(result, prizes).map(({ number, place, shared, prize, line }) => ({
      entryId: ids.get(number) ?? '',
      rank: place,
      shared,
      prize,
      picks: line.picks,
      exposures: line.exposures,
      rate: line.rate ?? 0,
      low: line.low ?? 0,
      high: line.high ?? 0,
      scale: scaleOf(round.method),
      value: line.value,
      hearts: result.hearts?.entries.find(({ entryId }) => entryId === line.entryId)?.hearts ?? null,
      juryRank: juryRankOf(result, line.entryId),
    }));
  }
}
