import { useSyncExternalStore } from 'react';
import { currentToasts, dismissToast, subscribeToToasts } from './toasts.js';
import './toast.css';

/** Shows what `toast()` says; stands once in each app. */
export function ToastHost() {
  const items = useSyncExternalStore(subscribeToToasts, currentToasts, currentToasts);
  return (
    <div className="zm-toasts">
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
    </div>
  );
}
