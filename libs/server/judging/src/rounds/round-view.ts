import type { RoundView, seatRound } from '@zuimei/contracts';
import { type RoundState, screenSize } from '@zuimei/domain';
import type { RoundRow } from '@zuimei/persistence/judging';
import type { z } from 'zod';

const MINUTE = 60_000;
/** A run-off is held in the room, on one screen. */
const RUN_OFF_MS = 30_000;

/** When the planned time is over, pauses added; null while it does not run. */
export function endsAt(
  round: Pick<RoundRow, 'state' | 'openedAt' | 'plannedMinutes' | 'pausedMs' | 'parentId'>,
): Date | null {
  if (round.state !== 'open' || !round.openedAt) return null;
  const planned = round.parentId === null ? round.plannedMinutes * MINUTE : RUN_OFF_MS;
  return new Date(round.openedAt.getTime() + planned + round.pausedMs);
}

/** The seed is a commitment until nobody can vote any more. */
const SEED_SHOWN: ReadonlySet<RoundState> = new Set(['closed', 'tallied', 'certified', 'published', 'corrected']);

/** A round with its declared rules. */
export const roundView = (round: RoundRow): RoundView => ({
  id: round.id,
  sittingId: round.sittingId,
  editionKey: round.editionKey,
  parentId: round.parentId,
  afterId: round.afterId,
  name: round.name,
  state: round.state,
  method: round.method,
  entryCount: round.entryCount,
  blockedEntries: round.blockedEntries,
  winners: round.winners,
  plannedMinutes: round.plannedMinutes,
  targetExposure: round.targetExposure,
  seedCommitment: round.seedCommitment,
  seed: SEED_SHOWN.has(round.state) ? round.seed : null,
  tieLadder: round.tieLadder,
  caps: round.caps,
  excludeOwnCompany: round.excludeOwnCompany,
  final: round.final,
  focus: round.focus,
  openedAt: round.openedAt?.toISOString() ?? null,
  endsAt: endsAt(round)?.toISOString() ?? null,
  closedAt: round.closedAt?.toISOString() ?? null,
  talliedBy: round.talliedByName,
  certifiedBy: round.certifiedByName,
  publishAt: round.publishAt?.toISOString() ?? null,
  publishedAt: round.publishedAt?.toISOString() ?? null,
});

/**
 * About how many screens one juror will see: all entries at once for `approve`; else what reaches the target when all passes take part, at least one, and never more than a juror can see without a repetition.
 */
export function expectedScreens(round: RoundRow, passes: number): number {
  if (round.method.kind === 'approve') return 1;
  const size = Math.max(1, screenSize(round.method, round.entryCount));
  const planned = Math.ceil((round.targetExposure * round.entryCount) / (size * Math.max(1, passes)));
  return Math.max(1, Math.min(planned, Math.ceil(round.entryCount / size)));
}

/** A round as a tablet sees it. */
export const seatRoundView = (round: RoundRow, passes: number): z.infer<typeof seatRound> => ({
  id: round.id,
  name: round.name,
  state: round.state,
  method: round.method,
  expectedScreens: expectedScreens(round, passes),
  endsAt: endsAt(round)?.toISOString() ?? null,
});
