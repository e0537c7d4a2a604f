import type { AnchorHTMLAttributes, ButtonHTMLAttributes, MouseEvent, ReactNode, Ref } from 'react';
import { announce } from '../feedback/announce.js';
import { Icon } from '../status/Icon.js';
import type { IconName } from '../status/icons.js';
import './button.css';

export type ButtonKind = 'plain' | 'primary' | 'hot' | 'danger' | 'text';

interface Look {
  /** `hot` invites to take part and stands once a screen; `danger` is outlined. */
  kind?: ButtonKind;
  /** `jury` is 64 px high, `portal` 44 px. */
  size?: 'portal' | 'jury';
  icon?: IconName;
  iconEnd?: IconName;
  /** As wide as its row. */
  wide?: boolean;
  className?: string;
  children?: ReactNode;
}

export interface ButtonProps extends Look, Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children' | 'disabled'> {
  /** The work is under way: the label becomes this sentence (「正在提交…」) and taps do nothing. */
  busy?: string | false;
  /** Something is missing: the button says what, and a tap moves the focus there instead; so it is not called disabled. */
  blocked?: BlockedBy | false;
  ref?: Ref<HTMLButtonElement>;
}

export interface BlockedBy {
  /** What is missing, short: 「还差打码」. */
  label: string;
  /** The id of the element to go to, or a function that finds it. */
  focus: string | (() => HTMLElement | null | undefined);
}

const classes = ({ wide, className }: Look) =>
  `zm-button${wide ? ' zm-button--wide' : ''}${className ? ` ${className}` : ''}`;

const goTo = (target: BlockedBy['focus']) => {
  const element = typeof target === 'string' ? document.getElementById(target) : target();
  if (!element) return;
  if (element.tabIndex < 0 && !element.hasAttribute('tabindex')) element.setAttribute('tabindex', '-1');
  element.scrollIntoView?.({ block: 'center' });
  element.focus({ preventScroll: true });
};

/** A button that never dies silently: busy and blocked ones stay in the tab order and say why they do not act. */
export function Button({
  kind = 'plain',
  size = 'portal',
  icon,
  iconEnd,
  wide,
  className,
  busy = false,
  blocked = false,
  onClick,
  type = 'button',
  children,
  ...rest
}: ButtonProps) {
  const held = Boolean(busy) || Boolean(blocked);
  const click = (event: MouseEvent<HTMLButtonElement>) => {
    if (!held) return onClick?.(event);
    event.preventDefault();
    if (busy || !blocked) return;
    announce(blocked.label);
    goTo(blocked.focus);
  };
  return (
    <button
      {...rest}
      type={type}
      className={classes({ wide, className })}
      data-kind={kind}
      data-size={size}
      data-state={busy ? 'busy' : blocked ? 'blocked' : undefined}
      aria-disabled={busy ? true : undefined}
      aria-busy={busy ? true : undefined}
      onClick={click}
    >
      {icon && !busy && <Icon name={icon} />}
      <span>{busy || (blocked ? blocked.label : children)}</span>
      {iconEnd && !busy && <Icon name={iconEnd} />}
    </button>
  );
}

export interface ButtonLinkProps extends Look, Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'children'> {
  ref?: Ref<HTMLAnchorElement>;
}

/** A link that looks like a button: for going somewhere, never for doing something. Takes a router's `href` and `onClick`. */
export function ButtonLink({
  kind = 'plain',
  size = 'portal',
  icon,
  iconEnd,
  wide,
  className,
  children,
  ...rest
}: ButtonLinkProps) {
  return (
    <a {...rest} className={classes({ wide, className })} data-kind={kind} data-size={size}>
      {icon && <Icon name={icon} />}
      <span>{children}</span>
      {iconEnd && <Icon name={iconEnd} />}
    </a>
  );
}
