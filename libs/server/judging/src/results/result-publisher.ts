import { Injectable } from '@nestjs/common';
import { BlockCopiesOfWinners, editionRules, type NewAward, placeMoments, publishWinners } from '@zuimei/contest';
import {
  type BundleCorrection,
  type BundleEntry,
  canonicalJson,
  makeBundle,
  receiptOf,
  type ResultBundle,
  type RunOff,
  signHead,
  toHex,
  type TallyResult,
} from '@zuimei/domain';
import type { Actor } from '@zuimei/identity';
import type { Tx } from '@zuimei/persistence';
import {
  ResultRepository,
  RoundRepository,
  type RoundRow,
  SeatRepository,
  type TallyRow,
} from '@zuimei/persistence/judging';
import { Ids, Keystore } from '@zuimei/platform';
import { sha256 } from '../judging-keys.js';
import { RoundCount, tallyRules } from './round-count.js';
import { scaleOf, winnersOf } from './winners.js';

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

/** Writes a result as everybody will see it: winners, moments, and the bundle from which anybody can count again. */
@Injectable()
export class ResultPublisher {
  constructor(
    private readonly rounds: RoundRepository,
    private readonly results: ResultRepository,
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
    const before = await this.results.bundles(tx, id);
    const previous = before.at(-1)?.body;
    const bundle = await this.#bundle(tx, round, counted, {
      version: before.length + 1,
      receipts: previous === undefined ? undefined : (JSON.parse(previous) as ResultBundle).receipts,
      correction:
        correctionReason === null || previous === undefined
          ? null
          : { reason: correctionReason, previous: toHex(sha256(Buffer.from(previous))) },
    });
    await this.results.insertBundle(tx, id, counted.version, bundle, at);
    const winners = await this.#awards(tx, round, result);
    const { version } = await publishWinners(tx, {
      editionKey,
      roundId: id,
      at,
      correctionReason,
      jurors: result.turnout.jurors,
      answers: result.turnout.answers,
      merkleRoot: toHex(counted.merkleRoot),
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

  /** The public bundle as it is stored and signed. It is counted anew and must say what was certified. */
  async #bundle(
    tx: Tx,
    round: RoundRow,
    counted: TallyRow,
    { receipts, ...edition }: { version: number; correction: BundleCorrection | null; receipts?: readonly string[] },
  ): Promise<string> {
    const { answers } = await this.count.readChain(tx, round.id);
    const ballots = new Set(answers.map(({ pseudonym }) => pseudonym)).size;
    const bundle = makeBundle(
      {
        ...edition,
        software: SOFTWARE,
        round: { id: round.id, title: `${round.editionKey} ${round.sittingName} ${round.name}` },
        rules: tallyRules(round),
        seed: round.seed,
        chain: { length: counted.chainSeq, head: counted.chainHead.toString('hex') },
        entries: counted.entries as BundleEntry[],
        answers,
        // A ballot keeps its receipt through every correction.
        receipts: receipts ?? (await this.#receipts(tx, round.id, ballots)),
        runOffs: counted.runOffs as RunOff[],
      },
      { sha256 },
    );
    if (canonicalJson(bundle.tally) !== counted.result || bundle.head.root !== toHex(counted.merkleRoot)) {
      throw new Error(`round ${round.id}: the bundle does not say what was certified`);
    }
    return canonicalJson(signHead(bundle, this.keystore.publicKey, (bytes) => this.keystore.sign(bytes)));
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
    }));
  }
}
