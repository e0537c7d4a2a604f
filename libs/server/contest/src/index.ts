export {
  entriesForRound,
  lockEntries,
  unlockEntries,
  type NewAward,
  type RoundEntriesOf,
  type RoundEntry,
} from '@zuimei/persistence/contest';
export * from './publication/publish-winners.js';
