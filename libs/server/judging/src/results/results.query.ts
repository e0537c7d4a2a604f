import { Injectable } from '@nestjs/common';
import type { endpoints, Out, Problem, ResultInsight, ResultView } from '@zuimei/contracts';
import { editionRules, entriesForRound, makerOf, type RoundEntry } from '@zuimei/contest';
import { AnswerCollector, err, ok, type Prize, type Result, type RoundState, type TallyResult } from '@zuimei/domain';
import { ReadDb } from '@zuimei/persistence';
import {
  type BundleEnds,
  bundlePieces,
  bundlesOfRound,
  ResultRepository,
  RoundRepository,
  type RoundRow,
  type TallyRow,
} from '@zuimei/persistence/judging';
import { Keystore } from '@zuimei/platform';
import { fingerprintOf } from '../judging-keys.js';
import { CERTIFIED, COUNTED, PUBLIC } from '../rounds/round-stages.js';
import { otherInsight, picksAmongSeveral, resultInsight } from './result-insight.js';
import { receiptsOf } from './result-publisher.js';
import { RoundCount } from './round-count.js';
import { RoundExposure } from './round-exposure.js';
import { resultView } from './result-view.js';
import { scaleOf, winnersOf } from './winners.js';

/** The places that are revealed in the hall. */
const PODIUM = 3;

type Shown = Pick<Out<typeof endpoints.getReveal>['items'][number], 'title' | 'maker' | 'company' | 'photo'>;
const NOTHING_SHOWN: Shown = { title: '', maker: '', company: null, photo: null };

const shownOf = ({ title, photo, makerName, company }: RoundEntry): Shown => {
  const maker = makerOf({ displayName: makerName, company });
  return { title, photo, maker: maker.displayName, company: maker.company };
};

interface Loaded {
  round: RoundRow;
  counted: TallyRow;
  result: TallyResult;
  entries: Map<number, RoundEntry>;
  prizes: readonly Prize[];
}

/** Reads results, each from the state on in which it may be seen. */
@Injectable()
export class Results {
  constructor(
    private readonly db: ReadDb,
    private readonly rounds: RoundRepository,
    private readonly results: ResultRepository,
    private readonly count: RoundCount,
    private readonly exposures: RoundExposure,
    private readonly keystore: Keystore,
  ) {}

  /** The count with all that explains it; RESULT_NOT_PUBLIC before the round is counted. */
  async get(roundId: string): Promise<Result<ResultView, Problem>> {
    const loaded = await this.#load(roundId, COUNTED);
    if (!loaded.ok) return loaded;
    const pending = await this.results.pendingCorrection(this.db, roundId);
    return ok(resultView({ ...loaded.value, pending }));
  }

  /** Another look at the same answers, by the entries that were counted; RESULT_NOT_PUBLIC before the round is. */
  async insight(roundId: string): Promise<Result<ResultInsight, Problem>> {
    const loaded = await this.#load(roundId, COUNTED);
    if (!loaded.ok) return loaded;
    const { round, result, entries } = loaded.value;
    const exposure = await this.exposures.of(this.db, round, result, entries);
    const numbers = result.entries.map(({ entryId }) => Number(entryId)).sort((a, b) => a - b);
    if (!picksAmongSeveral(round.method)) {
      const begin = (rows: number | undefined) => new AnswerCollector(numbers.map(String), rows);
      const { collector } = await this.count.collect(this.db, roundId, begin);
      return ok({ exposure, ...otherInsight(roundId, round.method, numbers, collector.pack()) });
    }
    return ok({ exposure, ...resultInsight(roundId, numbers, await this.results.packedPicks(this.db, roundId)) });
  }

  /** First to third for the hall; RESULT_NOT_PUBLIC before the count is certified. */
  async reveal(roundId: string): Promise<Result<Out<typeof endpoints.getReveal>, Problem>> {
    const loaded = await this.#load(roundId, CERTIFIED, 'published');
    if (!loaded.ok) return loaded;
    const { round, result, entries, prizes } = loaded.value;
    // Who only goes on is no winner, and would be told before anything is published.
    if (!round.final) return err({ code: 'RESULT_NOT_PUBLIC' });
    const items = winnersOf(result, prizes)
      .filter(({ place }) => place <= PODIUM)
      .flatMap(({ number, place, prize, line }) => {
        const entry = entries.get(number);
        if (!entry) return [];
        const { picks, exposures } = line;
        const standing = {
          rank: place,
          prize,
          number,
          picks,
          exposures,
          scale: scaleOf(round.method),
          value: line.value,
        };
        // Who has left keeps the place and nothing that shows who it was.
        return [{ ...standing, ...(entry.state === 'active' ? shownOf(entry) : NOTHING_SHOWN) }];
      });
    return ok({ editionKey: round.editionKey, theme: round.theme, items });
  }

  /** The public bundle in pieces, of one version or the newest; RESULT_NOT_PUBLIC before the result is published. */
  async bundle(roundId: string, version?: number): Promise<Result<AsyncGenerator<string>, Problem>> {
    const found = await this.#published(roundId, version);
    return found.ok ? ok(bundlePieces(this.db, roundId, found.value.bundle)) : found;
  }

  /** The receipts of a published round, sorted; RESULT_NOT_PUBLIC before. */
  async receipts(roundId: string): Promise<Result<Out<typeof endpoints.listReceipts>, Problem>> {
    const found = await this.#published(roundId);
    if (!found.ok) return found;
    const { round, bundle } = found.value;
    return ok({ roundName: round.name, editionKey: round.editionKey, items: [...receiptsOf(bundle)] });
  }

  /** A published bundle of a round: the `nth` from 1, or the newest. */
  async #published(roundId: string, nth?: number): Promise<Result<{ round: RoundRow; bundle: BundleEnds }, Problem>> {
    const round = await this.rounds.byId(this.db, roundId);
    if (!round) return err({ code: 'NOT_FOUND' });
    const bundles = PUBLIC.has(round.state) ? await bundlesOfRound(this.db, roundId) : [];
    const bundle = nth === undefined ? bundles.at(-1) : bundles[nth - 1];
    return bundle ? ok({ round, bundle }) : err({ code: 'RESULT_NOT_PUBLIC' });
  }

  /** The key that signs bundles. */
  key(): Out<typeof endpoints.getLedgerKey> {
    return { publicKey: this.keystore.publicKey.toString('hex'), fingerprint: fingerprintOf(this.keystore) };
  }

  /** `published`: not a count that is only proposed as a correction. */
  async #load(
    roundId: string,
    states: ReadonlySet<RoundState>,
    which: 'newest' | 'published' = 'newest',
  ): Promise<Result<Loaded, Problem>> {
    const round = await this.rounds.byId(this.db, roundId);
    if (!round) return err({ code: 'NOT_FOUND' });
    const published = which === 'published' ? await this.results.publishedTally(this.db, roundId) : undefined;
    const counted = states.has(round.state)
      ? (published ?? (await this.results.latestTally(this.db, roundId)))
      : undefined;
    if (!counted) return err({ code: 'RESULT_NOT_PUBLIC' });
    const rows = await this.rounds.entries(this.db, roundId);
    const entries = await entriesForRound(this.db, { ids: rows.map(({ entryId }) => entryId) });
    // Who only goes on to another round wins no prize yet.
    const prizes = round.final ? (await editionRules(this.db, round.editionKey)).prizes : [];
    return ok({
      round,
      counted,
      prizes,
      result: JSON.parse(counted.result) as TallyResult,
      entries: new Map(entries.map((entry) => [entry.number, entry])),
    });
  }
}
