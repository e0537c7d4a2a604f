import type { ProgressView } from '@zuimei/contracts';
import type { TabletRow } from '@zuimei/persistence/judging';

type Jurors = ProgressView['jurors'];

const byAlias = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Who is where, by seat, from the seats of a round, given oldest first: who sits at a tablet now, who has begun and not
 * handed in, whose badge was used on several tablets. Nothing of what anybody voted.
 */
export function jurorsOf(seats: readonly TabletRow[], completed: ReadonlySet<string>): Jurors {
  const own = new Map<string, TabletRow[]>();
  for (const seat of seats) own.set(seat.jurorId, [...(own.get(seat.jurorId) ?? []), seat]);
  const jurors = [...own].map(([jurorId, mine]) => {
    const places = new Map(mine.map(({ deviceId, deviceName }) => [deviceId, deviceName]));
    return { jurorId, alias: mine.at(-1)?.alias ?? '', tablets: [...places.values()], mine };
  });
  return {
    seated: jurors.filter(({ mine }) => mine.some(({ endedAt }) => endedAt === null)).length,
    unfinished: jurors
      .filter(({ jurorId }) => !completed.has(jurorId))
      .map(({ alias }) => alias)
      .sort(byAlias),
    moved: jurors
      .filter(({ tablets }) => tablets.length > 1)
      .map(({ alias, tablets }) => ({ alias, tablets }))
      .sort((a, b) => byAlias(a.alias, b.alias)),
  };
}
