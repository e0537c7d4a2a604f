import type { NewAward } from '@zuimei/persistence/contest';
import { randomUUID } from 'node:crypto';
import type { SeededEdition } from './judging.js';

/** What publishes an edition in which one entry, by its index, has won: `publishWinners(tx, { ...oneWinner(edition, 0), at })`. */
export function oneWinner(edition: SeededEdition, index: number) {
  const winner: NewAward = {
    entryId: edition.entries[index]?.id ?? '',
    rank: 1,
    shared: false,
    prize: '一等奖',
    picks: 1,
    exposures: 1,
    rate: 1,
    low: 0.2,
    high: 1,
    scale: 'rate',
    value: 1,
  };
  const counted = { jurors: 1, answers: 1, merkleRoot: '00', winners: [winner] };
  return { editionKey: edition.key, roundId: randomUUID(), correctionReason: null, ...counted };
}
