import { Injectable } from '@nestjs/common';
import type { Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { AuditTrail, type StaffCaller } from '@zuimei/identity';
import { ReadDb, UnitOfWork } from '@zuimei/persistence';
import { findEdition, findPublication, type WinnerContactRow, winnerContactsSql } from '@zuimei/persistence/contest';
import { type MadeTable, type TableForm, tableOf } from '@zuimei/platform';

/** Writes whom to tell about a prize, and by which number: the only place from which a phone number leaves. */
@Injectable()
export class ExportWinnerContacts {
  constructor(
    private readonly db: ReadDb,
    private readonly unit: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  /** RESULT_NOT_PUBLIC before the edition's winners are. The act is audited before the first row leaves. */
  async run(
    actor: StaffCaller,
    editionKey: string,
    form: Omit<TableForm, 'people'>,
  ): Promise<Result<MadeTable, Problem>> {
    const edition = await findEdition(this.db, editionKey);
    if (!edition) return err({ code: 'NOT_FOUND' });
    const publication = edition.publicationId && (await findPublication(this.db, edition.publicationId));
    if (!publication) return err({ code: 'RESULT_NOT_PUBLIC' });
    const { version } = publication;
    await this.unit.run((tx) =>
      this.audit.append(tx, {
        actor,
        action: 'winner-contacts.exported',
        subject: { kind: 'edition', id: editionKey },
        facts: { format: form.format, version },
      }),
    );
    const rows = this.db.batches<WinnerContactRow>(winnerContactsSql(editionKey));
    return ok(tableOf({ name: 'winnerContacts', ...form, people: true, of: { edition: editionKey, version } }, rows));
  }
}
