import type { RoundState } from '@zuimei/domain';

// Stages of a result, each with the states from which on it holds.

/** There is a count; nothing about one leaves before. */
export const COUNTED: ReadonlySet<RoundState> = new Set(['tallied', 'certified', 'published', 'corrected']);
/** A second person has confirmed it. */
export const CERTIFIED: ReadonlySet<RoundState> = new Set(['certified', 'published', 'corrected']);
/** Everybody may see it. */
export const PUBLIC: ReadonlySet<RoundState> = new Set(['published', 'corrected']);
