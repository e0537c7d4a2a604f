import { Injectable } from '@nestjs/common';
import type { EditionView, Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { type Actor, AuditTrail } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import { findEdition, insertEdition, listEditionRows } from '@zuimei/persistence/contest';
import { Clock, Ids } from '@zuimei/platform';
import { type EditionInput, timesOf } from './edition-input.js';
import { toEditionView } from './edition-views.js';
import { withRules } from './set-rules.js';

/** Makes a new edition. Rules that are not named are taken from the newest one. */
@Injectable()
export class CreateEdition {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @param input.isDemo an edition of drawn pictures, labelled as such wherever it is shown */
  async run(
    actor: Actor,
    input: EditionInput & { key: string; isDemo?: boolean },
  ): Promise<Result<EditionView, Problem>> {
    const times = timesOf(input);
    if (!times.ok) return times;
    return this.unit.run(async (tx) => {
      const [latest] = await listEditionRows(tx);
      const rules = withRules(latest?.rules ?? {}, input.rules, { locked: false });
      if (!rules.ok) return rules;
      const { key, theme, themeEn, lead } = input;
      const now = this.clock.now();
      const made = await insertEdition(tx, {
        id: this.ids.next(),
        key,
        theme,
        themeEn,
        lead,
        ...times.value,
        rules: rules.value,
        isDemo: input.isDemo ?? false,
        createdAt: now,
      });
      if (!made) return err<Problem>({ code: 'EDITION_EXISTS', facts: { key } });
      const row = await findEdition(tx, key);
      if (!row) throw new Error(`edition ${key} vanished`);
      await this.audit.append(tx, {
        actor,
        action: 'edition.created',
        subject: { kind: 'edition', id: row.id },
        facts: { key, theme },
      });
      return ok(toEditionView(row, undefined, now));
    });
  }
}
