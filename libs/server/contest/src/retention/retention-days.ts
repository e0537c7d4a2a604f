import { DEFAULT_EDITION_RULES } from '@zuimei/domain';
import type { RetentionDays } from '@zuimei/persistence/contest';

/** How long numbers are kept where an edition sets no other days: a year at most where nobody says that prizes were handed over. */
export const RETENTION_DAYS: RetentionDays = { usual: DEFAULT_EDITION_RULES.phoneRetentionDays, most: 365 };
