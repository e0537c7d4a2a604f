import type { Problem } from '@zuimei/contracts';
import { err, move, ok, type Result, submissionMachine, type SubmissionVerb } from '@zuimei/domain';
import type { Tx } from '@zuimei/persistence';
import { changeState, lockSubmission, type StateChange, type SubmissionRow } from '@zuimei/persistence/contest';

/**
 * Locks a submission and moves it by a verb of its state table. NOT_FOUND where it does not exist (or `mayMove` says that
 * it is not the caller's), MOVE_NOT_ALLOWED where its state does not know the verb.
 * @returns the submission as it was before the move
 */
export async function moveSubmission(
  tx: Tx,
  id: string,
  verb: SubmissionVerb,
  change: Omit<StateChange, 'id' | 'from' | 'to'>,
  mayMove: (row: SubmissionRow) => boolean = () => true,
): Promise<Result<SubmissionRow, Problem>> {
  const row = await lockSubmission(tx, id);
  if (!row || !mayMove(row)) return err({ code: 'NOT_FOUND' });
  const moved = move(submissionMachine, row.state, verb);
  if (!moved.ok) return err({ code: 'MOVE_NOT_ALLOWED', facts: moved.error.facts });
  await changeState(tx, { ...change, id, from: row.state, to: moved.value });
  return ok(row);
}
