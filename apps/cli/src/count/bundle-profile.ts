import type { ResultBundle } from '@zuimei/domain';

/**
 * The ballots of a bundle as plain ones, so that another method can be asked what it makes of them. Entries that have
 * left are on no ballot; skips are none.
 */
export function profileOfBundle({ entries, leaves }: ResultBundle): unknown {
  const active = new Set(entries.filter(({ state }) => state === 'active').map(({ number }) => String(number)));
  const still = (list: readonly string[]) => list.filter((entry) => active.has(entry));
  const ballots = leaves.flatMap(({ pseudonym: juror, screen, answer }): object[] => {
    const shown = still(screen.entries);
    if (shown.length === 0) return [];
    switch (answer.kind) {
      case 'picks':
        return [{ juror, shown, approved: still(answer.picks) }];
      case 'verdict':
        return [{ juror, shown, approved: answer.verdict === 'in' ? shown : [] }];
      case 'order':
        return [{ juror, ranking: still(answer.order).map((entry) => [entry]) }];
      case 'grade':
        return shown.map((entry) => ({ juror, entry, score: answer.grade, at: screen.ordinal ?? 0 }));
      case 'skip':
        return [];
    }
  });
  return { entries: [...active], ballots };
}
