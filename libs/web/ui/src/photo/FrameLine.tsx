import type { ReactNode } from 'react';
import './frame-line.css';

export interface FrameLineProps {
  /** The entry number, as 「0417」: the one name of a photo everywhere. */
  number: string;
  title?: string;
  /** On the right: a date, or the number of the moment. */
  end?: ReactNode;
  /** A hairline under it, on a photo's own page. */
  ruled?: boolean;
  className?: string;
}

/** 片边: the line under every photograph, number first, like the edge of a negative. */
export function FrameLine({ number, title, end, ruled, className = '' }: FrameLineProps) {
  return (
    <p className={`zm-frame-line ${className}`} data-ruled={ruled || undefined}>
      <span className="zm-frame-line__number">{number}</span>
      {title && <span className="zm-frame-line__title">{title}</span>}
      {end !== undefined && <span className="zm-frame-line__end">{end}</span>}
    </p>
  );
}
