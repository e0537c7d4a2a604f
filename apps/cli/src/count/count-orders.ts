import { bordaPoints, copelandFigures, groupByFigure, packOrders, pairwisePreferences, schulze } from '@zuimei/domain';
import type { Outcome } from './outcome.js';
import type { Ballots, Profile } from './profile.js';

type Orders = Extract<Ballots, { kind: 'ranking' }>;

const packed = ({ names }: Profile, { lines }: Orders) => packOrders(names.length, lines);

export function countSchulze(profile: Profile, ballots: Orders): Outcome {
  const { groups, defeats } = schulze(profile.names.length, pairwisePreferences(packed(profile, ballots)));
  return { groups, scores: defeats };
}

export function countCopeland(profile: Profile, ballots: Orders): Outcome {
  const scores = copelandFigures(profile.names.length, pairwisePreferences(packed(profile, ballots)));
  return { groups: groupByFigure(scores), scores };
}

export function countBorda(profile: Profile, ballots: Orders): Outcome {
  const scores = bordaPoints(packed(profile, ballots));
  return { groups: groupByFigure(scores), scores };
}
