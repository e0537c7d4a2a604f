import { Injectable } from '@nestjs/common';
import type { ExportedEntry, Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import { type ExportEntryRow, exportEntriesSql, findEdition } from '@zuimei/persistence/contest';
import { type MadeTable, type TableForm, tableOf } from '@zuimei/platform';

/** The entries of an edition as rows of a table, a batch at a time. */
export async function* exportedEntries(
  db: Pick<ReadDb, 'batches'>,
  editionKey: string,
): AsyncGenerator<ExportedEntry[]> {
  for await (const batch of db.batches<ExportEntryRow>(exportEntriesSql(editionKey)))
    yield batch.map((row) => exportedEntryOf(editionKey, row));
}

function exportedEntryOf(edition: string, row: ExportEntryRow): ExportedEntry {
  const { entryId, number, state, stateReason, width, height, bytes, mime, photoSha256 } = row;
  const words = row.withdrawn
    ? { title: null, story: null, place: null, district: null, author: null, company: null }
    : {
        title: row.title,
        story: row.story,
        place: row.place,
        district: row.district,
        author: row.displayName,
        company: row.company,
      };
  const times = { receivedAt: row.receivedAt.toISOString(), approvedAt: row.approvedAt.toISOString() };
  return { edition, number, entryId, state, stateReason, ...words, ...times, width, height, bytes, mime, photoSha256 };
}

/** Writes the entries of an edition as a table. */
@Injectable()
export class ExportEntries {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /** Who made them (`people`) is for organizers: FORBIDDEN otherwise. The act is audited before the first row leaves. */
  async run(actor: StaffCaller, editionKey: string, form: TableForm): Promise<Result<MadeTable, Problem>> {
    if (form.people && actor.role !== 'organizer') return err({ code: 'FORBIDDEN' });
    if (!(await findEdition(this.db, editionKey))) return err({ code: 'NOT_FOUND' });
    await this.unit.run((tx) =>
      this.audit.append(tx, {
        actor,
        action: 'entries.exported',
        subject: { kind: 'edition', id: editionKey },
        facts: { format: form.format, people: form.people },
      }),
    );
    const rows = exportedEntries(this.db, editionKey);
    return ok(tableOf({ name: 'entries', ...form, of: { edition: editionKey } }, rows));
  }
}
