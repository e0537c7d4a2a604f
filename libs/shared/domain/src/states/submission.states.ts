import { machine } from './machine.js';

export const SUBMISSION_STATES = [
  'received',
  'processed',
  'approved',
  'fix-requested',
  'rejected',
  'unreadable',
  'withdrawn',
] as const;
export type SubmissionState = (typeof SUBMISSION_STATES)[number];

/**
 * A submission from its last byte to the moderator's decision. `undo` is allowed until the entry stands in a ready
 * round, which the caller checks: the table does not know rounds. `unreadable` has lost its bytes, so it is an end.
 */
export const submissionMachine = machine({
  name: 'submission',
  states: SUBMISSION_STATES,
  initial: 'received',
  moves: {
    process: { from: ['received'], to: 'processed' },
    'fail-reading': { from: ['received'], to: 'unreadable' },
    approve: { from: ['processed'], to: 'approved' },
    reject: { from: ['processed'], to: 'rejected' },
    'request-fix': { from: ['processed'], to: 'fix-requested' },
    undo: { from: ['approved', 'fix-requested', 'rejected'], to: 'processed' },
    amend: { from: ['fix-requested'], to: 'received' },
    withdraw: { from: ['received', 'processed', 'approved', 'fix-requested', 'rejected'], to: 'withdrawn' },
  },
  ends: ['unreadable', 'withdrawn'],
});
export type SubmissionVerb = keyof typeof submissionMachine.moves;
