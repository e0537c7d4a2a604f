import type { AnswerInput, AnswerResult, ProblemCode } from '@zuimei/contracts';
import { canonicalJson, chainHashOf, type Sha256, validateAnswer } from '@zuimei/domain';
import type { Append, ChainedRow, LedgerScreen, LedgerView } from '@zuimei/persistence/judging';
import { type LedgerRound, ledgerRow, sameAnswer } from './ledger-row.js';

/** A juror can change the last screens only. */
export const UNDO_SCREENS = 3;

/** Some answers of one juror, as one request carries them. */
export interface AnswerSet {
  pseudonym: string;
  answers: readonly AnswerInput[];
}

export interface BatchPlan {
  /** One result per answer, set by set; valid once `append` is committed. */
  results: AnswerResult[][];
  /** Undefined where there is nothing to write. */
  append: Append | undefined;
}

const REFUSALS: Readonly<Record<string, ProblemCode>> = { WRONG_KIND: 'WRONG_ANSWER_KIND' };

const result = (id: string, status: AnswerResult['status'], seq: number | null, code?: string): AnswerResult => ({
  id,
  status,
  seq,
  code: code ?? null,
});

/** Why an answer may not be stored at all, or undefined. The tablet asked the same function before it sent it. */
export function refusalOf(
  round: LedgerRound,
  screen: LedgerScreen | undefined,
  pseudonym: string,
  input: AnswerInput,
): ProblemCode | undefined {
  if (!screen || screen.pseudonym !== pseudonym) return 'SCREEN_UNKNOWN';
  const valid = validateAnswer(round.method, { id: screen.id, entries: screen.entryIds }, input.answer);
  return valid.ok ? undefined : (REFUSALS[valid.error.code] ?? (valid.error.code as ProblemCode));
}

const stands = (screen: LedgerScreen, revision: number, answerId: string): boolean =>
  screen.revision === null ||
  revision > screen.revision ||
  (revision === screen.revision && answerId > (screen.answerId ?? ''));

/**
 * Decides what becomes of every answer of a batch and links the accepted ones onto the tip. Pure: the same view and
 * sets give the same plan, so a batch that lost the race for the tip is simply planned again on what it finds then.
 */
export function planBatch(
  view: LedgerView,
  round: LedgerRound,
  sets: readonly AnswerSet[],
  receivedAt: Date,
  sha256: Sha256,
): BatchPlan {
  const screens = new Map(view.screens.map((screen) => [screen.id, { ...screen }]));
  const known = new Map(view.known.map((answer) => [answer.answerId, answer]));
  const recent = new Map([...view.recent].map(([pseudonym, seqs]) => [pseudonym, [...seqs]]));
  const rows: ChainedRow[] = [];
  const touched = new Set<LedgerScreen>();
  const exposures = new Map<string, number>();
  let { seq, hash } = view.tip;

  const tooFar = (screen: LedgerScreen, input: AnswerInput, pseudonym: string): boolean => {
    if (screen.firstSeq === null || input.revision <= (screen.revision ?? 0)) return false;
    const newer = (recent.get(pseudonym) ?? []).filter((first) => first > (screen.firstSeq as number));
    return newer.length >= UNDO_SCREENS;
  };

  const take = (set: AnswerSet, input: AnswerInput): AnswerResult => {
    const screen = screens.get(input.screenId);
    const stored = known.get(input.id);
    const refusal = refusalOf(round, screen, set.pseudonym, input);
    if (refusal || !screen) return result(input.id, 'refused', null, stored ? 'ANSWER_ID_REUSED' : refusal);
    const row = ledgerRow(round, set.pseudonym, screen, input, receivedAt);
    if (stored) {
      if (!sameAnswer(row, stored.body)) return result(input.id, 'refused', null, 'ANSWER_ID_REUSED');
      return result(input.id, stored.seq === null ? 'late' : 'duplicate', stored.seq);
    }
    if (tooFar(screen, input, set.pseudonym)) return result(input.id, 'refused', null, 'UNDO_TOO_FAR');

    const prev = hash;
    const body = canonicalJson(row);
    seq += 1;
    hash = chainHashOf(prev, Buffer.from(body), sha256);
    const { id: answerId, screenId, revision, shownMs } = input;
    rows.push({ answerId, pseudonym: set.pseudonym, screenId, revision, body, shownMs, seq, prev, hash });
    known.set(answerId, { answerId, seq, body });
    if (screen.firstSeq === null) {
      screen.firstSeq = seq;
      recent.set(set.pseudonym, [seq, ...(recent.get(set.pseudonym) ?? [])].slice(0, UNDO_SCREENS));
    }
    if (stands(screen, revision, answerId)) {
      const before = screen.status === 'answered' ? 1 : 0;
      screen.status = input.answer.kind === 'skip' ? 'skipped' : 'answered';
      const change = (screen.status === 'answered' ? 1 : 0) - before;
      if (change !== 0) for (const id of screen.entryIds) exposures.set(id, (exposures.get(id) ?? 0) + change);
      screen.revision = revision;
      screen.answerId = answerId;
    }
    touched.add(screen);
    return result(answerId, 'accepted', seq);
  };

  const results = sets.map((set) => set.answers.map((input) => take(set, input)));
  if (rows.length === 0) return { results, append: undefined };
  return {
    results,
    append: {
      roundId: round.id,
      from: view.tip,
      rows,
      receivedAt,
      screens: [...touched] as Append['screens'],
      exposures: new Map([...exposures].filter(([, delta]) => delta !== 0)),
    },
  };
}
