import '@zuimei/ui/styles.css';
import './style/jury.css';
import './style/voting.css';
import './style/methods.css';
import './style/receipt.css';
import { createClient } from '@zuimei/api-client';
import { openOfflineStore } from '@zuimei/offline';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.js';
import { installServiceWorker } from './device/service-worker.js';
import { readBadge } from './model/badge.js';
import { SessionContext } from './screens/session-context.js';
import { JurySession } from './session/session.js';

// A badge leads to the address without the slash, which lies outside of the service worker's scope.
const base = import.meta.env.BASE_URL;
if (location.pathname === base) run();
else location.replace(base + location.hash);

function run(): void {
  const session = new JurySession({ api: createClient(), store: openOfflineStore('zuimei-jury') });

  /**
   * Checks in with the badge that the address was opened with. It counts once, and only where no juror is at the tablet;
   * its secret must stay neither in the address nor in the history.
   */
  const openBadge = () => {
    const badge = readBadge(location.hash);
    history.replaceState(null, '', base);
    if (!badge) return;
    const stop = session.subscribe(() => {
      if (session.getSnapshot().phase === 'starting') return;
      stop();
      void session.checkIn(badge);
    });
    if (session.getSnapshot().phase !== 'starting') {
      stop();
      void session.checkIn(badge);
    }
  };
  openBadge();
  window.addEventListener('hashchange', openBadge);
  // The browser may show a page from its memory as it was before the hand-over: what is stored counts.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) void session.restore();
  });

  session.start();
  if (import.meta.env.PROD) void installServiceWorker();
  void navigator.storage?.persist?.().catch(() => undefined);

  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no root');
  createRoot(root).render(
    <StrictMode>
      <SessionContext value={session}>
        <App />
      </SessionContext>
    </StrictMode>,
  );
}
