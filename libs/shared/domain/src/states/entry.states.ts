import { machine } from './machine.js';

export const ENTRY_STATES = ['active', 'withdrawn', 'disqualified', 'blocked'] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

/** An entry leaves for good, with reason and actor; tallies that counted it stay recomputable. */
export const entryMachine = machine({
  name: 'entry',
  states: ENTRY_STATES,
  initial: 'active',
  moves: {
    withdraw: { from: ['active'], to: 'withdrawn' },
    disqualify: { from: ['active'], to: 'disqualified' },
    block: { from: ['active'], to: 'blocked' },
  },
  ends: ['withdrawn', 'disqualified', 'blocked'],
});
export type EntryVerb = keyof typeof entryMachine.moves;
