import { Injectable } from '@nestjs/common';
import { editionRules, entriesForRound, makerOf, type RoundEntry } from '@zuimei/contest';
import type { ExportedResult, Problem } from '@zuimei/contracts';
import { err, ok, type Result, type TallyResult } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { type Queryable, ReadDb, UnitOfWork } from '@zuimei/persistence';
import { ResultRepository, RoundRepository, type RoundRow } from '@zuimei/persistence/judging';
import { type MadeTable, type TableForm, tableOf } from '@zuimei/platform';
import { scaleOf, winnersOf } from '../results/winners.js';
import { PUBLIC } from '../rounds/round-stages.js';

const CAPS = { perAuthor: 'author', perCompany: 'company', perDistrict: 'district' } as const;
const NOBODY = { title: null, author: null, company: null };

export interface PublishedRows {
  /** Which publication of the round's result it is, from 1. */
  version: number;
  rows: ExportedResult[];
}

/** The newest published result of a round as rows of a table; undefined before there is one. */
export async function exportedResult(
  db: Queryable,
  {
    round,
    rounds,
    results,
    people,
  }: { round: RoundRow; rounds: RoundRepository; results: ResultRepository; people: boolean },
): Promise<PublishedRows | undefined> {
  const counted = PUBLIC.has(round.state) ? await results.publishedTally(db, round.id) : undefined;
  if (!counted) return undefined;
  const result = JSON.parse(counted.result) as TallyResult;
  const ids = (await rounds.entries(db, round.id)).map(({ entryId }) => entryId);
  const entries = new Map((await entriesForRound(db, { ids })).map((entry) => [entry.number, entry]));
  const { prizes } = await editionRules(db, round.editionKey);
  const prizeOf = new Map(winnersOf(result, prizes).map(({ number, prize }) => [number, prize]));
  const passedOver = new Map(result.passedOver.map(({ entryId, cap }) => [entryId, CAPS[cap]]));
  const scale = scaleOf(round.method);
  const rows = result.entries.flatMap((line): ExportedResult[] => {
    const number = Number(line.entryId);
    const entry = entries.get(number);
    if (!entry) return [];
    const { rank, shared, picks, exposures, jurors, rate, low, high, value, band, ladderStep } = line;
    const prize = prizeOf.get(number) ?? null;
    return [
      {
        rank,
        shared,
        number,
        state: entry.state,
        ...wordsOf(entry, people || prize !== null),
        prize,
        picks,
        exposures,
        jurors,
        rate,
        low,
        high,
        scale,
        value,
        band,
        settledBy: ladderStep,
        passedOverBy: passedOver.get(line.entryId) ?? null,
      },
    ];
  });
  return { version: await results.publishedVersions(db, round.id), rows };
}

/** Of who has left, place and figures stay and everything else is gone. */
function wordsOf({ state, title, makerName, company }: RoundEntry, named: boolean): typeof NOBODY | Named {
  if (state !== 'active') return NOBODY;
  if (!named) return { ...NOBODY, title };
  const maker = makerOf({ displayName: makerName, company });
  return { title, author: maker.displayName, company: maker.company };
}
type Named = { title: string; author: string | null; company: string | null };

/** Writes the published result of a round as a table. */
@Injectable()
export class ExportResult {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly rounds: RoundRepository,
    private readonly results: ResultRepository,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * RESULT_NOT_PUBLIC before the round's result is. Who made what won nothing (`people`) is for organizers: FORBIDDEN
   * otherwise. The act is audited before the first row leaves.
   */
  async run(actor: StaffCaller, roundId: string, form: TableForm): Promise<Result<MadeTable, Problem>> {
    if (form.people && actor.role !== 'organizer') return err({ code: 'FORBIDDEN' });
    const round = await this.rounds.byId(this.db, roundId);
    if (!round) return err({ code: 'NOT_FOUND' });
    const { rounds, results } = this;
    const published = await exportedResult(this.db, { round, rounds, results, people: form.people });
    if (!published) return err({ code: 'RESULT_NOT_PUBLIC' });
    const { version, rows } = published;
    await this.unit.run((tx) =>
      this.audit.append(tx, {
        actor,
        action: 'result.exported',
        subject: { kind: 'round', id: roundId },
        facts: { format: form.format, people: form.people, version },
      }),
    );
    const of = { edition: round.editionKey, round: { id: roundId, name: round.name }, version };
    return ok(tableOf({ name: 'result', ...form, of }, [rows]));
  }
}
