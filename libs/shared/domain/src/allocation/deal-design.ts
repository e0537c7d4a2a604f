import { seededRandom, shuffled } from '../random.js';
import { historyOf, type AllocationState } from './state.js';

type Lines = readonly (readonly number[])[];

const keyOf = (screen: ArrayLike<number>): string => Int32Array.from(screen).sort().join(' ');

/** How many jurors began with a screen of each class. */
const timesDealt = (state: AllocationState, design: readonly Lines[]): Uint32Array => {
  const classOf = new Map(design.flatMap((lines, i) => lines.map((line) => [keyOf(line), i])));
  const times = new Uint32Array(design.length);
  for (const { screens } of state.jurors.values()) {
    const at = screens[0] && classOf.get(keyOf(screens[0].entries));
    if (at !== undefined) times[at] = (times[at] as number) + 1;
  }
  return times;
};

/**
 * A class of the balanced design, the one that fewest began with; of these the one whose entries were shown least, then
 * stood together least. For a juror who may see everything, has seen nothing, and takes enough screens to be shown
 * everything, so that the class makes no entry more exposed than another: where all are equally exposed, or, of a class
 * of one line, by one at most.
 */
export const classFrom = (
  state: AllocationState,
  juror: string,
  eligible: readonly number[],
  wanted: number,
  salt: number,
): (readonly number[])[] | undefined => {
  const { design, size, together } = state;
  const n = state.entries.length;
  if (!design || eligible.length < n || wanted < Math.ceil(n / size)) return undefined;
  if (historyOf(state, juror).screens.length > 0) return undefined;
  const shown = (entry: number): number => (state.answered[entry] as number) + (state.leased[entry] as number);
  const exposures = eligible.map(shown);
  const apart = Math.max(...exposures) - Math.min(...exposures);
  if (apart > ((design[0] as Lines).length === 1 ? 1 : 0)) return undefined;

  const times = timesDealt(state, design);
  const fewest = Math.min(...times);
  const need = (lines: Lines): number => {
    let [exposed, met] = [0, 0];
    for (const line of lines) {
      for (const a of line) {
        exposed += shown(a);
        for (const b of line) if (a < b) met += together[a * n + b] as number;
      }
    }
    return exposed * 2 ** 32 + met;
  };
  const draw = seededRandom(`${state.options.seed}|design|${salt}`);
  const [least] = shuffled(
    design.filter((_, i) => times[i] === fewest),
    draw,
  )
    .map((lines) => ({ lines, need: need(lines) }))
    .sort((a, b) => a.need - b.need);
  return least && shuffled(least.lines, draw);
};
