import type { AnswerInput, AnswerResult, HELD_REASONS, ProblemCode } from '@zuimei/contracts';
import { canonicalJson, chainHashOf, type Sha256, validateAnswer } from '@zuimei/domain';
import type { AnswerRow, Append, ChainedRow, KnownAnswer, LedgerScreen, LedgerView } from '@zuimei/persistence/judging';
import { POOL_PREFIX } from '../judging-keys.js';
import { type LedgerRound, type LedgerRow, ledgerRow, sameAnswer } from './ledger-row.js';

/** A juror can change the last screens only. */
export const UNDO_SCREENS = 3;

/** Some answers of one juror, as one request carries them. */
export interface AnswerSet {
  pseudonym: string;
  answers: readonly AnswerInput[];
  /** Of a seat that a tablet opened without a network: it may claim screens of a pool. */
  offline?: OfflineSet;
  /** Absent for a tablet. */
  source?: LedgerRow['source'];
}

export interface OfflineSet {
  /** Entries that the juror may not judge. */
  excluded: ReadonlySet<string>;
  /** Everything is held back, because the pass was revoked. */
  revoked: boolean;
  /** Everything is held back, because the juror votes on paper. */
  onPaper?: boolean;
}

export type HeldRow = AnswerRow & { reason: HeldReason };
export type HeldReason = (typeof HELD_REASONS)[number];

export interface BatchPlan {
  /** One result per answer, set by set; valid once `append` is committed. */
  results: AnswerResult[][];
  /** Undefined where there is nothing to write. */
  append: Append | undefined;
  /** What is kept back: stored after `append`, before anything is acknowledged. */
  held: HeldRow[];
}

const REFUSALS: Readonly<Record<string, ProblemCode>> = { WRONG_KIND: 'WRONG_ANSWER_KIND' };

const result = (id: string, status: AnswerResult['status'], seq: number | null, code?: string): AnswerResult => ({
  id,
  status,
  seq,
  code: code ?? null,
});

const isPooled = (screen: LedgerScreen): boolean => screen.pseudonym.startsWith(POOL_PREFIX);

/** Whose a screen is: of one from a pool, whoever answered it first. */
const ownerOf = (screen: LedgerScreen): string => screen.claimedBy ?? screen.pseudonym;

/** Why an answer may not be stored at all, or undefined. The tablet asked the same function before it sent it. */
export function refusalOf(
  round: LedgerRound,
  screen: LedgerScreen | undefined,
  { pseudonym, offline }: AnswerSet,
  input: AnswerInput,
): ProblemCode | undefined {
  if (!screen || (ownerOf(screen) !== pseudonym && !(offline && isPooled(screen)))) return 'SCREEN_UNKNOWN';
  const valid = validateAnswer(round.method, { id: screen.id, entries: screen.entryIds }, input.answer);
  return valid.ok ? undefined : (REFUSALS[valid.error.code] ?? (valid.error.code as ProblemCode));
}

/** Why an honest answer from a tablet without a network cannot be counted, or undefined. */
function heldFor(
  screen: LedgerScreen,
  { pseudonym, offline }: AnswerSet,
  seen: ReadonlySet<string> | undefined,
): HeldReason | undefined {
  if (!offline) return undefined;
  if (offline.revoked) return 'PASS_REVOKED';
  if (offline.onPaper) return 'PASS_ON_PAPER';
  if (!isPooled(screen) || screen.claimedBy === pseudonym) return undefined;
  if (screen.claimedBy !== null) return 'SCREEN_TAKEN';
  if (screen.entryIds.some((id) => offline.excluded.has(id))) return 'ENTRY_EXCLUDED';
  return screen.entryIds.some((id) => seen?.has(id)) ? 'ENTRY_SEEN_TWICE' : undefined;
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
  storedBefore: readonly KnownAnswer[],
  round: LedgerRound,
  sets: readonly AnswerSet[],
  receivedAt: Date,
  sha256: Sha256,
): BatchPlan {
  const screens = new Map(view.screens.map((screen) => [screen.id, { ...screen }]));
  const known = new Map(storedBefore.map((answer) => [answer.answerId, answer]));
  const recent = new Map([...view.recent].map(([pseudonym, seqs]) => [pseudonym, [...seqs]]));
  const seen = new Map([...view.seen].map(([pseudonym, entries]) => [pseudonym, new Set(entries)]));
  const rows: ChainedRow[] = [];
  const held: HeldRow[] = [];
  const touched = new Set<LedgerScreen>();
  const exposures = new Map<string, number>();
  const receivedIso = receivedAt.toISOString();
  let { seq, hash } = view.tip;

  const tooFar = (screen: LedgerScreen, input: AnswerInput, pseudonym: string): boolean => {
    if (screen.firstSeq === null || input.revision <= (screen.revision ?? 0)) return false;
    const newer = (recent.get(pseudonym) ?? []).filter((first) => first > (screen.firstSeq as number));
    return newer.length >= UNDO_SCREENS;
  };

  const take = (set: AnswerSet, input: AnswerInput): AnswerResult => {
    const screen = screens.get(input.screenId);
    const stored = known.get(input.id);
    const refusal = refusalOf(round, screen, set, input);
    if (refusal || !screen) return result(input.id, 'refused', null, stored ? 'ANSWER_ID_REUSED' : refusal);
    const row = ledgerRow(round, set.pseudonym, screen, input, receivedIso, set.source);
    if (stored) {
      if (!sameAnswer(row, stored.body)) return result(input.id, 'refused', null, 'ANSWER_ID_REUSED');
      if (stored.held !== undefined) return result(input.id, 'held', null, stored.held);
      return result(input.id, stored.seq === null ? 'late' : 'duplicate', stored.seq);
    }
    const reason = heldFor(screen, set, seen.get(set.pseudonym));
    if (reason) {
      const { id: answerId, screenId, revision, shownMs } = input;
      const body = canonicalJson(row);
      held.push({ answerId, pseudonym: set.pseudonym, screenId, revision, body, shownMs, reason });
      known.set(answerId, { answerId, seq: null, body, held: reason });
      return result(answerId, 'held', null, reason);
    }
    if (tooFar(screen, input, set.pseudonym)) return result(input.id, 'refused', null, 'UNDO_TOO_FAR');

    const prev = hash;
    const body = canonicalJson(row);
    seq += 1;
    hash = chainHashOf(prev, body, sha256);
    const { id: answerId, screenId, revision, shownMs } = input;
    rows.push({ answerId, pseudonym: set.pseudonym, screenId, revision, body, shownMs, seq, prev, hash });
    known.set(answerId, { answerId, seq, body });
    if (isPooled(screen)) screen.claimedBy = set.pseudonym;
    for (const id of screen.entryIds) seen.get(set.pseudonym)?.add(id);
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
  if (rows.length === 0) return { results, append: undefined, held };
  return {
    results,
    held,
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
