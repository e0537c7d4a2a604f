import { maySee, type AllocationEntry, type AllocationOptions, type PanelMember } from './state.js';

/** A juror with what they saw: so many entries, each once at most. */
export interface JurorShare extends PanelMember {
  readonly shown: number;
}

/**
 * The most exposures that the least exposed entry could have had, if the same jurors had seen as many entries each, none
 * twice and none that they may not see: the largest demand that a flow from jurors to entries can meet. Entries that the
 * same jurors may see are alike, so the flow runs to groups of them; its cuts are those of the single entries.
 */
export const bestLeastExposure = (
  entries: readonly AllocationEntry[],
  jurors: readonly JurorShare[],
  options: Pick<AllocationOptions, 'method' | 'seed' | 'excludeOwnCompany'>,
): number => {
  const groups = new Map<string, { size: number; jurors: number[] }>();
  for (const entry of entries) {
    const out = jurors.flatMap((juror, j) => (maySee(juror, entry, options) ? [] : [j]));
    const known = groups.get(out.join());
    if (known) known.size += 1;
    else {
      const barred = new Set(out);
      groups.set(out.join(), { size: 1, jurors: jurors.flatMap((_, j) => (barred.has(j) ? [] : [j])) });
    }
  }
  const all = [...groups.values()];
  if (all.length === 0) return 0;
  const total = jurors.reduce((sum, { shown }) => sum + shown, 0);
  let [least, most] = [0, Math.floor(total / entries.length)];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (meets(all, jurors, middle)) least = middle;
    else most = middle - 1;
  }
  return least;
};

/** Whether every entry can have `demand` exposures: augmenting paths from groups to jurors who have views to spare. */
const meets = (
  groups: readonly { readonly size: number; readonly jurors: readonly number[] }[],
  jurors: readonly JurorShare[],
  demand: number,
): boolean => {
  const spare = jurors.map(({ shown }) => shown);
  /** Views that a juror gives a group, at most one for each entry of it. */
  const given = groups.map(() => new Map<number, number>());
  const givenBy = jurors.map(() => new Set<number>());
  const move = (group: number, juror: number, by: number): void => {
    const now = ((given[group] as Map<number, number>).get(juror) ?? 0) + by;
    (given[group] as Map<number, number>).set(juror, now);
    if (now > 0) (givenBy[juror] as Set<number>).add(group);
    else (givenBy[juror] as Set<number>).delete(group);
  };
  /** One more path for the group, breadth first; gives how much it carries. */
  const augment = (start: number, wanted: number): number => {
    const from = new Map<number, number>([[start, -1]]);
    const viaJuror = new Map<number, number>();
    const queue = [start];
    const seen = new Set<number>();
    for (const group of queue) {
      const { size, jurors: allowed } = groups[group] as (typeof groups)[number];
      for (const juror of allowed) {
        const room = size - ((given[group] as Map<number, number>).get(juror) ?? 0);
        if (room === 0 || seen.has(juror)) continue;
        seen.add(juror);
        if ((spare[juror] as number) > 0) {
          // Without a detour it may carry much at once.
          const carried = group === start ? Math.min(wanted, room, spare[juror] as number) : 1;
          spare[juror] = (spare[juror] as number) - carried;
          let [to, by] = [group, juror];
          move(to, by, carried);
          while (to !== start) {
            by = viaJuror.get(to) as number;
            move(to, by, -carried);
            to = from.get(to) as number;
            move(to, by, carried);
          }
          return carried;
        }
        for (const other of givenBy[juror] as Set<number>) {
          if (from.has(other)) continue;
          from.set(other, group);
          viaJuror.set(other, juror);
          queue.push(other);
        }
      }
    }
    return 0;
  };
  return groups.every(({ size }, group) => {
    for (let missing = size * demand; missing > 0;) {
      const carried = augment(group, missing);
      if (carried === 0) return false;
      missing -= carried;
    }
    return true;
  });
};
