import type { AnswerResult, ProblemCode } from '@zuimei/contracts';
import { canonicalJson, type Sha256 } from '@zuimei/domain';
import { isUniqueViolation } from '@zuimei/persistence';
import type { AnswerRow, KnownAnswer, LedgerQuestion, LedgerStore, LedgerView } from '@zuimei/persistence/judging';
import type { Clock } from '@zuimei/platform';
import { type LedgerRound, ledgerRow, sameAnswer } from './ledger-row.js';
import { type AnswerSet, type HeldRow, planBatch, refusalOf } from './plan-batch.js';

/** Answers that go into one statement at most. */
const BATCH_ANSWERS = 2_000;
/** Lost races after which the tip's row is locked before looking. */
const FREE_TRIES = 3;

interface Waiting {
  set: AnswerSet;
  resolve: (results: AnswerResult[]) => void;
  reject: (error: unknown) => void;
}

interface Lane {
  round: LedgerRound;
  waiting: Waiting[];
  running: Promise<void> | undefined;
}

/**
 * Appends answers to the chain of their round. Each round has one lane: what arrives while a commit is in flight goes
 * into the next one as one statement, and every answer is acknowledged only after its commit. Two processes on one
 * round stay correct: whoever finds the tip moved looks again and plans anew.
 */
export class LedgerWriter {
  readonly #lanes = new Map<string, Lane>();

  constructor(
    private readonly store: LedgerStore,
    private readonly clock: Clock,
    private readonly sha256: Sha256,
  ) {}

  /**
   * Takes one answer set; resolves after its commit with one result per answer, in order. Rejects where the database
   * failed: whether the set was stored is then unknown, and the same set may be sent again.
   */
  submit(round: LedgerRound, set: AnswerSet): Promise<AnswerResult[]> {
    let lane = this.#lanes.get(round.id);
    if (!lane) this.#lanes.set(round.id, (lane = { round, waiting: [], running: undefined }));
    const { waiting } = lane;
    const done = new Promise<AnswerResult[]>((resolve, reject) => waiting.push({ set, resolve, reject }));
    lane.running ??= this.#run(lane);
    return done;
  }

