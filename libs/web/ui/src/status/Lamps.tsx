import { useMemo } from 'react';
import './lamps.css';

/** 还没到, 正在投, 已投完. */
export type LampState = 'absent' | 'voting' | 'done';

const WORDS: Record<LampState, string> = { absent: '还没到', voting: '正在投', done: '已投完' };

/** One juror's lamp, alone: in a legend or a list. */
export function Lamp({ state, label }: { state: LampState; label?: string }) {
  return <span className="zm-lamp" data-state={state} role="img" aria-label={label ?? WORDS[state]} />;
}

export interface LampBoardProps {
  /** Seats in the hall. */
  total: number;
  voting: number;
  done: number;
  /** Draws the order in which lamps light, so that no lamp can be traced to a seat. */
  seed: number;
  columns?: number;
}

/** A permutation of 0 … n−1 from a seed (mulberry32 and Fisher–Yates); it says nothing about votes, only about places. */
const shuffled = (n: number, seed: number): number[] => {
  let a = seed >>> 0;
  const random = () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order;
};

/** The hall as lamps: one lights for each juror who is done, and a lit one never goes out again. */
export function LampBoard({ total, voting, done, seed, columns = 25 }: LampBoardProps) {
  const order = useMemo(() => shuffled(total, seed), [total, seed]);
  const lamps = useMemo(() => {
    const states = new Array<LampState>(total).fill('absent');
    order.forEach((place, i) => {
      states[place] = i < done ? 'done' : i < done + voting ? 'voting' : 'absent';
    });
    return states;
  }, [order, total, done, voting]);
  return (
    <div
      className="zm-lamps"
      role="img"
      aria-label={`${done} 位已投完，${voting} 位正在投，${Math.max(0, total - done - voting)} 位还没到`}
      style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
    >
      {lamps.map((state, i) => (
        <i key={i} className="zm-lamp" data-state={state} />
      ))}
    </div>
  );
}
