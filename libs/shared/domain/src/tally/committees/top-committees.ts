import { MOST_COMMITTEES, reportCommittees, type Committees } from './committee.js';

/** Every choice of `size` of the items, in lexicographic order, until `most` are found. */
const choices = (items: readonly number[], size: number, most: number): number[][] => {
  const found: number[][] = [];
  const choose = (from: number, chosen: number[]): void => {
    if (chosen.length === size) found.push([...chosen]);
    else
      for (let i = from; i <= items.length - (size - chosen.length) && found.length < most; i += 1)
        choose(i + 1, [...chosen, items[i] as number]);
  };
  choose(0, []);
  return found;
};

/** Plain top k: the `seats` entries with the most approvals, and where the last seats are tied every choice among them. */
export const topCommittees = (counts: Float64Array, seats: number): Committees => {
  const cut = [...counts].sort((a, b) => b - a)[seats - 1] as number;
  const entries = Array.from(counts.keys());
  const sure = entries.filter((entry) => (counts[entry] as number) > cut);
  const tied = entries.filter((entry) => counts[entry] === cut);
  const found = choices(tied, seats - sure.length, MOST_COMMITTEES + 1);
  return reportCommittees(
    found.map((chosen) => [...sure, ...chosen]),
    true,
  );
};
