import { machine } from './machine.js';

export const PASS_STATES = ['issued', 'active', 'returned', 'revoked'] as const;
export type PassState = (typeof PASS_STATES)[number];

/** A printed badge. A new pass for the same juror revokes the old one. */
export const passMachine = machine({
  name: 'pass',
  states: PASS_STATES,
  initial: 'issued',
  moves: {
    activate: { from: ['issued'], to: 'active' },
    return: { from: ['active'], to: 'returned' },
    revoke: { from: ['issued', 'active'], to: 'revoked' },
  },
  ends: ['returned', 'revoked'],
});
export type PassVerb = keyof typeof passMachine.moves;
