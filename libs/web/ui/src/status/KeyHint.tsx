import type { ReactNode } from 'react';
import './key-hint.css';

export interface KeyHintProps {
  /** The key as printed on it. */
  keyCap: string;
  /** What it does; without it the cap stands alone, as inside a button. */
  children?: ReactNode;
  /** While the key is held. */
  pressed?: boolean;
}

/** A key cap and its verb. */
export function KeyHint({ keyCap, children, pressed }: KeyHintProps) {
  return (
    <span className="zm-key">
      <kbd data-pressed={pressed || undefined}>{keyCap}</kbd>
      {children}
    </span>
  );
}
