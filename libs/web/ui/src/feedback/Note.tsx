import type { ReactNode } from 'react';
import { Icon } from '../status/Icon.js';
import './note.css';

export interface NoteProps {
  tone?: 'info' | 'ok' | 'warn' | 'bad';
  /** First line, bold: for a refusal the rule with its number. */
  title?: string;
  children: ReactNode;
  /** Read out when it appears; leave it off for what was there from the start. */
  live?: boolean;
}

const ICONS = { info: 'cloud', ok: 'check', warn: 'warn', bad: 'warn' } as const;

/** A tinted box of one or two sentences; with a title, without its icon. */
export function Note({ tone = 'info', title, children, live }: NoteProps) {
  return (
    <div className="zm-note" data-tone={tone} role={live ? 'status' : undefined}>
      {!title && <Icon name={ICONS[tone]} />}
      <div>
        {title && <b>{title}</b>}
        {children}
      </div>
    </div>
  );
}
