import type { ReactNode } from 'react';
import './empty-state.css';

export interface EmptyStateProps {
  /** 「这一格，等你来拍」. */
  title: string;
  /** One sentence. */
  children?: ReactNode;
  /** Which of the five cells are lit, counted from 0. */
  lit?: readonly number[];
  /** One button. */
  action?: ReactNode;
  /** Where the title stands in the page's outline. */
  level?: 1 | 2 | 3;
}

/** Nothing here yet: five cells of the wall, one of them waiting for you. */
export function EmptyState({ title, children, lit = [2], action, level = 2 }: EmptyStateProps) {
  const Title = `h${level}` as const;
  return (
    <div className="zm-empty">
      <div className="zm-empty__cells" aria-hidden="true">
        {[0, 1, 2, 3, 4].map((cell) => (
          <i key={cell} data-lit={lit.includes(cell) || undefined} />
        ))}
      </div>
      <Title className="zm-empty__title">{title}</Title>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

export interface ErrorStateProps {
  /** What happened, in plain words: 「网络断了，照片都在」. */
  title: string;
  /** What is safe, said before anything else: 「不是你的问题，投稿没有丢。」 */
  safe: ReactNode;
  /** Usually a retry. */
  action?: ReactNode;
  /** A short code for the phone call: 「K7M-4Q9」. */
  code?: string;
  lit?: readonly number[];
  level?: 1 | 2 | 3;
}

/** Something went wrong: first what is safe, then what to do, then a code to read out. */
export function ErrorState({ title, safe, action, code, lit = [], level }: ErrorStateProps) {
  return (
    <div role="alert">
      <EmptyState title={title} lit={lit} level={level} action={action}>
        {safe}
        {code && (
          <>
            <br />
            报修编号 <span className="zm-mono">{code}</span>
          </>
        )}
      </EmptyState>
    </div>
  );
}
