import type { Problem } from '@zuimei/contracts';
import { changedPromises, err, ok, type Result, validateEditionRules } from '@zuimei/domain';
import { rulesOf, type SetRules } from './edition-rules.js';

/**
 * The stored rules with what an organizer sets. EDITION_RULES_INVALID names every rule that is out of its range;
 * RULES_LOCKED every promised one that would change although a round has been prepared.
 */
export function withRules(
  stored: Record<string, unknown>,
  set: SetRules,
  { locked }: { locked: boolean },
): Result<Record<string, unknown>, Problem> {
  const rules = { ...stored, ...set };
  const after = rulesOf({ rules });
  const valid = validateEditionRules(after);
  if (!valid.ok) {
    const errors = valid.error.violations.map(({ pointer, code, facts }) => ({
      pointer: `/rules${pointer}`,
      code,
      facts,
    }));
    return err({ code: 'EDITION_RULES_INVALID', errors });
  }
  const changed = locked ? changedPromises(rulesOf({ rules: stored }), after) : [];
  if (changed.length === 0) return ok(rules);
  return err({
    code: 'RULES_LOCKED',
    errors: changed.map((pointer) => ({ pointer: `/rules${pointer}`, code: 'RULES_LOCKED' })),
  });
}
