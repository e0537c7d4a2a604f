import type { ReactNode } from 'react';
import './status-pill.css';

/** `plain` waits, `ok` passed, `warn` wants something, `bad` refused, `cloth` is on its way, `seal` is for winners only. */
export type PillTone = 'plain' | 'ok' | 'warn' | 'bad' | 'cloth' | 'seal';

export interface StatusPillProps {
  tone?: PillTone;
  /** The state in words: colour alone never says it. */
  children: ReactNode;
}

export function StatusPill({ tone = 'plain', children }: StatusPillProps) {
  return (
    <span className="zm-pill" data-tone={tone}>
      {children}
    </span>
  );
}
