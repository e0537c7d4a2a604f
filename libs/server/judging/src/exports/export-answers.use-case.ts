import { Injectable } from '@nestjs/common';
import type { ExportedAnswer, Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import { ResultRepository, RoundRepository } from '@zuimei/persistence/judging';
import { type MadeTable, type TableForm, tableOf } from '@zuimei/platform';
import { JudgingKeys } from '../judging-keys.js';
import type { LedgerRow } from '../ledger/ledger-row.js';
import { PUBLIC } from '../rounds/round-stages.js';

/** The answers that stand in a round as rows of a table, a batch at a time, in an order that says nothing of their time. */
export async function* exportedAnswers(
  db: Pick<ReadDb, 'batches'>,
  { roundId, results, keys }: { roundId: string; results: ResultRepository; keys: JudgingKeys },
): AsyncGenerator<ExportedAnswer[]> {
  const publicName = keys.screenNames(roundId);
  for await (const batch of db.batches<{ body: string }>(results.standingAnswersSql(roundId)))
    yield batch.map(({ body }) => exportedAnswerOf(JSON.parse(body) as LedgerRow, publicName));
}

/** What the public bundle says of an answer, and nothing else of its row. */
function exportedAnswerOf(
  { pseudonym, screen, answer }: LedgerRow,
  publicName: (id: string) => string,
): ExportedAnswer {
  return {
    pseudonym,
    screen: publicName(screen.id),
    ordinal: screen.ordinal ?? null,
    entries: screen.entries.map(Number),
    kind: answer.kind,
    picks: answer.kind === 'picks' ? answer.picks.map(Number) : null,
    verdict: answer.kind === 'verdict' ? answer.verdict : null,
    grade: answer.kind === 'grade' ? answer.grade : null,
    order: answer.kind === 'order' ? answer.order.map(Number) : null,
  };
}

/** Writes the answers of a published round as a table. */
@Injectable()
export class ExportAnswers {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly rounds: RoundRepository,
    private readonly results: ResultRepository,
    private readonly keys: JudgingKeys,
    private readonly audit: AuditTrail,
  ) {}

  /** RESULT_NOT_PUBLIC before the round's result is. The act is audited before the first row leaves. */
  async run(actor: StaffCaller, roundId: string, form: Omit<TableForm, 'people'>): Promise<Result<MadeTable, Problem>> {
    const round = await this.rounds.byId(this.db, roundId);
    if (!round) return err({ code: 'NOT_FOUND' });
    if (!PUBLIC.has(round.state)) return err({ code: 'RESULT_NOT_PUBLIC' });
    await this.unit.run((tx) =>
      this.audit.append(tx, {
        actor,
        action: 'answers.exported',
        subject: { kind: 'round', id: roundId },
        facts: { format: form.format },
      }),
    );
    const rows = exportedAnswers(this.db, { roundId, results: this.results, keys: this.keys });
    const of = { edition: round.editionKey, round: { id: roundId, name: round.name } };
    return ok(tableOf({ name: 'answers', ...form, people: false, of }, rows));
  }
}
