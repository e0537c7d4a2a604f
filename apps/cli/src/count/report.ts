import type { CountedBundle } from './count-bundle.js';
import type { CountedProfile } from './count-profile.js';

/** A recounted bundle for people: the ranking and every check. */
export function reportBundle(file: string, { bundle, answers, result, checks }: CountedBundle): string {
  const percent = (rate: number | null) => (rate === null ? '–' : `${(rate * 100).toFixed(1)} %`);
  const lines = [...result.entries]
    .sort((a, b) => a.rank - b.rank)
    .map(
      ({ rank, entryId, picks, exposures, rate }) =>
        `${String(rank).padStart(4)}  ${entryId.padStart(4, '0')}  ${picks}/${exposures}  ${percent(rate)}`,
    );
  const { hearts } = result;
  const blended = hearts
    ? [`hearts weigh ${hearts.weight} %; by the jury alone: ${hearts.juryAlone.map((g) => g.join(' = ')).join(', ')}`]
    : [];
  const verdicts = checks.map(({ passed, number, name, faults }) => {
    const why = faults.length > 0 ? `: ${faults.slice(0, 3).join('; ')}` : '';
    return `${passed ? 'ok   ' : 'WRONG'} ${number} ${name}${why}`;
  });
  return [`${file}: ${answers} answers, ${bundle.entries.length} entries`, ...lines, ...blended, ...verdicts].join(
    '\n',
  );
}

/** Committees beyond these are counted, not listed. */
const LISTED = 20;

/** Counted ballots for people: places that skip after equals, and the committees. */
export function reportProfile(file: string, { method, ranking, scores, committees }: CountedProfile): string {
  let place = 1;
  const lines = ranking.flatMap((group) => {
    const rank = place;
    place += group.length;
    return group.map((entry) => `${String(rank).padStart(4)}  ${entry}  ${scores[String(entry)] ?? '–'}`);
  });
  const seated = (committees ?? []).slice(0, LISTED).map((members) => `committee: ${members.join(', ')}`);
  const more = (committees?.length ?? 0) - seated.length;
  return [`${file}: ${method}`, ...lines, ...seated, ...(more > 0 ? [`and ${more} more committees`] : [])].join('\n');
}
