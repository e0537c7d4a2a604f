import type { ResultView } from '@zuimei/contracts';
import { makerOf, type RoundEntry } from '@zuimei/contest';
import type { Prize, TallyResult } from '@zuimei/domain';
import type { PendingCorrection, RoundRow, TallyRow } from '@zuimei/persistence/judging';
import { scaleOf, winnersOf } from './winners.js';

const CAPS = { perAuthor: 'author', perCompany: 'company' } as const;

/** A count with all that explains it, as organizers and observers read it. */
export function resultView({
  round,
  counted,
  result,
  entries,
  prizes,
  pending,
}: {
  round: RoundRow;
  counted: TallyRow;
  result: TallyResult;
  entries: ReadonlyMap<number, RoundEntry>;
  prizes: readonly Prize[];
  pending: PendingCorrection | undefined;
}): ResultView {
  const prizeOf = new Map(winnersOf(result, prizes).map(({ number, prize }) => [number, prize]));
  const bandSizes = new Map<number | null, number>();
  for (const { band } of result.entries) bandSizes.set(band, (bandSizes.get(band) ?? 0) + 1);
  const numbers = (ids: readonly string[]): number[] => ids.map(Number);
  const rateOf = new Map(result.entries.map(({ entryId, rate }) => [entryId, rate ?? 0]));
  return {
    roundId: round.id,
    roundName: round.name,
    sittingName: round.sittingName,
    editionKey: round.editionKey,
    state: round.state,
    final: round.final,
    version: counted.version,
    pendingCorrection: pending
      ? { version: pending.version, reason: pending.reason, by: pending.byName, at: pending.at.toISOString() }
      : null,
    talliedBy: counted.talliedByName,
    certifiedBy: round.certifiedByName,
    publishAt: round.publishAt?.toISOString() ?? null,
    publishSetBy: round.publishSetByName,
    jurors: result.turnout.jurors,
    answers: result.turnout.answers,
    skips: result.turnout.skips,
    lateAnswers: counted.lateAnswers,
    chainLength: counted.chainSeq,
    chainHead: counted.chainHead.toString('hex'),
    merkleRoot: counted.merkleRoot.toString('hex'),
    chainVerified: counted.chainVerified,
    exposures: {
      least: result.turnout.exposures.least,
      most: result.turnout.exposures.most,
      target: round.targetExposure,
    },
    tieLadder: round.tieLadder,
    ladderUses: result.ladder.map(({ step, entries: tied, groups, outcome, facts }) => ({
      step,
      numbers: numbers(tied),
      order: groups.flatMap(numbers),
      facts: { ...facts, outcome, groups: groups.map(numbers) },
    })),
    runOffNeeded: result.problems.flatMap(({ code, facts }) =>
      code === 'RUN_OFF_PENDING' ? numbers(facts.entries as string[]) : [],
    ),
    passedOver: result.passedOver.flatMap(({ entryId, cap, limit }) =>
      cap === 'perDistrict'
        ? []
        : [
            {
              number: Number(entryId),
              title: entries.get(Number(entryId))?.title ?? '',
              rate: rateOf.get(entryId) ?? 0,
              cap: CAPS[cap],
              limit,
            },
          ],
    ),
    winners: round.winners,
    scale: scaleOf(round.method),
    method: round.method,
    hearts: result.hearts
      ? {
          weight: result.hearts.weight,
          entries: result.hearts.entries.map(({ entryId, hearts, blended }) => ({
            number: Number(entryId),
            hearts,
            blended,
          })),
          juryAlone: result.hearts.juryAlone.map(numbers),
        }
      : null,
    items: result.entries.flatMap((line) => {
      const number = Number(line.entryId);
      const entry = entries.get(number);
      if (!entry) return [];
      const { displayName, company } = makerOf({ displayName: entry.makerName, company: entry.company });
      const prize = prizeOf.get(number);
      return [
        {
          entryId: entry.entryId,
          number,
          title: entry.title,
          maker: displayName,
          company,
          photo: entry.photo,
          rank: line.rank,
          shared: line.shared,
          picks: line.picks,
          exposures: line.exposures,
          rate: line.rate ?? 0,
          low: line.low ?? 0,
          high: line.high ?? 0,
          value: line.value,
          band: (bandSizes.get(line.band) ?? 0) > 1 ? line.band : null,
          settledBy: line.ladderStep,
          award: prize === undefined ? null : { prize },
        },
      ];
    }),
  };
}
