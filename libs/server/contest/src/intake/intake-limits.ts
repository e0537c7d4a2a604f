import type { Problem } from '@zuimei/contracts';
import { checkQuota } from '@zuimei/domain';
import type { Queryable } from '@zuimei/persistence';
import { countAgainstQuota, type EditionRow } from '@zuimei/persistence/contest';
import { rulesOf } from '../editions/edition-rules.js';

/**
 * QUOTA_EXCEEDED where one more submission of the author would be too many in this edition, else null. Holds until the
 * transaction ends only under the lock of the author's intake.
 */
export async function quotaProblem(db: Queryable, authorId: string, edition: EditionRow): Promise<Problem | null> {
  const rules = rulesOf(edition);
  const used = await countAgainstQuota(db, authorId, edition.id);
  if (checkQuota(rules, used).ok) return null;
  return { code: 'QUOTA_EXCEEDED', facts: { limit: rules.quota, used } };
}

/**
 * How long after the deadline the last byte of an upload may still come, when its words came in time: a slow network
 * must not cost the photo, and a day must not buy another one.
 */
export const LAST_BYTE_GRACE_MS = 60 * 60_000;
