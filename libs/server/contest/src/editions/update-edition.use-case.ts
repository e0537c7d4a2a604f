import { Injectable } from '@nestjs/common';
import type { EditionView, Problem } from '@zuimei/contracts';
import { err, ok, type Result } from '@zuimei/domain';
import { type Actor, AuditTrail } from '@zuimei/identity';
import { UnitOfWork } from '@zuimei/persistence';
import {
  editionCovers,
  holdEdition,
  isActiveEntry,
  isBeingJudged,
  updateEditionRow,
} from '@zuimei/persistence/contest';
import { Clock } from '@zuimei/platform';
import { type EditionInput, timesOf } from './edition-input.js';
import { toEditionView } from './edition-views.js';
import { withRules } from './set-rules.js';

/**
 * Changes theme, schedule, cover and rules of an edition. Rules that are not named stay. The cover may come from another
 * edition: a new one has no photos of its own yet, and the hall’s screen must not show one that is being judged.
 */
@Injectable()
export class UpdateEdition {
  constructor(
    private readonly unit: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async run(actor: Actor, key: string, input: EditionInput): Promise<Result<EditionView, Problem>> {
    const times = timesOf(input);
    if (!times.ok) return times;
    return this.unit.run(async (tx) => {
      const row = await holdEdition(tx, key);
      if (!row) return err<Problem>({ code: 'NOT_FOUND' });
      const rules = withRules(row.rules, input.rules, { locked: await isBeingJudged(tx, row.id) });
      if (!rules.ok) return rules;
      const { theme, themeEn, lead, coverEntryId } = input;
      if (coverEntryId !== null && !(await isActiveEntry(tx, coverEntryId))) {
        return err<Problem>({ code: 'NOT_FOUND', errors: [{ pointer: '/coverEntryId', code: 'NOT_FOUND' }] });
      }
      const change = {
        theme,
        themeEn,
        lead,
        coverEntryId,
        ...times.value,
        // Once judging began by its own time, saving the form without that time must not move it.
        judgingFrom: input.judgingFrom ? times.value.judgingFrom : laterJudging(row, times.value),
        rules: rules.value,
      };
      await updateEditionRow(tx, { id: row.id, ...change });
      await this.audit.append(tx, {
        actor,
        action: 'edition.changed',
        subject: { kind: 'edition', id: row.id },
        facts: { key, theme, collectingUntil: change.collectingUntil.toISOString(), rules: change.rules },
      });
      const covers = await editionCovers(tx, [row.id]);
      return ok(toEditionView({ ...row, ...change }, covers.get(row.id), this.clock.now()));
    });
  }
}

/** The judging time stays where the deadline stays, and follows a deadline that moves. */
function laterJudging(
  row: { collectingUntil: Date; judgingFrom: Date },
  times: { collectingUntil: Date; judgingFrom: Date },
): Date {
  return row.collectingUntil.getTime() === times.collectingUntil.getTime() ? row.judgingFrom : times.judgingFrom;
}
