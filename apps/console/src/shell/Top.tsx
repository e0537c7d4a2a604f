import { type ReactNode } from 'react';

/** The line at the head of a page: its title in serif, facts beside it, acts at the end. */
export function Top({ title, children, end }: { title: string; children?: ReactNode; end?: ReactNode }) {
  return (
    <header className="con-top">
      <h1>{title}</h1>
      {children}
      <div className="con-top__end">{end}</div>
    </header>
  );
}
