import { useSyncExternalStore } from 'react';
import { currentToasts, dismissToast, subscribeToToasts } from './toasts.js';
import './toast.css';

/** Shows what `toast()` says; stands once in each app. */
export function ToastHost() {
  const items = useSyncExternalStore(subscribeToToasts, currentToasts, currentToasts);
  return (
    <section className="zm-toasts" aria-label="提示">
      {items.map(({ id, text, action }) => (
        <div key={id} className="zm-toast">
          <span>{text}</span>
          {action && (
            <button
              type="button"
              onClick={() => {
                dismissToast(id);
                action.onClick();
              }}
            >
              {action.label}
            </button>
          )}
        </div>
      ))}
    </section>
  );
}
