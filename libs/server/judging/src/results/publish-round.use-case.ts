import { Injectable } from '@nestjs/common';
import type { Problem, RoundView } from '@zuimei/contracts';
import { type NewAward, placeMoments, publishWinners } from '@zuimei/contest';
import {
  type BundleEntry,
  canonicalJson,
  makeBundle,
  ok,
  receiptOf,
  type Result,
  type RunOff,
  signHead,
  toHex,
  type TallyResult,
} from '@zuimei/domain';
import type { StaffCaller } from '@zuimei/identity';
import type { Tx } from '@zuimei/persistence';
import {
  PassRepository,
  ResultRepository,
  RoundRepository,
  type RoundRow,
  SeatRepository,
  type TallyRow,
} from '@zuimei/persistence/judging';
import { Ids, Keystore } from '@zuimei/platform';
import { sha256 } from '../judging-keys.js';
import { RoundMoves } from '../rounds/round-moves.js';
import { RoundCount, tallyRules } from './round-count.js';
import { winnersOf } from './winners.js';

const SOFTWARE = 'zuimei/0.1.0';

/** Makes a certified result public: winners, moments, and the bundle from which anybody can count again. */
@Injectable()
export class PublishRound {
  constructor(
    private readonly moves: RoundMoves,
    private readonly rounds: RoundRepository,
    private readonly results: ResultRepository,
    private readonly seats: SeatRepository,
    private readonly passes: PassRepository,
    private readonly count: RoundCount,
    private readonly keystore: Keystore,
    private readonly ids: Ids,
  ) {}

  async run(actor: StaffCaller, id: string): Promise<Result<RoundView, Problem>> {
    return this.moves.run(
      actor,
      id,
      'publish',
      async (tx, round, at) => {
        const counted = await this.results.latestTally(tx, id);
        if (!counted) throw new Error(`round ${id} is certified and has no tally`);
        const result = JSON.parse(counted.result) as TallyResult;
        const bundle = await this.#bundle(tx, round, counted);
        await this.results.insertBundle(tx, id, counted.version, bundle, at);

        const winners = await this.#awards(tx, id, result);
        const { editionKey } = round;
        const { version } = await publishWinners(tx, {
          editionKey,
          roundId: id,
          at,
          correctionReason: null,
          jurors: result.turnout.jurors,
          answers: result.turnout.answers,
          merkleRoot: toHex(counted.merkleRoot),
          winners,
        });
        const entryIds = winners.map(({ entryId }) => entryId);
        const { withoutDay } = await placeMoments(tx, { editionKey, entryIds, at });
        const passesReturned = await this.#endSitting(tx, round, at);
        return ok({
          marks: { publishedBy: actor.staffId, publishedAt: at },
          facts: { version, winners: winners.length, withoutDay, passesReturned },
        });
      },
      { isolation: 'REPEATABLE READ' },
    );
  }

  /** The public bundle as it is stored and signed. It is counted anew and must say what was certified. */
  async #bundle(tx: Tx, round: RoundRow, counted: TallyRow): Promise<string> {
    const { answers } = await this.count.readChain(tx, round.id);
    const ballots = new Set(answers.map(({ pseudonym }) => pseudonym)).size;
    const bundle = makeBundle(
      {
        software: SOFTWARE,
        round: { id: round.id, title: `${round.editionKey} ${round.sittingName} ${round.name}` },
        rules: tallyRules(round),
        seed: round.seed,
        chain: { length: counted.chainSeq, head: counted.chainHead.toString('hex') },
        entries: counted.entries as BundleEntry[],
        answers,
        receipts: await this.#receipts(tx, round.id, ballots),
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

  async #awards(tx: Tx, roundId: string, result: TallyResult): Promise<NewAward[]> {
    const ids = new Map((await this.rounds.entries(tx, roundId)).map(({ number, entryId }) => [number, entryId]));
    return winnersOf(result).map(({ number, place, shared, prize, line }) => ({
      entryId: ids.get(number) ?? '',
      rank: place,
      shared,
      prize,
      picks: line.picks,
      exposures: line.exposures,
      rate: line.rate ?? 0,
      low: line.low ?? 0,
      high: line.high ?? 0,
    }));
  }

  /** The badges of a sitting are taken back once nothing is left to vote on in it. */
  async #endSitting(tx: Tx, round: RoundRow, at: Date): Promise<number> {
    const others = await this.rounds.ofSittings(tx, [round.sittingId]);
    const over = new Set(['published', 'corrected', 'cancelled']);
    if (others.some(({ id, state }) => id !== round.id && !over.has(state))) return 0;
    return this.passes.returnAll(tx, round.sittingId, at);
  }
}
