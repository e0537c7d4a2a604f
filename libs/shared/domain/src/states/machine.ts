import { ok, refuse, type Refusal, type Result } from '../result.js';

/** One move: the states it may start from and the state it leads to. */
export interface Move<State extends string> {
  readonly from: readonly State[];
  readonly to: State;
}

/** A state machine: a pure table of allowed moves, each with its own verb. */
export interface Machine<State extends string, Verb extends string> {
  readonly name: string;
  readonly states: readonly State[];
  readonly initial: State;
  readonly moves: Readonly<Record<Verb, Move<State>>>;
  /** States that are never left for another one. */
  readonly ends: readonly State[];
}

/** A fault of a table: its author made a mistake, so the program must not start. */
export type MachineFault =
  | { readonly fault: 'UNREACHABLE'; readonly state: string }
  | { readonly fault: 'END_IS_LEFT'; readonly state: string; readonly verb: string }
  | { readonly fault: 'DEAD_END_NOT_DECLARED'; readonly state: string }
  | { readonly fault: 'UNKNOWN_STATE'; readonly state: string };

/** Checks a table as a graph: every state reachable, every end an end, no undeclared dead end, no unknown state. */
export const machineFaults = <S extends string, V extends string>(m: Machine<S, V>): MachineFault[] => {
  const faults: MachineFault[] = [];
  const known = new Set<string>(m.states);
  const moves = Object.entries(m.moves) as [V, Move<S>][];
  const named = [m.initial, ...m.ends, ...moves.flatMap(([, move]) => [...move.from, move.to])];
  for (const state of new Set(named)) if (!known.has(state)) faults.push({ fault: 'UNKNOWN_STATE', state });
  const reached = new Set<S>([m.initial]);
  for (const state of reached) for (const [, move] of moves) if (move.from.includes(state)) reached.add(move.to);
  for (const state of m.states) {
    if (!reached.has(state)) faults.push({ fault: 'UNREACHABLE', state });
    const leaving = moves.find(([, move]) => move.from.includes(state) && move.to !== state);
    const isEnd = m.ends.includes(state);
    if (isEnd && leaving) faults.push({ fault: 'END_IS_LEFT', state, verb: leaving[0] });
    if (!isEnd && !leaving) faults.push({ fault: 'DEAD_END_NOT_DECLARED', state });
  }
  return faults;
};

/** Declares a machine. Throws when the table has a fault, so that a bad table cannot be loaded. */
export const machine = <const S extends string, const V extends string>(table: Machine<S, V>): Machine<S, V> => {
  const faults = machineFaults(table);
  if (faults.length > 0) throw new Error(`state table ${table.name}: ${JSON.stringify(faults)}`);
  return table;
};

/** The verbs that `state` allows, in the table's order. */
export const verbsFrom = <S extends string, V extends string>(m: Machine<S, V>, state: S): V[] =>
  (Object.keys(m.moves) as V[]).filter((verb) => m.moves[verb].from.includes(state));

/** Whether `verb` is allowed in `state`. */
export const canMove = <S extends string, V extends string>(m: Machine<S, V>, state: S, verb: V): boolean =>
  m.moves[verb].from.includes(state);

/**
 * The state after `verb`, or `MOVE_NOT_ALLOWED` with facts `{ machine, state, verb, allowed }`.
 * A caller that cannot be sure of its type (a route parameter) gets the same refusal for an unknown verb.
 */
export const move = <S extends string, V extends string>(
  m: Machine<S, V>,
  state: S,
  verb: V,
): Result<S, Refusal<'MOVE_NOT_ALLOWED'>> => {
  const row = Object.hasOwn(m.moves, verb) ? m.moves[verb] : undefined;
  if (row?.from.includes(state)) return ok(row.to);
  return refuse('MOVE_NOT_ALLOWED', { machine: m.name, state, verb, allowed: verbsFrom(m, state) });
};
