import { useEffect, useState, type ReactNode } from 'react';

export interface SlowNoteProps {
  /** 「还在打开，网络有点慢。」 */
  children: ReactNode;
  /** Milliseconds of silence before it. */
  after?: number;
}

/** No spinner: nothing for three seconds, then a sentence. Mount it for as long as the wait lasts. */
export function SlowNote({ children, after = 3000 }: SlowNoteProps) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), after);
    return () => clearTimeout(timer);
  }, [after]);
  return (
    <p role="status" className="zm-small">
      {shown && children}
    </p>
  );
}
