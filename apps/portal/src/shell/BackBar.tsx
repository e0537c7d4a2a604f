import { type ReactNode } from 'react';
import { Icon } from '@zuimei/ui';
import { useLocation } from 'wouter';

/** The head of an inner page: back, its title, something at the end. */
export function BackBar({ title, end, to = '/' }: { title: string; end?: ReactNode; to?: string }) {
  const [, go] = useLocation();
  return (
    <header className="back-bar">
      <button type="button" aria-label="返回" onClick={() => (history.length > 1 ? history.back() : go(to))}>
        <Icon name="back" />
      </button>
      <h1>{title}</h1>
      {end && <span className="zm-caption">{end}</span>}
    </header>
  );
}
