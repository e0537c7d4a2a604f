import { seededHash } from './ladder.js';
import type { Sha256 } from '../bytes/bytes.js';

/** The most places that one author, company or district can hold. Absent means no limit. */
export interface Caps {
  readonly perAuthor?: number;
  readonly perCompany?: number;
  readonly perDistrict?: number;
}
export type CapName = keyof Caps;

const LABELS = { perAuthor: 'author', perCompany: 'company', perDistrict: 'district' } as const;
const NAMES = ['perAuthor', 'perCompany', 'perDistrict'] as const satisfies readonly CapName[];

/** An entry that would have held a place but for a cap, and who holds the places that fill the cap. */
export interface PassedOver {
  readonly entryId: string;
  readonly rank: number;
  readonly cap: CapName;
  readonly limit: number;
  readonly group: string;
  readonly heldBy: readonly string[];
}

/** An entry in the line for a place. */
export interface Candidate {
  readonly entryId: string;
  readonly rank: number;
  readonly author?: string;
  readonly company?: string;
  readonly district?: string;
}

export interface Places {
  readonly winners: readonly { readonly entryId: string; readonly rank: number }[];
  readonly passedOver: readonly PassedOver[];
}

/**
 * Gives out `places` in the order of rank, passing over whom a cap forbids. A rank that is shared at the end gives a
 * place to each of its entries. Where a cap has room for only some equals of one group, ascending SHA-256(seed ‖ id)
 * says which: rank cannot, and neither may time of submission or row order. Candidates come sorted by rank.
 */
export const assignPlaces = (
  candidates: readonly Candidate[],
  places: number,
  caps: Caps,
  seed: string,
  sha256: Sha256,
): Places => {
  const winners: { entryId: string; rank: number }[] = [];
  const passedOver: PassedOver[] = [];
  const holders = new Map<string, string[]>();
  const keysOf = (candidate: Candidate): { cap: CapName; limit: number; group: string; held: string[] }[] =>
    NAMES.flatMap((cap) => {
      const limit = caps[cap];
      const group = candidate[LABELS[cap]];
      if (limit === undefined || group === undefined) return [];
      const key = `${cap} ${group}`;
      const held = holders.get(key) ?? [];
      holders.set(key, held);
      return [{ cap, limit, group, held }];
    });
  const limited = NAMES.some((cap) => caps[cap] !== undefined);

  for (let from = 0; from < candidates.length && winners.length < places;) {
    const rank = (candidates[from] as Candidate).rank;
    const equals = candidates.slice(from).filter((candidate) => candidate.rank === rank);
    from += equals.length;
    const hash = (candidate: Candidate): string => seededHash(seed, candidate.entryId, sha256);
    const inLine = limited && equals.length > 1 ? [...equals].sort((a, b) => (hash(a) < hash(b) ? -1 : 1)) : equals;
    const chosen = new Set<string>();
    for (const candidate of inLine) {
      const keys = keysOf(candidate);
      const full = keys.find(({ limit, held }) => held.length >= limit);
      if (full) {
        const { cap, limit, group, held } = full;
        passedOver.push({ entryId: candidate.entryId, rank, cap, limit, group, heldBy: [...held] });
        continue;
      }
      for (const { held } of keys) held.push(candidate.entryId);
      chosen.add(candidate.entryId);
    }
    for (const { entryId } of equals) if (chosen.has(entryId)) winners.push({ entryId, rank });
  }
  return { winners, passedOver };
};
