import { useEffect, useRef, useState } from 'react';

const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'click'] as const;

/**
 * After `quietMs` without a sign of life: the whole seconds left until `onOver`, from `warnMs` down; null before. Any
 * sign starts it anew. `active` false holds it still.
 */
export function useIdle(active: boolean, quietMs: number, warnMs: number, onOver: () => void): number | null {
  const [left, setLeft] = useState<number | null>(null);
  const over = useRef(onOver);
  useEffect(() => {
    over.current = onOver;
  });
  useEffect(() => {
    if (!active) return;
    let since = performance.now();
    let ended = false;
    const alive = () => {
      since = performance.now();
      setLeft(null);
    };
    const timer = setInterval(() => {
      const quiet = performance.now() - since;
      if (quiet < quietMs || ended) return;
      const rest = quietMs + warnMs - quiet;
      if (rest > 0) return setLeft(Math.ceil(rest / 1000));
      ended = true;
      over.current();
    }, 250);
    SIGNS.forEach((sign) => window.addEventListener(sign, alive, { passive: true, capture: true }));
    return () => {
      clearInterval(timer);
      SIGNS.forEach((sign) => window.removeEventListener(sign, alive, { capture: true }));
      setLeft(null);
    };
  }, [active, quietMs, warnMs]);
  return left;
}
