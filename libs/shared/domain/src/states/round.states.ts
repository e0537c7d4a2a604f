import { machine } from './machine.js';

export const ROUND_STATES = [
  'draft',
  'ready',
  'open',
  'paused',
  'collecting',
  'closed',
  'tallied',
  'certified',
  'published',
  'corrected',
  'cancelled',
] as const;
export type RoundState = (typeof ROUND_STATES)[number];

/**
 * A round. `collecting` issues no more screens and still takes answers to leased ones, so that a tablet that was
 * offline does not lose honest answers; what arrives after `closed` is stored as late and never counted.
 * A correction replaces a published result by a newer version, again and again if need be.
 */
export const roundMachine = machine({
  name: 'round',
  states: ROUND_STATES,
  initial: 'draft',
  moves: {
    prepare: { from: ['draft'], to: 'ready' },
    open: { from: ['ready'], to: 'open' },
    pause: { from: ['open'], to: 'paused' },
    resume: { from: ['paused'], to: 'open' },
    collect: { from: ['open', 'paused'], to: 'collecting' },
    close: { from: ['collecting'], to: 'closed' },
    tally: { from: ['closed'], to: 'tallied' },
    'refuse-certification': { from: ['tallied'], to: 'closed' },
    certify: { from: ['tallied'], to: 'certified' },
    publish: { from: ['certified'], to: 'published' },
    correct: { from: ['published', 'corrected'], to: 'corrected' },
    cancel: { from: ['draft', 'ready'], to: 'cancelled' },
  },
  ends: ['corrected', 'cancelled'],
});
export type RoundVerb = keyof typeof roundMachine.moves;

/** Whether nothing is left to do in a round: one that only says who goes on, or settles a tie, is never published. */
export const roundIsOver = ({ state, final }: { state: RoundState; final: boolean }): boolean =>
  state === 'published' ||
  state === 'corrected' ||
  state === 'cancelled' ||
  (!final && (state === 'tallied' || state === 'certified'));

/** Whether a round in this state hands out new screens. */
export const issuesScreens = (state: RoundState): boolean => state === 'open';

/** States in which tablets are dealt pools: entries and rules stand from `ready` on, answers count from `open` on. */
export const POOL_STATES: readonly RoundState[] = ['ready', 'open'];

/** How an answer that arrives in this state is taken: counted, stored as late and never counted, or refused. */
export const answerIntake = (state: RoundState): 'counted' | 'late' | 'refused' => {
  if (state === 'open' || state === 'paused' || state === 'collecting') return 'counted';
  return state === 'draft' || state === 'ready' || state === 'cancelled' ? 'refused' : 'late';
};
