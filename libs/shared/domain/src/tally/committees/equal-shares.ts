import { supportersOf, type Approvals } from './approvals.js';
import { reportCommittees, type Committees } from './committee.js';
import { gcdOf } from './harmonic.js';

/** How seats are filled that no group can pay for in full: as Phragmén does, or not at all. */
export type Completion = 'phragmen' | 'none';

/** Tied ways that are followed side by side. */
const MOST_WAYS = 500;

/** Money of each ballot line's voters, as whole numbers over one denominator, which is also the price of a seat. */
interface Way {
  readonly members: readonly number[];
  readonly budgets: readonly bigint[];
  readonly price: bigint;
}

/** An entry and what it asks: `numerator / (voters · price)` of each voter who can pay in full, or of time. */
interface Ask {
  readonly entry: number;
  readonly numerator: bigint;
  readonly voters: bigint;
}

const lowest = (asks: readonly Ask[]): Ask[] => {
  let best: Ask[] = [];
  for (const ask of asks) {
    const least = best[0];
    const difference = least ? ask.numerator * least.voters - least.numerator * ask.voters : -1n;
    if (difference < 0n) best = [ask];
    else if (difference === 0n) best.push(ask);
  }
  return best;
};

const reduced = (members: readonly number[], budgets: readonly bigint[], price: bigint): Way => {
  const common = gcdOf([price, ...budgets]);
  return {
    members: [...members].sort((a, b) => a - b),
    budgets: budgets.map((budget) => budget / common),
    price: price / common,
  };
};

/** Follows every tie from all ways at once until no way goes on; what stands still is returned. */
const follow = (
  start: readonly Way[],
  nextOf: (way: Way) => readonly Way[],
): { readonly ended: readonly Way[]; readonly complete: boolean } => {
  const ended: Way[] = [];
  let complete = true;
  let ways = start;
  while (ways.length > 0) {
    const next = new Map<string, Way>();
    for (const way of ways) {
      const further = nextOf(way);
      if (further.length === 0) ended.push(way);
      for (const other of further) {
        const key = `${other.members.join()}|${other.price}|${other.budgets.join()}`;
        if (next.size < MOST_WAYS || next.has(key)) next.set(key, other);
        else complete = false;
      }
    }
    ways = [...next.values()];
  }
  return { ended, complete };
};

/**
 * The method of equal shares (Peters and Skowron 2020, "Proportionality and the limits of welfarism", there Rule X): every
 * voter gets seats ÷ voters, a seat costs 1. Again and again that entry is bought whose supporters can pay for it with
 * the least ρ, each paying ρ or all that is left. What cannot be bought in full is completed by Phragmén's sequential
 * rule from the money left: all voters earn at one pace, and the entry whose supporters first have 1 together is bought.
 * Entries without any supporter come last. Every tie is followed (up to 500 at a time); all numbers are exact fractions.
 */
export const equalShares = (approvals: Approvals, seats: number, completion: Completion = 'phragmen'): Committees => {
  const { entryCount, count, times, voters } = approvals;
  const supporters = supportersOf(approvals);
  const weight = Array.from(times, BigInt);
  const entries = Array.from({ length: entryCount }, (_, entry) => entry);
  const open = ({ members }: Way): number[] =>
    members.length === seats ? [] : entries.filter((entry) => !members.includes(entry));

  const askInFull = ({ budgets, price }: Way, entry: number): Ask[] => {
    const budget = (line: number): bigint => budgets[line] as bigint;
    const lines = [...(supporters[entry] as number[])].sort((a, b) => (budget(a) < budget(b) ? -1 : 1));
    let able = lines.reduce((sum, line) => sum + (weight[line] as bigint), 0n);
    let missing = price;
    for (const line of lines) {
      // The poorest pays all it has as long as an equal part is more than that.
      if (missing <= budget(line) * able) return [{ entry, numerator: missing, voters: able }];
      missing -= budget(line) * (weight[line] as bigint);
      able -= weight[line] as bigint;
    }
    return [];
  };
  const buy = ({ members, budgets, price }: Way, { entry, numerator, voters: able }: Ask): Way => {
    const left = budgets.map((budget) => budget * able);
    for (const line of supporters[entry] as number[]) {
      const rest = (left[line] as bigint) - numerator;
      left[line] = rest > 0n ? rest : 0n;
    }
    return reduced([...members, entry], left, price * able);
  };

  // From here on a budget is what a line's voter would have without the time that has passed: it can be below zero.
  const askTime = ({ budgets, price }: Way, entry: number): Ask[] => {
    const lines = supporters[entry] as number[];
    if (lines.length === 0) return [];
    const saved = lines.reduce((sum, line) => sum + (budgets[line] as bigint) * (weight[line] as bigint), 0n);
    return [
      { entry, numerator: price - saved, voters: lines.reduce((sum, line) => sum + (weight[line] as bigint), 0n) },
    ];
  };
  const wait = ({ members, budgets, price }: Way, { entry, numerator, voters: able }: Ask): Way => {
    const left = budgets.map((budget) => budget * able);
    for (const line of supporters[entry] as number[]) left[line] = -numerator;
    return reduced([...members, entry], left, price * able);
  };

  const each = BigInt(seats);
  const start = reduced([], new Array<bigint>(count).fill(each), BigInt(voters));
  const bought = follow([start], (way) =>
    lowest(open(way).flatMap((entry) => askInFull(way, entry))).map((ask) => buy(way, ask)),
  );
  if (completion === 'none')
    return reportCommittees(
      bought.ended.map(({ members }) => members),
      bought.complete,
    );
  const filled = follow(bought.ended, (way) => {
    const left = open(way);
    const asks = lowest(left.flatMap((entry) => askTime(way, entry)));
    if (asks.length > 0) return asks.map((ask) => wait(way, ask));
    return left.map((entry) => ({ ...way, members: [...way.members, entry].sort((a, b) => a - b) }));
  });
  return reportCommittees(
    filled.ended.map(({ members }) => members),
    bought.complete && filled.complete,
  );
};