  /** Resolves when nothing is in flight any more; for shutting down. */
  async drain(): Promise<void> {
    while (this.#lanes.size > 0) await Promise.all([...this.#lanes.values()].map((lane) => lane.running));
  }

  async #run(lane: Lane): Promise<void> {
    // Sets of the same turn of the event loop travel together.
    await Promise.resolve();
    while (lane.waiting.length > 0) {
      const batch = takeBatch(lane.waiting);
      try {
        const results = await this.#store(
          lane.round,
          batch.map(({ set }) => set),
        );
        batch.forEach(({ resolve }, i) => resolve(results[i] ?? []));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#lanes.delete(lane.round.id);
  }

  async #store(round: LedgerRound, sets: readonly AnswerSet[]): Promise<AnswerResult[][]> {
    const question = questionOf(round.id, sets);
    let doubtful = false;
    for (let attempt = 0; attempt < FREE_TRIES; attempt += 1) {
      const view = await this.store.view(question);
      if (!view || view.tip.sealed) return this.#late(round, sets, view);
      const known = await this.store.known(doubtful ? answerIdsOf(sets) : maybeStored(view, sets));
      const { results, append, held } = planBatch(view, known, round, sets, this.clock.now(), this.sha256);
      try {
        if (!append || (await this.store.append(append))) {
          if (await this.#keep(round, held)) return results;
          // Closed in this very moment: what would have been held is late now.
          return this.#late(round, sets, await this.store.view(question));
        }
      } catch (error) {
        // An answer id that was used on another screen or in another round: the next look finds it.
        if (!isUniqueViolation(error, 'answers_answer_id_key')) throw error;
        doubtful = true;
      }
    }
    let results: AnswerResult[][] | undefined;
    let held: HeldRow[] = [];
    let sealed: LedgerView | undefined;
    await this.store.appendLocked(question, answerIdsOf(sets), (view, known) => {
      if (!view || view.tip.sealed) {
        sealed = view;
        return undefined;
      }
      const plan = planBatch(view, known, round, sets, this.clock.now(), this.sha256);
      ({ results, held } = plan);
      return plan.append;
    });
    if (results && (await this.#keep(round, held))) return results;
    return this.#late(round, sets, results ? await this.store.view(question) : sealed);
  }

  async #keep(round: LedgerRound, held: readonly HeldRow[]): Promise<boolean> {
    return held.length === 0 || this.store.insertHeld(round.id, held, this.clock.now());
  }

  /** After closing: what was acknowledged before is a duplicate, what is new is stored and never counted. */
  async #late(round: LedgerRound, sets: readonly AnswerSet[], view: LedgerView | undefined): Promise<AnswerResult[][]> {
    const receivedAt = this.clock.now();
    const screens = new Map(view?.screens.map((screen) => [screen.id, screen]));
    const stored = await this.store.known(answerIdsOf(sets));
    const known = new Map<string, KnownAnswer>(stored.map((answer) => [answer.answerId, answer]));
    const rows: AnswerRow[] = [];
    const results = sets.map((set) =>
      set.answers.map((input): AnswerResult => {
        const refused = (code: ProblemCode): AnswerResult => ({ id: input.id, status: 'refused', seq: null, code });
        const late: AnswerResult = { id: input.id, status: 'late', seq: null, code: 'ROUND_CLOSED' };
        const screen = screens.get(input.screenId);
        const refusal = refusalOf(round, screen, set, input);
        const stored = known.get(input.id);
        if (refusal || !screen) return refused(stored ? 'ANSWER_ID_REUSED' : (refusal ?? 'SCREEN_UNKNOWN'));
        const { pseudonym, source } = set;
        const row = ledgerRow(round, pseudonym, screen, input, receivedAt.toISOString(), source);
        if (stored) {
          if (!sameAnswer(row, stored.body)) return refused('ANSWER_ID_REUSED');
          if (stored.held !== undefined) return { ...late, status: 'held', code: stored.held };
          return stored.seq === null ? late : { id: input.id, status: 'duplicate', seq: stored.seq, code: null };
        }
        const { screenId, revision, shownMs } = input;
        const body = canonicalJson(row);
        rows.push({ answerId: input.id, pseudonym, screenId, revision, body, shownMs });
        known.set(input.id, { answerId: input.id, seq: null, body });
        return late;
      }),
    );
    if (rows.length > 0) await this.store.insertLate(round.id, rows, receivedAt);
    return results;
  }
}

function takeBatch(waiting: Waiting[]): Waiting[] {
  let answers = 0;
  const end = waiting.findIndex(({ set }, i) => (answers += set.answers.length) > BATCH_ANSWERS && i > 0);
  return waiting.splice(0, end === -1 ? waiting.length : end);
}

const answerIdsOf = (sets: readonly AnswerSet[]): string[] => [
  ...new Set(sets.flatMap(({ answers }) => answers.map(({ id }) => id))),
];

/**
 * Answers that can be stored already. One to a screen that nobody has answered is new, unless its id was used elsewhere:
 * then the unique key refuses it. So most answers cost no look at the ledger.
 */
function maybeStored(view: LedgerView, sets: readonly AnswerSet[]): string[] {
  const untouched = new Set(view.screens.filter(({ firstSeq }) => firstSeq === null).map(({ id }) => id));
  const ids = sets.flatMap(({ answers, offline }) =>
    answers.filter(({ screenId }) => offline || !untouched.has(screenId)).map(({ id }) => id),
  );
  return [...new Set(ids)];
}

function questionOf(roundId: string, sets: readonly AnswerSet[]): LedgerQuestion {
  const answers = sets.flatMap(({ answers }) => answers);
  const changed = sets.filter(({ answers }) => answers.some(({ revision }) => revision > 1));
  return {
    roundId,
    screenIds: [...new Set(answers.map(({ screenId }) => screenId))],
    pseudonyms: [...new Set(changed.map(({ pseudonym }) => pseudonym))],
    seenBy: [...new Set(sets.filter(({ offline }) => offline).map(({ pseudonym }) => pseudonym))],
  };
}
