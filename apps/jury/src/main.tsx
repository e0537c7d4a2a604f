import '@zuimei/ui/styles.css';
import './style/jury.css';
import './style/voting.css';
import './style/methods.css';
import './style/receipt.css';
import { createClient } from '@zuimei/api-client';
import { parseBadge, parseEnrolment } from '@zuimei/domain';
import { openOfflineStore } from '@zuimei/offline';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.js';
import { installServiceWorker } from './device/service-worker.js';
import { checkDevice } from './tablet/device-check.js';
import { SessionContext } from './screens/session-context.js';
import { JurySession } from './session/session.js';

// A badge leads to the address without the slash, which lies outside of the service worker's scope.
const base = import.meta.env.BASE_URL;
if (location.pathname === base) run();
else location.replace(base + location.hash);

function run(): void {
  const session = new JurySession({ api: createClient(), store: openOfflineStore('zuimei-jury'), check: checkDevice });

  /**
   * Does what the address was opened with: a badge checks in, an enrolment begins. It counts once, and only where no juror
   * is at the tablet; the secrets in it must stay neither in the address nor in the history.
   */
  const openAddress = () => {
    const { hash } = location;
    history.replaceState(null, '', base);
    const badge = parseBadge(hash);
    const ticket = parseEnrolment(hash);
    if (!badge && !ticket) return;
    const act = () => {
      if (badge) void session.checkIn(badge);
      else if (ticket) session.beginEnrolment(ticket);
    };
    if (session.getSnapshot().phase !== 'starting') return act();
    const stop = session.subscribe(() => {
      if (session.getSnapshot().phase === 'starting') return;
      stop();
      act();
    });
  };
  openAddress();
  window.addEventListener('hashchange', openAddress);
  // The browser may show a page from its memory as it was before the hand-over: what is stored counts.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) void session.restore();
  });

  session.start();
  if (import.meta.env.PROD) void installServiceWorker();

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
