export * from './result.js';
export * from './roles.js';
export * from './states/machine.js';
export * from './states/submission.states.js';
export * from './states/entry.states.js';
export * from './states/round.states.js';
export * from './states/pass.states.js';
export * from './ballots/method.js';
