import { useEffect, useState } from 'react';

interface Battery extends EventTarget {
  readonly level: number;
}

/** The charge from 0 to 1, or null where the browser does not tell. */
export function useBattery(): number | null {
  const [level, setLevel] = useState<number | null>(null);
  useEffect(() => {
    let battery: Battery | undefined;
    let gone = false;
    const read = () => setLevel(battery?.level ?? null);
    const ask = (navigator as { getBattery?: () => Promise<Battery> }).getBattery;
    ask?.call(navigator).then(
      (found) => {
        if (gone) return;
        battery = found;
        read();
        found.addEventListener('levelchange', read);
      },
      () => undefined,
    );
    return () => {
      gone = true;
      battery?.removeEventListener('levelchange', read);
    };
  }, []);
  return level;
}
