import { machine } from './machine.js';

export const PHOTO_CHECK_STATES = ['waiting', 'running', 'done', 'failed'] as const;
export type PhotoCheckState = (typeof PHOTO_CHECK_STATES)[number];

/** A look at every stored photo. One that broke off is not taken up again: a new one is asked for. */
export const photoCheckMachine = machine({
  name: 'photo-check',
  states: PHOTO_CHECK_STATES,
  initial: 'waiting',
  moves: {
    begin: { from: ['waiting'], to: 'running' },
    finish: { from: ['running'], to: 'done' },
    fail: { from: ['waiting', 'running'], to: 'failed' },
  },
  ends: ['done', 'failed'],
});
export type PhotoCheckVerb = keyof typeof photoCheckMachine.moves;

export const PHOTO_FAULT_STATES = ['queued', 'mended', 'lost'] as const;
export type PhotoFaultState = (typeof PHOTO_FAULT_STATES)[number];

/** A photo of which something is missing. What was given up can still be mended, once its original is back. */
export const photoFaultMachine = machine({
  name: 'photo-fault',
  states: PHOTO_FAULT_STATES,
  initial: 'queued',
  moves: {
    mend: { from: ['queued', 'lost'], to: 'mended' },
    'give-up': { from: ['queued', 'lost'], to: 'lost' },
  },
  ends: ['mended'],
});
export type PhotoFaultVerb = keyof typeof photoFaultMachine.moves;
