import type { Problem } from '@zuimei/contracts';
import { changedPromises, type EditionRules, err, ok, type Result } from '@zuimei/domain';
import type { RoundRules } from '@zuimei/persistence/judging';

/** The rules of a round that decide who wins; null where it takes what its edition promised. */
export type Declared = { [K in 'winners' | 'tieLadder' | 'caps']: RoundRules[K] | null };
type Settled = Pick<RoundRules, keyof Declared>;

/** What an edition promised, as a round declares it. */
export const promisedOf = ({ winners, tieLadder, caps }: EditionRules): Settled => ({
  winners,
  tieLadder: [...tieLadder],
  caps: { perAuthor: caps.perAuthor ?? null, perCompany: caps.perCompany ?? null },
});

/**
 * The declared rules with the edition's in place of what is null. ROUND_RULES_DIFFER names what a final round would find
 * its winners by that the edition did not promise; any other round may choose for itself.
 */
export function settledRules(edition: EditionRules, declared: Declared, final: boolean): Result<Settled, Problem> {
  const promised = promisedOf(edition);
  const settled = {
    winners: declared.winners ?? promised.winners,
    tieLadder: declared.tieLadder ?? promised.tieLadder,
    caps: declared.caps ?? promised.caps,
  };
  const { perAuthor, perCompany } = settled.caps;
  const caps = { perAuthor: perAuthor ?? undefined, perCompany: perCompany ?? undefined };
  const differ = final ? changedPromises(edition, { ...edition, ...settled, caps }) : [];
  if (differ.length === 0) return ok(settled);
  return err({
    code: 'ROUND_RULES_DIFFER',
    errors: differ.map((pointer) => ({ pointer, code: 'ROUND_RULES_DIFFER' })),
  });
}
