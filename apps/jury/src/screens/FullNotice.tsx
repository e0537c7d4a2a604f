import { useEffect, useRef, type ReactNode } from 'react';

interface FullNoticeProps {
  title: ReactNode;
  children?: ReactNode;
  /** At most one. */
  action?: ReactNode;
  /** Interrupts: read out at once, focused, lies over the screen. */
  urgent?: boolean;
  /** It is all there is on the page, and so its main part. */
  page?: boolean;
}

/** One thing said on the whole screen, with one button. */
export function FullNotice({ title, children, action, urgent, page }: FullNoticeProps) {
  const element = useRef<HTMLDivElement>(null);
  const Root = page ? 'main' : 'div';
  useEffect(() => {
    if (urgent) (element.current?.querySelector('button') ?? element.current)?.focus();
  }, [urgent]);
  return (
    <Root
      ref={element}
      className="notice"
      data-over={urgent || undefined}
      role={urgent ? 'alertdialog' : page ? undefined : 'region'}
      aria-modal={urgent || undefined}
      aria-labelledby="notice-title"
      tabIndex={-1}
    >
      <h1 id="notice-title">{title}</h1>
      <div className="notice__words">{children}</div>
      {action && <div className="notice__action">{action}</div>}
    </Root>
  );
}
