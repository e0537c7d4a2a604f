import type { Problem } from '@zuimei/contracts';
import { err, ok, type Result, validateSchedule } from '@zuimei/domain';
import type { SetRules } from './edition-rules.js';

/** What an organizer says of an edition; times are ISO 8601. */
export interface EditionInput {
  theme: string;
  themeEn: string;
  lead: string;
  collectingFrom: string;
  collectingUntil: string;
  /** When moderation is over and judging begins; null: five days after the last submission. */
  judgingFrom?: string | null;
  coverEntryId: string | null;
  rules: SetRules;
}

export interface EditionTimes {
  collectingFrom: Date;
  collectingUntil: Date;
  judgingFrom: Date;
}

/** The days that moderation has after the last submission, where nothing else is said. */
const MODERATION_DAYS = 5;

/** The times of an edition, or EDITION_SCHEDULE_INVALID where they do not run forward. */
export function timesOf(input: EditionInput): Result<EditionTimes, Problem> {
  const collectingFrom = new Date(input.collectingFrom);
  const collectingUntil = new Date(input.collectingUntil);
  const judgingFrom = input.judgingFrom
    ? new Date(input.judgingFrom)
    : new Date(collectingUntil.getTime() + MODERATION_DAYS * 86_400_000);
  const schedule = {
    opensAt: collectingFrom.getTime(),
    closesAt: collectingUntil.getTime(),
    judgingAt: judgingFrom.getTime(),
    publishedAt: null,
  };
  if (!validateSchedule(schedule).ok) return err({ code: 'EDITION_SCHEDULE_INVALID' });
  return ok({ collectingFrom, collectingUntil, judgingFrom });
}
