import { Icon, type IconName } from '@zuimei/ui';
import { type ReactNode } from 'react';

interface DecisionProps {
  onClick: () => void;
  /** Not possible now: it stays in place and in the tab order, and a tap says why. */
  off?: boolean;
  /** The one that the screen waits for. */
  ready?: boolean;
  icon?: IconName;
  iconEnd?: IconName;
  className?: string;
  children: ReactNode;
}

/** A button under a screen. Unlike other buttons it keeps its words when it cannot act, so that nothing moves. */
export function Decision({
  onClick,
  off = false,
  ready = false,
  icon,
  iconEnd,
  className = '',
  children,
}: DecisionProps) {
  return (
    <button
      type="button"
      className={`decision ${className}`}
      data-ready={ready || undefined}
      aria-disabled={off || undefined}
      onClick={onClick}
    >
      {icon && <Icon name={icon} />}
      <span>{children}</span>
      {iconEnd && <Icon name={iconEnd} />}
    </button>
  );
}
