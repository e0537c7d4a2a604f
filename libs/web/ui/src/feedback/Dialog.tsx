import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Icon } from '../status/Icon.js';
import './dialog.css';

export interface DialogProps {
  open: boolean;
  title: string;
  children: ReactNode;
  /** Buttons at the foot. */
  actions?: ReactNode;
  /** Escape, the cross, a tap beside it. Without it the dialog must be answered. */
  onClose?: () => void;
  /** `sheet` rises from the lower edge of a phone; `full` fills the screen, as a pause on a tablet. */
  look?: 'dialog' | 'sheet' | 'full';
}

/** A native modal dialog: the browser keeps the focus inside and gives it back. */
export function Dialog({ open, title, children, actions, onClose, look = 'dialog' }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = element.current;
    if (!dialog || dialog.open === open) return;
    // Old web views know the element but not its methods; the attribute alone still shows it.
    if (open) {
      if (typeof dialog.showModal === 'function') dialog.showModal();
      else dialog.setAttribute('open', '');
    } else if (typeof dialog.close === 'function') dialog.close();
    else dialog.removeAttribute('open');
  }, [open]);
  return (
    <dialog
      ref={element}
      className="zm-dialog"
      data-look={look}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      onClick={(event) => {
        if (event.target === element.current) onClose?.();
      }}
    >
      {open && (
        <div className="zm-dialog__body">
          <header>
            <h2 id={titleId}>{title}</h2>
            {onClose && (
              <button type="button" className="zm-dialog__close" aria-label="关闭" onClick={onClose}>
                <Icon name="close" />
              </button>
            )}
          </header>
          {children}
          {actions && <footer>{actions}</footer>}
        </div>
      )}
    </dialog>
  );
}
